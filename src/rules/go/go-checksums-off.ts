import { rangeOf } from '../../dockerfile/positions';
import type { Dockerfile, Instruction, Pair } from '../../dockerfile/syntax';
import { removeItem } from '../edits';
import type { Fix, Rule } from '../rule';

export const goChecksumsOff: Rule = {
    id: 'go-checksums-off',
    kind: 'dockerfile',
    severity: 'warning',
    profile: 'strict',
    summary: 'Modules are verified',
    why: 'The checksum database is what shows that everybody gets the same module. For private ones GOPRIVATE leaves it out by name.',
    examples: [
        {
            bad: 'FROM golang:1.27 AS build\nENV GOSUMDB=off\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\n',
            good: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\n',
        },
    ],

    *check({ dockerfile }) {
        for (const instruction of dockerfile.instructions) {
            if (instruction.keyword !== 'ENV' && instruction.keyword !== 'ARG') continue;
            for (const pair of instruction.pairs) {
                const what = whatIsOff(pair.key.value, pair.value?.value ?? '');
                if (what === undefined) continue;
                yield {
                    message: `\`${pair.key.value}=${pair.value?.value ?? ''}\` ${what}`,
                    range: rangeOf(dockerfile, pair),
                    fixes: leaveOut(dockerfile, instruction, pair),
                };
            }
        }
    },
};

function whatIsOff(name: string, value: string): string | undefined {
    const isAll = value === '*' || value === '**';
    if (
        (name === 'GOSUMDB' && value === 'off') ||
        (['GONOSUMDB', 'GONOSUMCHECK'].includes(name) && (isAll || value === '1'))
    )
        return 'keeps Go from comparing modules with the checksum database';
    if ((name === 'GOINSECURE' && isAll) || (name === 'GOFLAGS' && /(^| )-insecure\b/.test(value)))
        return 'lets Go fetch modules without TLS';
    return undefined;
}

function leaveOut(dockerfile: Dockerfile, instruction: Instruction, pair: Pair): Fix[] {
    const edits = removeItem(dockerfile, instruction, instruction.pairs, instruction.pairs.indexOf(pair));
    return edits.length === 0 ? [] : [{ title: `Leave \`${pair.key.value}\` out`, preferred: false, edits }];
}
