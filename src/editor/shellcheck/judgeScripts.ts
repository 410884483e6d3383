import type { Dockerfile } from '../../dockerfile/syntax';
import { shellScriptsOf } from '../../dockerfile/shellScript';
import { judge } from '../../rules/lint';
import type { Finding } from '../../rules/rule';
import type { Surroundings } from '../lint/judge';
import type { ScriptChecker } from './checkScripts';
import { shellCheckRule } from './faults';

/** What ShellCheck finds in the scripts of a Dockerfile; `undefined` where there is no ShellCheck. Loaded when the first one is asked for. */
export async function judgeScripts(
    dockerfile: Dockerfile,
    surroundings: Surroundings,
    checker: ScriptChecker,
    how: Parameters<ScriptChecker['check']>[1],
): Promise<{ readonly scripts: number; readonly findings: readonly Finding[] } | undefined> {
    const checked = await checker.check(shellScriptsOf(dockerfile), how);
    if (checked === undefined) return undefined;
    const findings = judge({ ...surroundings.subject, dockerfile }, [shellCheckRule(checked)], {
        ...surroundings.options,
        onRuleError: (_, error) => {
            throw error;
        },
    });
    return { scripts: checked.length, findings };
}
