import { h, type Wanted } from './dom';

/** A sentence; what stands in backticks is code. */
export function words(text: string): readonly (Wanted | string)[] {
    return text.split('`').map((part, index) => (index % 2 === 1 ? h('code', {}, part) : part));
}
