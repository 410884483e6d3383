import { suite } from 'node:test';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { checkCases } from './cases';
import { describeErrors, describeSyntax } from './describe';

suite('what the parser reads', () => {
    checkCases('syntax', (text) => describeSyntax(parseDockerfile(text)));
});

suite('what a builder would refuse', () => {
    checkCases('faults', (text) => `${describeErrors(parseDockerfile(text)).join('\n')}\n`);
});
