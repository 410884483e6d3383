import { toCommandLine } from '../../../engine/commandLine';
import type { RunChoice } from './readValues';

/** The line of `docker run` that does the same, an option a line. Of secrets it has the names only: the value of a variable is taken from the shell. */
export function commandLine({ request, environment, envFile, seccompFile }: RunChoice): string {
    const { hidden, secretVariables, secretFiles } = environment;
    return toCommandLine(
        { ...request, env: { ...request.env, ...secretVariables }, secrets: secretFiles },
        (variable) => hidden.has(variable) || Object.hasOwn(secretVariables, variable),
        { envFile, seccompFile, separator: ' \\\n    ' },
    );
}
