import { cgoDisabledSqlite } from './cgo-disabled-sqlite';
import { dynamicBinaryOnStaticBase } from './dynamic-binary-on-static-base';
import { goModRequiresNewerGo } from './go-mod-requires-newer-go';
import { missingGoSumEntry } from './missing-go-sum-entry';
import { outOfMemory } from './out-of-memory';
import { portAlreadyAllocated } from './port-already-allocated';
import type { Signature } from './signature';

/** All failures that are known, in the order of their names. */
export const signatures: readonly Signature[] = [
    cgoDisabledSqlite,
    dynamicBinaryOnStaticBase,
    goModRequiresNewerGo,
    missingGoSumEntry,
    outOfMemory,
    portAlreadyAllocated,
];
