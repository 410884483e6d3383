import { suite } from 'node:test';
import { parseDockerfile } from '../../../src/dockerfile/parse';
import { checkCases } from './cases';
import { describeMeaning } from './describeMeaning';

suite('what variables, stages and settings come to', () => {
    checkCases('meaning', (text) => describeMeaning(parseDockerfile(text)));
});
