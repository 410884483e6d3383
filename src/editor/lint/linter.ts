import * as vscode from 'vscode';
import type { Dockerfile } from '../../dockerfile/syntax';
import type { Finding } from '../../rules/rule';
import { causeChain } from '../log';
import { readSetting } from '../settings';
import type { Surroundings, SurroundingSources } from './judge';
import { isDockerfile } from './dockerfileDocuments';
import { createTurns } from './turns';

/** What was found in one version of a document. */
export interface Judgement {
    readonly version: number;
    readonly text: string;
    readonly dockerfile: Dockerfile;
    readonly findings: readonly Finding[];
    readonly surroundings: Surroundings;
}

/** Keeps the judgement of every open Dockerfile. */
export interface Linter {
    /** Of exactly the version that the document has now; `undefined` where it is not judged at all. */
    current(document: vscode.TextDocument): Promise<Judgement | undefined>;
    /** Judges again, soon: the text has changed. */
    changed(document: vscode.TextDocument): void;
    /** Judges again all open documents, in one folder or everywhere: what is around them has changed. */
    surroundingsChanged(root?: vscode.Uri): void;
    forget(document: vscode.TextDocument): void;
    dispose(): void;
}

export interface LinterOptions extends SurroundingSources {
    /** Called with each new judgement, and with `undefined` where a document is no longer judged. */
    readonly publish: (document: vscode.TextDocument, judgement: Judgement | undefined) => void;
}

/** In milliseconds: between two keys of somebody who types without pause. A long document waits longer, so that typing never waits for it. */
const pauseInTyping = 150;
const pauseByCost = 3;

/** In UTF-16 units. The longest Dockerfile that people write has a hundredth of it. */
export const longestText = 2 << 20;

export function createLinter({ publish, ...sources }: LinterOptions): Linter {
    const { log } = sources;
    const turn = createTurns();
    const states = new Map<vscode.TextDocument, DocumentState>();

    const stateOf = (document: vscode.TextDocument): DocumentState => {
        const known = states.get(document);
        if (known !== undefined) return known;
        const state: DocumentState = {
            timer: undefined,
            surroundings: undefined,
            judging: undefined,
            judgement: undefined,
            milliseconds: 0,
        };
        states.set(document, state);
        return state;
    };

    const load = (document: vscode.TextDocument, state: DocumentState): Promise<Surroundings> => {
        const loading = import('./judge').then(({ loadSurroundings }) => loadSurroundings(document.uri, sources));
        // a failure is not kept
        loading.catch(() => {
            if (state.surroundings === loading) state.surroundings = undefined;
        });
        return loading;
    };

    /** Loops until what it found belongs to the newest text and the newest surroundings. */
    const judgeNow = async (document: vscode.TextDocument, state: DocumentState): Promise<Judgement | undefined> => {
        for (;;) {
            const loading = (state.surroundings ??= load(document, state));
            const [surroundings, { judge }] = await Promise.all([loading, import('./judge')]);
            await turn();
            if (states.get(document) !== state || document.isClosed) return undefined;
            if (state.surroundings !== loading) continue;
            const { version } = document;
            const text = document.getText();
            if (text.length > longestText) {
                log.warn(
                    `${document.uri.toString(true)} is not judged: it is longer than ${String(longestText)} characters`,
                );
                return undefined;
            }
            const start = performance.now();
            const judgement = { version, text, surroundings, ...judge(text, surroundings) };
            state.milliseconds = Math.round(performance.now() - start);
            log.trace(`judged ${document.uri.toString(true)} in ${String(state.milliseconds)} ms`);
            return judgement;
        }
    };

    const current = async (document: vscode.TextDocument): Promise<Judgement | undefined> => {
        if (!isJudged(document)) {
            if (states.delete(document)) publish(document, undefined);
            return undefined;
        }
        const state = stateOf(document);
        clearTimeout(state.timer);
        if (state.judgement?.version === document.version && state.judging === undefined) return state.judgement;
        // those who ask meanwhile get the same answer; after it the version is looked at again
        state.judging ??= judgeNow(document, state).finally(() => {
            state.judging = undefined;
        });
        const judgement = await state.judging;
        if (states.get(document) !== state) return undefined;
        if (judgement !== undefined && judgement.version !== document.version) return current(document);
        if (state.judgement !== judgement || judgement === undefined) {
            state.judgement = judgement;
            publish(document, judgement);
        }
        return judgement;
    };

    const judgeIn = (document: vscode.TextDocument, milliseconds: number): void => {
        const state = stateOf(document);
        clearTimeout(state.timer);
        state.timer = setTimeout(() => {
            current(document).catch((error: unknown) => {
                log.error(`${document.uri.toString(true)} could not be judged: ${causeChain(error)}`);
            });
        }, milliseconds);
    };

    return {
        current,
        changed(document) {
            if (!isDockerfile(document)) return;
            const cost = states.get(document)?.milliseconds;
            judgeIn(document, cost === undefined ? 0 : Math.max(pauseInTyping, cost * pauseByCost));
        },
        surroundingsChanged(root) {
            for (const document of vscode.workspace.textDocuments) {
                if (!isDockerfile(document)) continue;
                const isConcerned =
                    root === undefined ||
                    document.isUntitled ||
                    vscode.workspace.getWorkspaceFolder(document.uri)?.uri.toString() === root.toString();
                if (!isConcerned) continue;
                const state = stateOf(document);
                state.surroundings = undefined;
                state.judgement = undefined;
                judgeIn(document, 0);
            }
        },
        forget(document) {
            const state = states.get(document);
            clearTimeout(state?.timer);
            if (states.delete(document)) publish(document, undefined);
        },
        dispose() {
            for (const { timer } of states.values()) clearTimeout(timer);
            states.clear();
        },
    };
}

interface DocumentState {
    timer: NodeJS.Timeout | undefined;
    surroundings: Promise<Surroundings> | undefined;
    judging: Promise<Judgement | undefined> | undefined;
    judgement: Judgement | undefined;
    /** What the last judgement took. */
    milliseconds: number;
}

function isJudged(document: vscode.TextDocument): boolean {
    return isDockerfile(document) && !document.isClosed && readSetting('lint.enabled', document.uri);
}
