import path from 'node:path';
import { diagnose } from '../../diagnosis/diagnose';
import { unknownFailure, type Diagnosis, type Failure } from '../../diagnosis/failure';
import { adviseOn } from '../../engine/advice';
import { connectEngine } from '../../engine/connectEngine';
import { chooseEndpoint, discoverEndpoints } from '../../engine/discoverEndpoints';
import type { Engine } from '../../engine/engine';
import { EngineError } from '../../engine/engineError';
import type { Log } from '../../engine/log';
import { thisMachine } from '../../engine/machine';
import { defineCommand } from '../command';
import { CommandError, reasonOf } from '../commandError';
import { readContainerFailure } from '../containerFailure';
import { jsonText } from '../formats/json';
import { painter, type Paint } from '../formats/paint';
import { choice, flag, text, wholeNumber } from '../options';
import { readProjectFolder } from '../readFolder';
import { readLog, readLogFile } from '../readLog';
import { printable, type Terminal } from '../terminal';

export const diagnoseCommand = defineCommand({
    name: 'diagnose',
    summary: 'Says why a build or a container failed: cause, evidence, remedy',
    paths: { takes: '', most: 0 },
    options: {
        log: text('FILE', 'The log of a container; - is the standard input'),
        'build-log': text('FILE', 'The output of a build; - is the standard input'),
        container: text('ID', 'A container of the engine, by id or name'),
        'exit-code': wholeNumber('N', 'The exit code that it ended with'),
        'oom-killed': flag('The engine says that it was killed for its memory'),
        project: text('DIR', 'The Go project that it was built from'),
        format: choice(['text', 'json'], 'How the answer is written (default: text)'),
        json: flag('The same as --format json'),
    },
    notes: ['One of --log, --build-log and --container is needed. Nothing known is no error: exit code 0.'],
    async run(values, _paths, terminal) {
        const { log, 'build-log': buildLog, container } = values;
        if ([log, buildLog, container].filter((given) => given !== undefined).length !== 1)
            throw new CommandError('`diagnose` needs one of `--log FILE`, `--build-log FILE` and `--container ID`');
        const project =
            values.project === undefined ? undefined : await readProjectFolder(values.project, terminal.folder);
        const { failure, dropped } =
            container === undefined
                ? await readFailure(log ?? buildLog ?? '', log === undefined ? 'build' : 'run', terminal)
                : { failure: await readFromEngine(container, terminal), dropped: 0 };
        const known = {
            ...failure,
            exitCode: values['exit-code'] ?? failure.exitCode,
            oomKilled: values['oom-killed'] || failure.oomKilled,
        };
        const findings = diagnose(known, project).map((diagnosis) => withLine(diagnosis, dropped));
        terminal.write(
            values.json || values.format === 'json'
                ? jsonText({ findings })
                : diagnosesText(findings, painter(terminal.colours)),
        );
        return 0;
    },
});

async function readFailure(
    file: string,
    phase: Failure['phase'],
    { folder, input }: Terminal,
): Promise<{ failure: Failure; dropped: number }> {
    try {
        const { lines, dropped } = await (file === '-' ? readLog(input) : readLogFile(path.resolve(folder, file)));
        return { failure: { ...unknownFailure, phase, lines }, dropped };
    } catch (error) {
        throw new CommandError(`cannot read \`${file}\`: ${reasonOf(error)}`);
    }
}

/** In the lines of the whole file, of which the end was read. */
function withLine(diagnosis: Diagnosis, dropped: number): Diagnosis {
    const { line, text: words } = diagnosis.evidence;
    return { ...diagnosis, evidence: { line: line === -1 ? -1 : line + dropped, text: words } };
}

const patience = 60_000;

async function readFromEngine(id: string, { env }: Terminal): Promise<Failure> {
    const engines: Engine[] = [];
    const signal = AbortSignal.timeout(patience);
    try {
        const discovery = await discoverEndpoints(thisMachine(env), '');
        const endpoint = await chooseEndpoint(discovery, (candidate) => connect(candidate).version(signal));
        return await readContainerFailure(connect(endpoint), id, signal);
    } catch (error) {
        if (signal.aborted)
            throw new CommandError(`the container engine did not answer within ${patience / 1000} seconds`);
        if (!(error instanceof EngineError)) throw error;
        const [step] = adviseOn(error, process.platform)?.steps ?? [];
        const command = step?.command === undefined ? '' : `: \`${step.command}\``;
        throw new CommandError(step === undefined ? error.message : `${error.message}; ${step.title}${command}`);
    } finally {
        for (const engine of engines) engine.dispose();
    }

    function connect(endpoint: Parameters<typeof connectEngine>[0]): Engine {
        const engine = connectEngine(endpoint, silent, { env });
        engines.push(engine);
        return engine;
    }
}

const nothing = (): void => undefined;
const silent: Log = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

function diagnosesText(findings: readonly Diagnosis[], paint: Paint): string {
    if (findings.length === 0) return 'This failure is not known\n';
    return findings
        .map(({ id, cause, remedy, evidence: { line, text: words } }) => {
            const place = line === -1 ? '' : `${line + 1}: `;
            return `${paint('bold', id)}\n  ${printable(cause)}\n  ${paint('dim', `${place}${words}`)}\n  ${paint('green', remedy)}\n`;
        })
        .join('\n');
}
