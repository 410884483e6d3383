import type { Stage } from '../dockerfile/syntax';
import type { Subject } from './rule';

const forDevelopers =
    /(?:^|[-_./])(?:dev|devel|develop|development|debug|debugger|local|test|tests|testing|e2e|lint|ci|hot|watch|air|tools?)(?:[-_./]|$)|devcontainer/i;

/** Whether a stage, or the whole file, is named for developing, testing or debugging. */
export function isForDevelopers({ path }: Subject, stage: Stage | undefined): boolean {
    return forDevelopers.test(stage?.name?.value ?? '') || forDevelopers.test(path ?? '');
}
