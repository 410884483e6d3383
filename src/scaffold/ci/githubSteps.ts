import { actions } from '../../facts/ciActions';
import type { YamlLiteral } from '../yaml';

/** The token is not left in .git/config, where a test could read it. */
export const checkout: YamlLiteral = { uses: actions.checkout, with: { 'persist-credentials': false } };
