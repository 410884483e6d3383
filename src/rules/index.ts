import { invalidSyntax } from './dockerfile/invalid-syntax';
import type { Rule } from './rule';

/** Every rule. */
export const rules: readonly Rule[] = [invalidSyntax];
