import type { Log } from '../../../src/engine/log';

const nothing = (): void => undefined;

export const silentLog: Log = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
