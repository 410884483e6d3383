import type { Command, Project } from '../../project/project';
import { findBuildSets } from '../buildSets';
import { findBuildTargets } from '../buildTargets';
import { writeDockerfile } from '../image/dockerfile';
import { stageNames } from '../stageNames';
import { declareSecrets, explainSecrets, readBuildAccess, type BuildAccess } from './buildAccess';
import type { Choices, Reason, ScaffoldedFile } from '../scaffold';
import { dataVolume, explainBacking, writeBacking } from './backingService';
import { imageTag, planCommand, projectName } from './commandService';
import { writeEnvExample } from './envExample';
import { createHostPorts } from './hostPorts';
import { planServices } from './planServices';
import { entry, mapOf, renderMap, type YamlEntry } from '../yaml';

/** The compose file of a project, for development, and the example of the `.env` that goes with it. */
export function writeCompose(
    project: Project,
    chosen: readonly Command[],
    choices: Choices,
): readonly ScaffoldedFile[] {
    const all = findBuildTargets(project);
    const targets = all.filter(({ command }) => chosen.includes(command));
    if (targets.length === 0) return [];
    const name = projectName(project);
    const { backings, backingsOf, reasons } = planServices(
        targets.map(({ command }) => command),
        new Set(all.map(({ target }) => target)),
    );
    const accessOf = findAccess(project, chosen, choices);
    const secrets = [...new Set([...accessOf.values()].flatMap((access) => access.secrets))];
    const hostPorts = createHostPorts();
    const inNetworks = backings.length > 0;
    const commands = targets.map((target) =>
        planCommand(
            target,
            imageTag(name, target.target, project.commands.length === 1),
            backingsOf.get(target.command) ?? [],
            inNetworks,
            hostPorts,
            accessOf.get(target.command) ?? { secrets: [], ssh: false },
            { choices, chosen, targets },
        ),
    );
    const volumes = [
        ...new Set(commands.flatMap((command) => command.volumes)),
        ...backings.filter(({ service }) => service.data !== undefined).map(dataVolume),
    ];
    const services = [
        ...commands.map(({ service }) => service),
        ...backings.map((each) => writeBacking(each, hostPorts)),
    ];
    const text = [
        renderMap(mapOf(entry('name', name))),
        ...services.map((service, index) => [
            ...(index === 0 ? ['services:'] : []),
            ...renderMap(mapOf(service), '  '),
        ]),
        ...(inNetworks ? [renderMap(mapOf(networks()))] : []),
        ...(volumes.length > 0 ? [renderMap(mapOf(declare(volumes)))] : []),
        ...(secrets.length > 0 ? [renderMap(mapOf(declareSecrets(secrets)))] : []),
    ];
    const example = writeEnvExample(
        backings,
        commands.flatMap(({ settable }) => settable),
    );
    return [
        {
            path: 'compose.yaml',
            text: text.map((lines) => `${lines.join('\n')}\n`).join('\n'),
            reasons: [
                ...commands.flatMap((command) => command.reasons),
                ...backings.flatMap(explainBacking),
                ...reasons,
                ...explainSecrets(secrets),
                ...explainAll(inNetworks),
            ],
        },
        ...(example === undefined ? [] : [{ path: '.env.example', ...example }]),
    ];
}

/** What the builds of the commands need of this machine. */
function findAccess(project: Project, chosen: readonly Command[], choices: Choices): Map<Command, BuildAccess> {
    const names = stageNames(project);
    return new Map(
        findBuildSets(project).flatMap((set) => {
            const commands = set.commands.filter((command) => chosen.includes(command));
            if (commands.length === 0) return [];
            const access = readBuildAccess(writeDockerfile({ ...set, commands }, names, choices).text);
            return commands.map((command) => [command, access] as const);
        }),
    );
}

function declare(volumes: readonly string[]): YamlEntry {
    return entry('volumes', mapOf(...volumes.map((volume) => entry(volume, null))));
}

function networks(): YamlEntry {
    return entry(
        'networks',
        mapOf(
            entry('frontend', null),
            entry(
                'backend',
                mapOf(entry('internal', true)),
                'No way out and none in: only services that are in it reach each other.',
            ),
        ),
    );
}

function explainAll(inNetworks: boolean): Reason[] {
    return [
        ...(inNetworks
            ? [
                  {
                      what: 'two networks',
                      because:
                          'what keeps data is in one that leads nowhere, so that neither this machine nor others reach it',
                      source: null,
                  },
              ]
            : []),
        {
            what: 'no capabilities, no new privileges, a root file system that is read only',
            because: 'a Go program needs none of it; /tmp is in memory, since uploads are put there',
            source: null,
        },
        {
            what: '`mem_limit` and GOMEMLIMIT',
            because:
                'the runtime does not know the limit of its container: told 90 % of it, it collects before it is killed',
            source: null,
        },
        {
            what: 'no health check of the programs in this file',
            because: 'the HEALTHCHECK of their images counts here too, and nothing else in them could ask',
            source: null,
        },
    ];
}
