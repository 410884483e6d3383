import { rangeOf } from '../../dockerfile/positions';
import { removeItem } from '../edits';
import { instructionsOf } from '../instructions';
import type { Rule } from '../rule';

export const systemVolume: Rule = {
    id: 'system-volume',
    kind: 'dockerfile',
    severity: 'error',
    profile: 'recommended',
    summary: 'No volume lies over a folder of the system or the socket of the engine',
    why: 'A volume over `/dev`, `/proc` or `/usr` hides what the container needs. Whoever reaches the engine’s socket is root on the host, and only who starts the container may decide that.',
    examples: [
        {
            bad: 'FROM alpine:3.24\nCOPY app /app\nVOLUME /data /var/run/docker.sock\n',
            good: 'FROM alpine:3.24\nCOPY app /app\nVOLUME /data\n',
        },
    ],

    *check({ dockerfile }) {
        for (const volume of instructionsOf(dockerfile, 'VOLUME')) {
            const paths = volume.json?.valid === true ? volume.json.items : volume.words;
            for (const [at, path] of paths.entries()) {
                const clean = path.value.replace(/(?<=.)\/+$/, '');
                if (!socket.test(clean) && !systemFolder.test(clean)) continue;
                const edits = removeItem(dockerfile, volume, paths, at);
                yield {
                    message: socket.test(clean)
                        ? `\`${clean}\` is the socket of the container engine`
                        : `\`${clean}\` is a folder of the system`,
                    range: rangeOf(dockerfile, path),
                    // systemd in a container asks for it
                    ...(clean === '/sys/fs/cgroup' && { profile: 'off' }),
                    fixes: edits.length === 0 ? [] : [{ title: `Remove \`${clean}\``, preferred: false, edits }],
                };
            }
        }
    },
};

const socket = /(?:^|\/)(?:docker|containerd|podman|crio)\.sock$/;
const systemFolder =
    /^\/(?:$|(?:bin|boot|dev|etc|lib|lib64|proc|run|sbin|sys|usr|usr\/bin|usr\/lib|var\/run)$|(?:proc|sys)\/)/;
