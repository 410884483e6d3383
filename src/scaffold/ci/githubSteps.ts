import { actions } from '../../facts/ciActions';
import type { YamlMap } from './writeYaml';

/** The token is not left in .git/config, where a test could read it. */
export const checkout: YamlMap = { uses: actions.checkout, with: { 'persist-credentials': false } };
