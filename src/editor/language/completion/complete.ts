import type { CompletionItem, Position } from 'vscode-languageserver-types';
import type { Dockerfile } from '../../../dockerfile/syntax';
import type { Project } from '../../../project/project';
import type { LanguageService } from '../languageService';
import { completeDirectives } from './completeDirectives';
import { completeFlags, completePlatformArguments } from './completeFlags';
import { completeGo } from './completeGo';
import { completeVariables } from './completeVariables';
import { placeAt } from './place';

export interface CompletionQuestion {
    readonly dockerfile: Dockerfile;
    readonly position: Position;
    readonly project: Project | undefined;
    readonly ruleIds: readonly string[];
    readonly service: LanguageService;
}

/** What can be typed at a place: our answer where it is complete, else ours before that of the language service. */
export async function complete(question: CompletionQuestion): Promise<readonly CompletionItem[]> {
    const { dockerfile, position, project, ruleIds, service } = question;
    const inComment = completeDirectives(dockerfile, position, ruleIds);
    if (inComment !== undefined) return inComment;
    const place = placeAt(dockerfile, position);
    if (place === undefined) return service.complete(dockerfile.text, position);
    const whole = completeVariables(place) ?? (place.word === '' ? undefined : completeFlags(place));
    if (whole !== undefined) return whole;
    if (place.instruction.keyword === 'ARG') return completePlatformArguments(place);
    const own = [...completeGo(place, project), ...(place.word === '' ? (completeFlags(place) ?? []) : [])];
    // flags are answered in full above
    const others = (await service.complete(dockerfile.text, position)).filter(({ label }) => !label.startsWith('--'));
    const first = own.map((item, index) => ({ ...item, sortText: String(index).padStart(4, '0') }));
    return [...first, ...others.map((item) => ({ ...item, sortText: `5${item.sortText ?? item.label}` }))];
}
