import type { CreateRequest } from '../../../engine/engine';
import { fitValues, type ValuesOf } from '../../webview/form/form';
import type { Translate } from '../faces';
import { describeFields, type FormFacts } from './fields';

type Fields = ReturnType<typeof describeFields>;
type AllFields = { readonly [Key in keyof Fields]: (fields: Fields[Key]) => void }[keyof Fields] extends (
    fields: infer All,
) => void
    ? All
    : never;

/** What the run form holds, as it was typed. */
export type RunValues = ValuesOf<AllFields>;

export interface DefaultOptions {
    readonly request: CreateRequest;
    /** Makes the id of a row. */
    readonly newId: () => string;
}

/** The form as the one click on *Run* would fill it in. */
export function defaultValues({ request, newId }: DefaultOptions): RunValues {
    const { memoryLimit, pidsLimit, readOnlyRoot, noNewPrivileges, dropCapabilities, init } = request;
    return {
        name: request.name ?? '',
        replace: true,
        restart: 'no',
        retries: '',
        init,
        ports: request.ports.map(({ container, protocol, host, address }) => ({
            id: newId(),
            container: String(container),
            protocol,
            host: host === 0 ? '' : String(host),
            address,
        })),
        env: [],
        envFile: '',
        secrets: [],
        memory: memoryLimit === undefined ? '' : String(Math.floor(memoryLimit / 1024 / 1024)),
        cpus: '',
        processes: pidsLimit === undefined ? '' : String(pidsLimit),
        memoryTarget: 'share',
        memoryTargetValue: '',
        collector: '',
        processors: '',
        volumes: request.volumes.map(({ source, target, readOnly }) => ({
            id: newId(),
            type: 'volume',
            source,
            path: '',
            target,
            readOnly,
            relabel: '',
        })),
        temporary: request.temporary.map((path) => ({ id: newId(), path })),
        network: 'bridge',
        networkName: '',
        createNetwork: true,
        aliases: '',
        user: '',
        readOnlyRoot,
        noNewPrivileges,
        dropCapabilities,
        capAdd: '',
        capDrop: '',
        apparmor: '',
        selinux: '',
        seccomp: '',
        seccompFile: '',
        userns: '',
    };
}

/** Values that come from a page or from an earlier version of this extension. */
export function fitRunValues(values: unknown, defaults: RunValues, l10n: Translate, facts: FormFacts): RunValues {
    const fields: AllFields = Object.assign({}, ...Object.values(describeFields(l10n, facts))) as AllFields;
    return fitValues(fields, values, defaults);
}
