import type { Container } from '../../../engine/engine';
import { belongsTo } from '../rows';
import type { Translate } from '../faces';
import { tellBinds } from './bindProblems';
import { stayingContainers, type LoadedForm } from './loadForm';
import { tellHeldPorts } from './portProblems';
import { readNamedFiles, type NamedFiles } from './readFiles';
import { readValues, type RunChoice } from './readValues';
import { createReport, type Report } from './report';
import type { RunValues } from './values';

export interface Judgement {
    readonly choice: RunChoice;
    readonly files: NamedFiles;
    readonly report: Report;
}

/** What the values come to, and what is said of them, as the engine and the machine are now. */
export async function judgeForm(
    values: RunValues,
    form: LoadedForm,
    {
        containers,
        kept,
        folder,
        l10n,
    }: {
        readonly containers: readonly Container[];
        readonly kept: ReadonlySet<string>;
        /** What relative paths are relative to. */
        readonly folder: string;
        readonly l10n: Translate;
    },
): Promise<Judgement> {
    const { program, endpoint } = form;
    const report = createReport(l10n);
    const choice = readValues(
        values,
        { image: form.tag, labels: form.labels, networks: form.facts.networks, kept },
        report,
    );
    const staying = stayingContainers(containers, program, values.replace);
    const replaced = values.replace ? containers.filter((container) => belongsTo(container, program)) : [];
    const own = new Set(replaced.flatMap(({ ports }) => ports.flatMap(({ host }) => host ?? [])));
    const { name } = choice.request;
    const holder = staying.find((container) => container.name === name);
    if (holder !== undefined) report.error('name', l10n.t('There is a container `{0}` already', holder.name));
    const isLocal = /^(unix|npipe):/i.test(endpoint.address);
    const [files] = await Promise.all([
        readNamedFiles(choice, folder, report),
        tellHeldPorts(choice.ports, { containers: staying, endpoint, own }, report),
        isLocal ? tellBinds(choice, form, report) : undefined,
    ]);
    return { choice, files, report };
}
