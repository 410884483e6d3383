import type { Main } from './mains';
import type { Command } from './project';

/** Names of what is run all the time, and of what is run once in a while. */
const servers = /^(?:server|api|app|web|serve|service|gateway|backend|.+[-_]?server|.+[-_]api|.+d)$/;
const helpers =
    /^(?:migrat(?:e|ions?|or)|seed(?:er)?|.*ctl|.*cli|client|.+[-_]?client|admin|debug|.*tool|healthcheck|probe|version)$/;

/** How surely this is what the project ships first; more is better. */
export function weigh(main: Main, command: Command): number {
    const { dir, path } = main.module.module;
    const product =
        path
            .replace(/\/v\d+$/, '')
            .split('/')
            .at(-1) ?? '';
    return [
        main.builds[0]?.weight ?? 0,
        command.dir === dir ? 25 : command.package === `./cmd/${command.name}` ? 20 : 0,
        command.name === product ? 25 : 0,
        servers.test(command.name) ? 10 : 0,
        command.ports.length > 0 ? 15 : 0,
        helpers.test(command.name) ? -15 : 0,
        // A module below another is a part of it, most often a plugin or tool.
        dir === '' ? 0 : -5,
    ].reduce((sum, each) => sum + each, 0);
}
