import { memoryLimitFor, processorsFor } from '../../../engine/goRuntime';
import { readCount, type Report } from './report';
import type { RunValues } from './values';

export interface Limits {
    /** Bytes. */
    readonly memoryLimit: number | undefined;
    readonly cpuLimit: number | undefined;
    readonly pidsLimit: number | undefined;
    /** What tells the Go runtime of them. */
    readonly variables: Readonly<Record<string, string>>;
}

const mebibyte = 1024 * 1024;
/** The engine refuses less. */
const leastMebibytes = 6;

export function readLimits(values: RunValues, report: Report): Limits {
    const { l10n } = report;
    const mebibytes = zeroIsNone(values.memory, 'memory', report, leastMebibytes);
    const cpuLimit = readProcessors(values.cpus, report);
    const target = memoryTarget(values, mebibytes, report);
    if (values.collector === 'off' && target === undefined) {
        report.warn(
            'collector',
            l10n.t('Without GOMEMLIMIT nothing is collected, and the heap grows until the program is ended'),
        );
    }
    const processors = maxProcessors(values, cpuLimit, report);
    return {
        memoryLimit: mebibytes === undefined ? undefined : mebibytes * mebibyte,
        cpuLimit,
        pidsLimit: zeroIsNone(values.processes, 'processes', report, 1),
        variables: {
            ...(target !== undefined && { GOMEMLIMIT: target }),
            ...(values.collector !== '' && { GOGC: values.collector }),
            ...(processors !== undefined && { GOMAXPROCS: processors }),
        },
    };
}

function zeroIsNone(typed: string, path: string, report: Report, least: number): number | undefined {
    return /^0+$/.test(typed.trim()) ? undefined : readCount(typed, path, report, { least });
}

function readProcessors(typed: string, report: Report): number | undefined {
    const text = typed.trim();
    if (text === '' || /^0+([.,]0+)?$/.test(text)) return undefined;
    const value = /^\d{1,4}([.,]\d{1,9})?$/.test(text) ? Number(text.replace(',', '.')) : NaN;
    if (value >= 0.01) return value;
    report.error('cpus', report.l10n.t('`{0}` is no number of processors', text));
    return undefined;
}

const units: Readonly<Record<string, number>> = {
    B: 1,
    KiB: 1024,
    MiB: mebibyte,
    GiB: 1024 * mebibyte,
    TiB: mebibyte * mebibyte,
};

function memoryTarget(
    { memoryTarget: kind, memoryTargetValue }: RunValues,
    mebibytes: number | undefined,
    report: Report,
): string | undefined {
    const { l10n } = report;
    if (kind === 'share') return mebibytes === undefined ? undefined : memoryLimitFor(mebibytes * mebibyte);
    if (kind !== 'own') return undefined;
    const text = memoryTargetValue.trim();
    const [, digits, unit = 'B'] = /^(\d{1,15})(B|KiB|MiB|GiB|TiB)?$/.exec(text) ?? [];
    if (digits === undefined) {
        report.error('memoryTargetValue', l10n.t('`{0}` is no size that Go understands, such as `400MiB`', text));
        return undefined;
    }
    if (mebibytes !== undefined && Number(digits) * (units[unit] ?? 1) > mebibytes * mebibyte) {
        report.warn('memoryTargetValue', l10n.t('It is above the memory limit, so the kernel ends the program first'));
    }
    return text;
}

function maxProcessors({ processors }: RunValues, cpuLimit: number | undefined, report: Report): string | undefined {
    if (processors !== 'limit') return processors === '' ? undefined : processors;
    if (cpuLimit !== undefined) return processorsFor(cpuLimit);
    report.warn('processors', report.l10n.t('There is no limit of processors that it could follow'));
    return undefined;
}
