import { SymbolKind, type DocumentSymbol } from 'vscode-languageserver-types';
import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/syntax';
import { endOf } from './instructionAt';

const kinds: Readonly<Record<string, SymbolKind>> = {
    ARG: SymbolKind.Variable,
    ENV: SymbolKind.Variable,
    LABEL: SymbolKind.Property,
    RUN: SymbolKind.Function,
    CMD: SymbolKind.Event,
    ENTRYPOINT: SymbolKind.Event,
    HEALTHCHECK: SymbolKind.Event,
    COPY: SymbolKind.File,
    ADD: SymbolKind.File,
    EXPOSE: SymbolKind.Interface,
};

/** Stages with their instructions below them; before the first stage, the instructions themselves. */
export function symbolsOf(dockerfile: Dockerfile): DocumentSymbol[] {
    const before = dockerfile.instructions.filter(({ stage }) => stage === undefined);
    return [
        ...before.map((instruction) => instructionSymbol(dockerfile, instruction)),
        ...dockerfile.stages.map((stage) => stageSymbol(dockerfile, stage)),
    ];
}

function stageSymbol(dockerfile: Dockerfile, stage: Stage): DocumentSymbol {
    const { from, image, index, name } = stage;
    const selected = name ?? image ?? from.keywordSpan;
    return {
        name: name?.value ?? image?.value ?? String(index),
        detail: excerpt(`FROM ${image?.value ?? ''}`),
        kind: SymbolKind.Class,
        range: rangeOf(dockerfile, { start: stage.start, end: Math.max(stage.end, selected.end) }),
        selectionRange: rangeOf(dockerfile, selected),
        children: stage.instructions.map((instruction) => instructionSymbol(dockerfile, instruction)),
    };
}

function instructionSymbol(dockerfile: Dockerfile, instruction: Instruction): DocumentSymbol {
    const { keyword, keywordSpan, body, flags, start } = instruction;
    const end = endOf(instruction);
    // where a COPY takes files from says more than how a RUN is mounted
    const told = keyword === 'RUN' ? body.start : (flags[0]?.start ?? body.start);
    return {
        name: keyword === '' ? '?' : keyword,
        detail: excerpt(dockerfile.text.slice(told, Math.min(body.end, told + 400))),
        kind: kinds[keyword] ?? SymbolKind.Field,
        range: rangeOf(dockerfile, { start, end }),
        selectionRange: rangeOf(dockerfile, keywordSpan),
    };
}

/** One short line. */
function excerpt(text: string): string {
    const line = text.replaceAll(/[\\`]?\s*\r?\n\s*/g, ' ').trim();
    return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
