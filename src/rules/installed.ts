import { unwrap } from '../dockerfile/commandEnvironment';
import { argumentsWithoutFlags } from '../dockerfile/commandQueries';
import { oncePer } from '../dockerfile/once';
import { commandsOf } from '../dockerfile/shell';
import { lineageOf } from '../dockerfile/stages';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/syntax';

const installers: Readonly<Record<string, readonly string[]>> = {
    apk: ['add'],
    'apt-get': ['install', 'build-dep'],
    apt: ['install'],
    aptitude: ['install'],
    'xx-apk': ['add'],
    'xx-apt': ['install'],
    'xx-apt-get': ['install'],
    dnf: ['install'],
    microdnf: ['install'],
    tdnf: ['install'],
    yum: ['install'],
    zypper: ['install', 'in'],
};

interface Installed {
    readonly packages: ReadonlySet<string>;
    /** Whether more may be installed than can be read: a variable, a script, a list in a file. */
    readonly isOpen: boolean;
}

/** Whether a package is installed in a stage or its parents, or may be. */
export function mayHavePackage(dockerfile: Dockerfile, stage: Stage, isWanted: (name: string) => boolean): boolean {
    return lineageOf(dockerfile, stage).some(({ instructions }) =>
        instructions.some((instruction) => mayInstall(dockerfile, instruction, isWanted)),
    );
}

/** Whether an instruction installs a package, or more than can be read. */
export function mayInstall(
    dockerfile: Dockerfile,
    instruction: Instruction,
    isWanted: (name: string) => boolean,
): boolean {
    return (
        instruction.keyword === 'RUN' &&
        (installedBy(dockerfile, instruction).isOpen || installs(dockerfile, instruction, isWanted))
    );
}

/** Whether an instruction surely installs a package. */
export function installs(
    dockerfile: Dockerfile,
    instruction: Instruction,
    isWanted: (name: string) => boolean,
): boolean {
    if (instruction.keyword !== 'RUN') return false;
    for (const name of installedBy(dockerfile, instruction).packages) if (isWanted(name)) return true;
    return false;
}

const installedBy = oncePer((dockerfile, instruction: Instruction): Installed => {
    const packages = new Set<string>();
    let isOpen = false;
    for (const command of commandsOf(dockerfile, instruction).map(unwrap)) {
        const subcommands = Object.hasOwn(installers, command.name.value) ? installers[command.name.value] : undefined;
        const [first, ...words] = argumentsWithoutFlags(command, [
            '-t',
            '--virtual',
            '-X',
            '--repository',
            '--root',
            '-p',
        ]);
        if (subcommands === undefined) {
            isOpen ||= !command.name.isLiteral || /(^|\/)(make|task|xargs)$|\.sh$/.test(command.name.value);
            isOpen ||=
                /^(ba|da|z)?sh$/.test(command.name.value) && words.length === 0 && first?.value.includes('/') === true;
        } else if (subcommands.includes(first?.value ?? ''))
            for (const { value, isLiteral } of words) {
                isOpen ||= !isLiteral;
                packages.add(value.replace(/[=~<>@:].*$/, ''));
            }
    }
    return { packages, isOpen };
});
