import type { ComposeService } from '../../facts/composeServices';
import type { Reason } from '../scaffold';
import { fill, type Backing } from './backing';
import { publish, type HostPorts } from './hostPorts';
import { entry, listOf, mapOf, type YamlEntry } from '../yaml';
import { literal } from './literal';

export function dataVolume({ name }: Backing): string {
    return `${name}-data`;
}

/** A service that a program talks to. What shows a page to a browser is in both networks, everything else out of reach. */
export function writeBacking(backing: Backing, hostPorts: HostPorts): YamlEntry {
    const { service, name, usesPassword } = backing;
    const { login, page, healthcheck, capabilities } = service;
    const optional = usesPassword ? login?.optional : undefined;
    const command = optional?.command ?? service.command;
    const environment = Object.entries({ ...service.environment, ...optional?.environment });
    return entry(
        name,
        mapOf(
            entry('image', service.image),
            command === undefined ? undefined : entry('command', listOf(...command.map((word) => fill(word, backing)))),
            service.user === undefined ? undefined : entry('user', service.user),
            environment.length === 0
                ? undefined
                : entry(
                      'environment',
                      mapOf(...environment.map(([key, value]) => entry(key, required(fill(value, backing))))),
                  ),
            page === undefined ? undefined : entry('ports', listOf(publish(hostPorts, page.port, 'tcp'))),
            entry('networks', listOf('backend', ...(page === undefined ? [] : ['frontend']))),
            service.data === undefined ? undefined : entry('volumes', listOf(`${dataVolume(backing)}:${service.data}`)),
            typeof healthcheck === 'object' ? writeHealthcheck(healthcheck) : undefined,
            service.readOnly === true ? entry('read_only', true) : undefined,
            capabilities === undefined ? undefined : entry('cap_drop', listOf('ALL')),
            capabilities === undefined || capabilities.length === 0
                ? undefined
                : entry('cap_add', listOf(...capabilities)),
            entry('security_opt', listOf('no-new-privileges:true')),
            // Threads count too, and what runs in a JVM has hundreds.
            entry('pids_limit', 1024),
            entry('mem_limit', service.memory),
            entry('restart', 'unless-stopped'),
            service.data === undefined ? undefined : entry('stop_grace_period', '30s'),
        ),
    );
}

/** Where the password is missing, compose says so instead of starting a service that anybody can enter. */
function required(text: string): string {
    return text.replace(/^\$\{(\w+)\}$/, '${$1:?copy .env.example to .env and set it there}');
}

function writeHealthcheck({
    test,
    startSeconds,
}: Exclude<ComposeService['healthcheck'], 'image' | undefined>): YamlEntry {
    return entry(
        'healthcheck',
        mapOf(
            entry('test', listOf(...test.map(literal))),
            entry('interval', '10s'),
            entry('timeout', '5s'),
            entry('retries', 5),
            entry('start_period', `${startSeconds}s`),
            entry('start_interval', '1s'),
        ),
    );
}

export function explainBacking(backing: Backing): Reason[] {
    const { service, name, user, database, named, usesPassword } = backing;
    const { because, healthcheck, login, notes = [], page } = service;
    const { path, source } = backing.import;
    return [
        { what: `a service \`${name}\`, ${service.image}`, because: `the program imports \`${path}\``, source },
        ...(because === undefined ? [] : [{ what: service.image, because, source: null }]),
        ...(login === undefined || login.onlyUser === true
            ? []
            : [
                  {
                      what: `\`${user}\` logs in at \`${name}\`${database === '' ? '' : `, in the database \`${database}\``}`,
                      because: named ? 'a default of the program says so' : 'the program names nobody',
                      source: null,
                  },
              ]),
        ...(login?.optional !== undefined && !usesPassword
            ? [
                  {
                      what: `no password for \`${name}\``,
                      because: 'a program that uses it reads no variable for one; only this project reaches it',
                      source: null,
                  },
              ]
            : []),
        ...(healthcheck === undefined
            ? [
                  {
                      what: `no health check of \`${name}\``,
                      because: 'its image has no tool for one, so that programs wait for its start only',
                      source: null,
                  },
              ]
            : []),
        ...(page === undefined
            ? []
            : [{ what: `port ${page.port} of \`${name}\``, because: `it shows ${page.what}`, source: null }]),
        ...notes.map((note) => ({ what: `\`${name}\``, because: note, source: null })),
    ];
}
