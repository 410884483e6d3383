import { readdirSync, readFileSync } from 'node:fs';
import { composeServices } from '../../../src/facts/composeServices';
import type { Command, Module, Project } from '../../../src/project/project';
import { defaultChoices } from '../../../src/scaffold/render';
import type { Choices } from '../../../src/scaffold/scaffold';
import { completeProject, type Case } from './cases';

export const composeFolder = 'test/fixtures/scaffold-compose';

/** What a case writes down: only what it is about. Lines of sources are of no interest. */
interface Given {
    readonly workspace?: boolean;
    readonly modules?: readonly Partial<Module>[];
    readonly commands: readonly (Omit<Partial<Command>, 'env' | 'ports' | 'services' | 'writesFiles'> & {
        readonly env?: Readonly<Record<string, string | null>>;
        /** Of `env`, what the program gives up without. */
        readonly required?: readonly string[];
        readonly ports?: readonly Partial<Command['ports'][number]>[];
        readonly services?: readonly string[];
        readonly writesFiles?: readonly string[];
    })[];
    readonly choices?: Partial<Choices>;
}

export function readComposeCases(): readonly Case[] {
    return readdirSync(composeFolder)
        .filter((file) => file.endsWith('.json'))
        .map((file) => {
            const given = JSON.parse(readFileSync(`${composeFolder}/${file}`, 'utf8')) as Given;
            return {
                name: file.replace('.json', ''),
                project: projectOf(given),
                choices: { ...defaultChoices, files: ['compose'], ...given.choices },
            };
        });
}

/** A program for each kind of service that the catalogue has. */
export function everyService(): readonly Case[] {
    return composeServices
        .flatMap(({ kinds }) => kinds)
        .map((kind) => ({
            name: kind,
            project: projectOf({ commands: [{ services: [kind] }] }),
            choices: { ...defaultChoices, files: ['compose'] },
        }));
}

/** A program that holds a text wherever it can, beside two services. */
export function strangeProject(text: string): Project {
    return projectOf({
        modules: [{ path: text }],
        commands: [
            {
                name: text,
                ports: [{ env: 'ADDR' }, { port: 9090, env: text }],
                env: {
                    ADDR: text,
                    DATABASE_URL: text,
                    DB_USER: text,
                    REDIS_ADDR: text,
                    MYSQL_DSN: text,
                    [text]: text,
                    DATA: text,
                },
                services: ['postgres', 'redis', 'mongodb', text],
                writesFiles: [text],
            },
        ],
    });
}

const source = { file: 'main.go', line: 0 };

function projectOf({ commands, workspace = false, modules = [{}] }: Given): Project {
    return completeProject({
        workspace,
        modules,
        commands: commands.map(
            ({ env = {}, required = [], ports = [], services = [], writesFiles = [], ...others }) => ({
                ...others,
                env: Object.entries(env).map(([name, fallback]) => ({
                    name,
                    default: fallback,
                    required: required.includes(name),
                    source,
                })),
                ports: ports.map((port) => ({
                    port: 8080,
                    protocol: 'tcp',
                    env: null,
                    loopback: false,
                    source,
                    ...port,
                })),
                services: services.map((kind) => ({ kind, import: `example.com/driver/${kind}`, source })),
                writesFiles: writesFiles.map((path) => ({ path, ...source })),
            }),
        ),
    });
}
