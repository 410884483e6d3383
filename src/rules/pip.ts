import type { PlainCommand } from './plainCommands';

/** `pip install` in its many names, and `python -m pip install`. */
export function isPipInstall({ name, args }: PlainCommand): boolean {
    const words = args.map(({ text }) => text);
    if (name.startsWith('pip')) return !name.startsWith('pipenv') && words.includes('install');
    const pip = words.indexOf('pip');
    return name.startsWith('python') && pip > 0 && words[pip - 1] === '-m' && words[pip + 1] === 'install';
}
