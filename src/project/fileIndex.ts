import type { GoFile } from './go/file';
import { hashWord } from './go/wordFilter';

/** Which files hold what, remembered from one reading of the project to the next: only files that are new are looked at again. */
export interface FileIndex {
    /** The files that may hold this name as a whole word. */
    naming(word: string): ReadonlySet<GoFile>;
    /** The files whose text holds these characters. */
    mentioning(text: string): ReadonlySet<GoFile>;
    /** The files whose text matches. */
    matching(pattern: RegExp): ReadonlySet<GoFile>;
    /** Says which files there are now. */
    update(files: Iterable<GoFile>): void;
}

/** More questions than these are those of many versions of the project. */
const mostQuestions = 20_000;

interface Question {
    readonly holds: (file: GoFile) => boolean;
    readonly files: Set<GoFile>;
}

export function createFileIndex(): FileIndex {
    let known = new Set<GoFile>();
    const questions = new Map<string, Question>();
    const ask = (key: string, holds: (file: GoFile) => boolean): ReadonlySet<GoFile> => {
        const before = questions.get(key);
        if (before !== undefined) return before.files;
        const files = new Set([...known].filter(holds));
        questions.set(key, { holds, files });
        return files;
    };
    return {
        naming(word) {
            const hashed = hashWord(word);
            return ask(`name ${word}`, (file) => file.names(hashed));
        },
        mentioning: (text) => ask(`text ${text}`, (file) => file.mentions(text)),
        matching: (pattern) => ask(`pattern ${pattern.source}`, (file) => file.matches(pattern)),
        update(files) {
            const now = new Set(files);
            const gone = [...known].filter((file) => !now.has(file));
            const come = [...now].filter((file) => !known.has(file));
            known = now;
            if (questions.size > mostQuestions) questions.clear();
            for (const { holds, files: answer } of questions.values()) {
                for (const file of gone) answer.delete(file);
                for (const file of come) if (holds(file)) answer.add(file);
            }
        },
    };
}
