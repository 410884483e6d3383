import type { CompletionItem } from 'vscode-languageserver-types';
import { platformArguments } from '../../../dockerfile/builderArguments';
import { describeFlag, describeMountOption, flagsOf, goMounts, mountOptions, type FlagDescription } from '../flags';
import { CompletionItemKind, itemsAt, type Offer } from './item';
import { replaced, type CompletionPlace } from './place';
import { stagesBefore } from './stageNames';

/** Flags of the instruction, and what may stand behind their `=`; `undefined` where no flag is typed. */
export function completeFlags(place: CompletionPlace): CompletionItem[] | undefined {
    const { instruction, isAmongFlags, word } = place;
    const { keyword } = instruction;
    if (!isAmongFlags || !(word.startsWith('-') || word === '')) return undefined;
    const [, name, value] = /^--([a-z-]+)=(.*)$/.exec(word) ?? [];
    if (name === undefined || value === undefined) {
        const names = flagNames(place);
        return word === '' && names.length === 0 ? undefined : names;
    }
    if (name === 'from') return stageItems(place, value);
    if (name === 'mount') return mountItems(place, value);
    return itemsAt(
        replaced(place, value.length),
        (describeFlag(keyword, name)?.choices ?? []).map((label) => ({ label, kind: CompletionItemKind.Value })),
    );
}

function flagNames(place: CompletionPlace): CompletionItem[] {
    const { keyword, flags } = place.instruction;
    const given = new Set(flags.filter(({ end }) => end < place.offset).map(({ name }) => name));
    const repeatable = ['mount', 'exclude', 'device'];
    const open = Object.entries(flagsOf(keyword)).filter(([name]) => !given.has(name) || repeatable.includes(name));
    return itemsAt(
        replaced(place, place.word.length),
        open.map(([name, description]) => flagOffer(name, description)),
    );
}

/** A value to choose is offered next; one to write is a placeholder. */
function flagOffer(name: string, { does, value, choices }: FlagDescription): Offer {
    const label = `--${name}`;
    const offer = { label, kind: CompletionItemKind.Property, does };
    if (value === undefined) return offer;
    if (choices !== undefined || name === 'from' || name === 'mount')
        return { ...offer, text: `${label}=`, goesOn: true };
    return { ...offer, text: `${label}=\${1:${value}}`, isSnippet: true };
}

function stageItems(place: CompletionPlace, typed: string): CompletionItem[] {
    return itemsAt(
        replaced(place, typed.length),
        stagesBefore(place).map(({ name, image }) => ({
            label: name,
            kind: CompletionItemKind.Module,
            detail: image === undefined ? undefined : `FROM ${image}`,
        })),
    );
}

/** After the last comma: options that are not there yet, or the values of the one that is being typed. */
function mountItems(place: CompletionPlace, typed: string): CompletionItem[] {
    const parts = typed.split(',');
    const last = parts.at(-1) ?? '';
    const [, name, value] = /^([a-z]+)=(.*)$/.exec(last) ?? [];
    if (name === undefined || value === undefined) {
        const given = new Set(parts.slice(0, -1).map((part) => part.split('=')[0]));
        const open = Object.entries(mountOptions).filter(([option]) => !given.has(option));
        return itemsAt(replaced(place, last.length), [
            ...(parts.length > 1 ? [] : wholeMounts()),
            ...open.map(([label, { does, value: wanted }]) => ({
                label,
                text: wanted === undefined ? label : `${label}=`,
                kind: CompletionItemKind.Property,
                does,
                goesOn: wanted !== undefined,
            })),
        ]);
    }
    if (name === 'from') return stageItems(place, value);
    if (name === 'type' && parts.length === 1) {
        const choices = (mountOptions['type']?.choices ?? []).map((type) => ({
            label: `type=${type}`,
            kind: CompletionItemKind.Value,
        }));
        return itemsAt(replaced(place, last.length), [...wholeMounts(), ...choices]);
    }
    const choices = describeMountOption(name)?.choices ?? [];
    const folders = ['target', 'dst', 'destination'].includes(name) ? ['/go/pkg/mod', '/root/.cache/go-build'] : [];
    return itemsAt(
        replaced(place, value.length),
        [...choices, ...folders].map((label) => ({ label, kind: CompletionItemKind.Value })),
    );
}

function wholeMounts(): { label: string; kind: CompletionItemKind; does: string }[] {
    return goMounts.map(({ text, does }) => ({ label: text, kind: CompletionItemKind.Value, does }));
}

/** After ARG: what the builder sets, once it is declared. */
export function completePlatformArguments(place: CompletionPlace): CompletionItem[] {
    return itemsAt(
        replaced(place, place.word.length),
        [...platformArguments].map((label) => ({
            label,
            kind: CompletionItemKind.Variable,
            does: `Set by the builder; \`ARG ${label}\` makes it known in this stage.`,
        })),
    );
}
