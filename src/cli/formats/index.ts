import { checkstyle } from './checkstyle';
import type { Format } from './format';
import { github } from './github';
import { gnu } from './gnu';
import { json } from './json';
import { sarif } from './sarif';
import { text } from './text';

export const formatNames = ['text', 'json', 'sarif', 'github', 'checkstyle', 'gnu'] as const;

export const formats: Readonly<Record<(typeof formatNames)[number], Format>> = {
    text,
    json,
    sarif,
    github,
    checkstyle,
    gnu,
};
