import type { Command, Project } from '../../project/project';
import { extraStageOf, findBuildTargets } from '../buildTargets';
import { createHostPorts } from '../compose/hostPorts';
import { delvePort } from '../image/debugStages';
import type { Reason, ScaffoldedFile } from '../scaffold';
import { writeComposeOverride } from './composeOverride';
import { writeLaunch } from './launch';

/** A command that is debugged in its container. */
export interface Debugged {
    /** Its service in compose.yaml. */
    readonly service: string;
    /** The stage with Delve. */
    readonly stage: string;
    /** The build context, relative to the project's root. */
    readonly context: string;
    /** Where this machine reaches Delve. */
    readonly hostPort: number;
}

/** What is laid over compose.yaml to debug, and how an editor attaches. */
export function writeDebug(project: Project, chosen: readonly Command[]): readonly ScaffoldedFile[] {
    const targets = findBuildTargets(project).filter(({ command }) => chosen.includes(command));
    if (targets.length === 0) return [];
    const hostPorts = createHostPorts();
    const debugged = targets.map((target): Debugged => ({
        service: target.target,
        stage: extraStageOf('debug', target, targets),
        context: target.context,
        hostPort: hostPorts(delvePort, 'tcp'),
    }));
    return [
        { path: 'compose.debug.yaml', text: writeComposeOverride(debugged), reasons: explainOverride() },
        { path: '.vscode/launch.json', text: writeLaunch(debugged), reasons: explainLaunch() },
    ];
}

function explainOverride(): Reason[] {
    return [
        {
            what: 'Delve on 127.0.0.1 only',
            because: 'whoever reaches its port may run anything in the container',
            source: null,
        },
        {
            what: 'no SYS_PTRACE and no other seccomp profile',
            because: 'Delve starts the program itself and needs neither',
            source: null,
        },
        {
            what: 'no health check and no restart',
            because: 'a program that stands at a breakpoint answers nobody',
            source: null,
        },
        {
            what: 'compose.yaml and the `debug` stages of the Dockerfile',
            because: 'this file is laid over the one and builds the others',
            source: null,
        },
    ];
}

function explainLaunch(): Reason[] {
    return [
        {
            what: '`substitutePath`',
            because:
                'the program was compiled in /src, and its modules in /go/pkg/mod: breakpoints find their files by it',
            source: null,
        },
        {
            what: '`debugAdapter` `dlv-dap`',
            because: 'the Go extension attaches to another machine with its older adapter unless it is told',
            source: null,
        },
    ];
}
