/** An engine that is there already: the user's own. It is used as it is. */
import { existsSync } from 'node:fs';
import { onPath, run } from '../program.mjs';
import { answers } from './daemon.mjs';

/** @returns {Promise<{ dockerHost: string, docker: string | undefined } | undefined>} its address, and the docker command that reaches it, if there is one */
export async function answeringEngine() {
    const docker = onPath('docker');
    if (docker !== undefined) {
        const ask = async (...args) => (await run(docker, args, { quiet: true, timeout: 10_000 })).trim();
        try {
            await ask('version', '--format', '{{.Server.Version}}');
            return { dockerHost: await ask('context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'), docker };
        } catch {
            // it reaches none
        }
    }
    const dockerHost = process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock';
    const socket = dockerHost.replace(/^unix:\/\//, '');
    return dockerHost.startsWith('unix://') && existsSync(socket) && (await answers(socket))
        ? { dockerHost, docker: undefined }
        : undefined;
}

/** Which of the commands that builds and projects need a docker command lacks. */
export async function missingPlugins(docker) {
    const missing = [];
    for (const plugin of ['buildx', 'compose']) {
        await run(docker, [plugin, 'version'], { quiet: true, timeout: 10_000 }).catch(() => missing.push(plugin));
    }
    return missing;
}
