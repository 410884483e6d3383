import { oncePerDockerfile } from '../dockerfile/once';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/syntax';

/** A question about a stage and its parents that one instruction can answer; each stage is asked once, however long the chain. */
export function createLineageTest(
    test: (dockerfile: Dockerfile, instruction: Instruction) => boolean,
): (dockerfile: Dockerfile, stage: Stage) => boolean {
    const answers = oncePerDockerfile(() => new Map<Stage, boolean>());
    return (dockerfile, stage) => {
        const known = answers(dockerfile);
        const asked: Stage[] = [];
        let answer = false;
        for (let at: Stage | undefined = stage; at !== undefined && !answer;) {
            const before = known.get(at);
            if (before !== undefined) {
                answer = before;
                break;
            }
            asked.push(at);
            answer = at.instructions.some((instruction) => test(dockerfile, instruction));
            at = at.parent === undefined ? undefined : dockerfile.stages[at.parent];
        }
        for (const each of asked) known.set(each, answer);
        return answer;
    };
}
