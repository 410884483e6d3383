import { readdirSync, readFileSync } from 'node:fs';
import type { Command, Module, Project } from '../../../src/project/project';
import { defaultChoices } from '../../../src/scaffold/render';
import type { Choices } from '../../../src/scaffold/scaffold';

export const folder = 'test/fixtures/scaffold';

export interface Case {
    /** The file's name, which is a sentence. */
    readonly name: string;
    readonly project: Project;
    readonly choices: Choices;
}

/** What a case writes down: only what it is about; that is the Dockerfile where it says nothing. */
interface Given {
    readonly project: {
        readonly workspace?: boolean;
        readonly workspaceDir?: string;
        readonly modules?: readonly Partial<Module>[];
        readonly commands?: readonly Partial<Command>[];
    };
    readonly choices?: Partial<Choices>;
}

export function readCases(): readonly Case[] {
    return readdirSync(folder)
        .filter((file) => file.endsWith('.json'))
        .map((file) => {
            const given = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Given;
            return {
                name: file.replace('.json', ''),
                project: completeProject(given.project),
                choices: { ...defaultChoices, files: ['dockerfile'], ...given.choices },
            };
        });
}

export function completeProject(given: Given['project']): Project {
    const { workspace = false, workspaceDir = workspace ? '' : null, modules = [{}], commands = [{}] } = given;
    return {
        root: '/project',
        workspace,
        workspaceDir,
        modules: modules.map((module) => ({ ...plainModule, inWorkspace: workspace, ...module })),
        commands: commands.map((command) => ({ ...plainCommand, cgo: command.cgoReasons !== undefined, ...command })),
        otherMains: [],
        faults: [],
    };
}

const plainModule: Module = {
    dir: '',
    path: 'example.com/shop',
    inWorkspace: false,
    go: '1.26',
    goSource: { file: 'go.mod', line: 2 },
    toolchain: null,
    vendored: false,
    hasSum: true,
    requires: [
        {
            path: 'github.com/go-chi/chi/v5',
            version: 'v5.2.3',
            indirect: false,
            file: 'go.mod',
            line: 4,
        },
    ],
    cgo: false,
    cgoReasons: [],
    replacesOutside: [],
    privateHosts: [],
};

const plainCommand: Command = {
    name: 'api',
    binary: 'api',
    module: '',
    package: './cmd/api',
    dir: 'cmd/api',
    cgo: false,
    cgoReasons: [],
    ports: [],
    env: [],
    services: [],
    routes: [],
    embeds: [],
    frontends: [],
    needsCertificates: false,
    needsTimezones: false,
    needsShell: false,
    writesFiles: [],
    readsFiles: [],
    grpc: false,
    handlesSigterm: false,
    stopSignal: null,
    shutdownSeconds: null,
    versionVariables: [],
    loopbackOnly: false,
    arguments: [],
    healthArgument: null,
    tlsOnly: false,
    reasons: [],
};
