import type { Command } from '../project';
import { sourceOf, type Program } from './program';

/** Where a program asks Go for the commit that it was built from. */
export function readRevision(program: Program): Command['reasons'][number][] {
    const call = program
        .callsNamed('ReadBuildInfo')
        .find(
            ({ qualified, place }) =>
                qualified === 'runtime/debug.ReadBuildInfo' && place.file.mentions('vcs.revision'),
        );
    if (call === undefined) return [];
    return [
        {
            fact: 'readsRevision',
            because: 'reads the commit that it was built from',
            ...sourceOf(call.place.file, call.line),
        },
    ];
}
