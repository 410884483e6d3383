import { rules } from './index';
import { checkOf } from './names';

export const ruleIds: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

/** Of the checks of other tools that our rules report, as those tools spell them. */
export const aliasNames: ReadonlySet<string> = new Set(rules.flatMap(({ covers = [] }) => covers.map(checkOf)));
