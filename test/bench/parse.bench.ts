/** How the cost of reading a Dockerfile grows with its lines; printed, ten for linear and a hundred for quadratic cost. */
import { performance } from 'node:perf_hooks';
import { parseDockerfile } from '../../src/dockerfile/parse';
import { shellOf } from '../../src/dockerfile/shell';
import { sourcesOf, stageByReference } from '../../src/dockerfile/stages';
import type { Dockerfile } from '../../src/dockerfile/syntax';
import { resolve } from '../../src/dockerfile/variables';

/** Repeats a line under a head that gives it meaning. */
const shapes: Readonly<Record<string, (lines: number) => string>> = {
    'RUN lines': (lines) => `FROM golang\n${'RUN apt-get update && apt-get install -y "git" $X\n'.repeat(lines)}`,
    'one continued RUN': (lines) => `FROM golang\nRUN true${' \\\n    && echo x # y'.repeat(lines)}\n`,
    'comments in a continuation': (lines) => `FROM golang\nRUN true \\\n${'# why\n\n'.repeat(lines)}x\n`,
    'a here-document': (lines) => `FROM golang\nRUN <<EOF\n${'echo $x | y\n'.repeat(lines)}EOF\n`,
    'open here-documents': (lines) => `FROM golang\n${'RUN <<A <<B\n'.repeat(lines)}`,
    'a JSON array': (lines) => `FROM golang\nCMD ["sh", "-c", "${'\\n\\\n echo x;'.repeat(lines)}"]\n`,
    'ENV lines': (lines) => `FROM golang\n${'ENV PATH=$PATH:/usr/local/go/bin\n'.repeat(lines)}`,
    'one ENV': (lines) => `FROM golang\nENV ${'a=${b:-$c} \\\n'.repeat(lines)} z=1\n`,
    'stages on each other': (lines) =>
        Array.from({ length: lines }, (_, index) => `FROM s${index} AS s${index + 1}\n`).join(''),
    'variables through stages': (lines) =>
        Array.from({ length: lines / 2 }, (_, index) => `FROM s${index} AS s${index + 1}\nENV A=$MISSING\n`).join(''),
    'copies from stages': (lines) => `FROM a AS b\nFROM c\n${'COPY --from=b x y\n'.repeat(lines)}`,
    'relative WORKDIRs': (lines) => `FROM golang\n${'WORKDIR a\nRUN pwd\n'.repeat(lines)}`,
    'nested braces': (lines) => `FROM golang\nLABEL a=${'${a:-'.repeat(lines)}${'}'.repeat(lines)}\n`,
    'here-documents on a line': (lines) => `FROM golang\nRUN ${'cat <<A '.repeat(lines)}\n`,
    'nested substitutions': (lines) => `FROM golang\nRUN echo ${'$('.repeat(lines)}x${')'.repeat(lines)}\n`,
    'open quotes': (lines) => `FROM golang\n${'COPY "a \'b $x\n'.repeat(lines)}`,
    'unknown keywords': (lines) => 'FROMM x\n'.repeat(lines),
    words: (lines) => `FROM golang\nRUN ${'word '.repeat(lines * 5)}\n`,
    'nested ONBUILD': (lines) => `FROM golang\n${'ONBUILD '.repeat(lines)}\n`,
};

function readForRules(text: string): void {
    const dockerfile: Dockerfile = parseDockerfile(text);
    for (const instruction of dockerfile.instructions) {
        shellOf(dockerfile, instruction.trigger ?? instruction);
        for (const { value } of instruction.pairs) if (value !== undefined) resolve(dockerfile, value, instruction);
        for (const source of sourcesOf(instruction)) stageByReference(dockerfile, source.value, instruction.stage ?? 0);
    }
}

function bestTime(text: string): number {
    let best = Infinity;
    for (let run = 0; run < 3; run++) {
        const start = performance.now();
        readForRules(text);
        best = Math.min(best, performance.now() - start);
    }
    return best;
}

for (const [name, shape] of Object.entries(shapes)) {
    const [small, large] = [bestTime(shape(500)), bestTime(shape(5000))];
    process.stdout.write(
        `${name.padEnd(28)} 500 lines ${small.toFixed(1).padStart(6)} ms   5,000 lines ${large.toFixed(1).padStart(7)} ms   ${(large / small).toFixed(1).padStart(5)} times\n`,
    );
}
