import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { defaultChoices, scaffold } from '../../../src/scaffold/render';
import type { Choices, ScaffoldedFile } from '../../../src/scaffold/scaffold';
import { completeProject, type Case } from './cases';

export const folder = 'test/fixtures/scaffold-ci';

export function readCases(): readonly Case[] {
    return readdirSync(folder)
        .filter((file) => file.endsWith('.json'))
        .map((file) => {
            const given = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as {
                readonly project: Parameters<typeof completeProject>[0];
                readonly choices?: Partial<Choices>;
            };
            return {
                name: file.replace('.json', ''),
                project: completeProject(given.project),
                choices: { ...defaultChoices, files: ['ci'], ...given.choices },
            };
        });
}

/** Each case as it is and for the other host. */
export function pipelinesOf({ project, choices }: Case): Record<'github' | 'gitlab', ScaffoldedFile | undefined> {
    const on = (ci: string): ScaffoldedFile | undefined =>
        scaffold(project, { ...choices, set: { ...choices.set, ci } })[0];
    return { github: on('github'), gitlab: on('gitlab') };
}

/** Every mapping of a YAML text, wherever it stands. */
export function mappingsIn(text: string): readonly Record<string, unknown>[] {
    const found: Record<string, unknown>[] = [];
    const visit = (value: unknown): void => {
        if (typeof value !== 'object' || value === null) return;
        if (!Array.isArray(value)) found.push(value as Record<string, unknown>);
        for (const each of Object.values(value)) visit(each);
    };
    visit(parse(text));
    return found;
}
