import type { Project } from '../../project/project';
import type { Choices, ScaffoldedFile } from '../scaffold';
import { readSetting } from '../settings';
import { writeGithub } from './github';
import { writeGitlab } from './gitlab';
import { planPipeline } from './plan';
import { explainPipeline } from './reasons';

/** The pipeline of a project, not signed yet; none where it has no command to build. */
export function writeCi(project: Project, choices: Choices): readonly ScaffoldedFile[] {
    const pipeline = planPipeline(project, choices);
    if (pipeline.images.length === 0) return [];
    const host = readSetting(choices.set, 'ci') === 'gitlab' ? 'gitlab' : 'github';
    const text = host === 'gitlab' ? writeGitlab(pipeline) : writeGithub(pipeline);
    return [
        {
            path: host === 'gitlab' ? '.gitlab-ci.yml' : '.github/workflows/containers.yaml',
            text,
            reasons: explainPipeline(pipeline, host),
        },
    ];
}
