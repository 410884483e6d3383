import { addInsteadOfCopy } from './dockerfile/add-instead-of-copy';
import { baseImageLatest } from './dockerfile/base-image-latest';
import { duplicateStageName } from './dockerfile/duplicate-stage-name';
import { finalUserRoot } from './dockerfile/final-user-root';
import { fromAsCasing } from './dockerfile/from-as-casing';
import { instructionBeforeFrom } from './dockerfile/instruction-before-from';
import { invalidSyntax } from './dockerfile/invalid-syntax';
import { jsonArgsRecommended } from './dockerfile/json-args-recommended';
import { legacyKeyValueFormat } from './dockerfile/legacy-key-value-format';
import { maintainerDeprecated } from './dockerfile/maintainer-deprecated';
import { relativeWorkdir } from './dockerfile/relative-workdir';
import { secretsInArgOrEnv } from './dockerfile/secrets-in-arg-or-env';
import { stageNameCasing } from './dockerfile/stage-name-casing';
import { undefinedArgInFrom } from './dockerfile/undefined-arg-in-from';
import { unknownCopyFrom } from './dockerfile/unknown-copy-from';
import { goRules } from './goRules';
import type { Rule } from './rule';
import { certificateCheckOff } from './safety/certificate-check-off';
import { aptKeyDeprecated } from './safety/apt-key-deprecated';
import { packageIndexAlone } from './safety/package-index-alone';
import { passwordInRun } from './safety/password-in-run';
import { sshPortExposed } from './safety/ssh-port-exposed';
import { systemUpgrade } from './safety/system-upgrade';
import { systemVolume } from './safety/system-volume';
import { systemWorkdir } from './safety/system-workdir';
import { signatureCheckOff } from './safety/signature-check-off';
import { aptListCleanup } from './shell/apt-list-cleanup';
import { aptNoInstallRecommends } from './shell/apt-no-install-recommends';

/** Every rule: what a Go developer gains most from first, as the documentation lists them. */
export const rules: readonly Rule[] = [
    invalidSyntax,
    instructionBeforeFrom,
    ...goRules,
    finalUserRoot,
    baseImageLatest,
    secretsInArgOrEnv,
    certificateCheckOff,
    signatureCheckOff,
    aptKeyDeprecated,
    packageIndexAlone,
    passwordInRun,
    sshPortExposed,
    systemUpgrade,
    systemVolume,
    systemWorkdir,
    jsonArgsRecommended,
    relativeWorkdir,
    addInsteadOfCopy,
    unknownCopyFrom,
    undefinedArgInFrom,
    duplicateStageName,
    stageNameCasing,
    fromAsCasing,
    legacyKeyValueFormat,
    maintainerDeprecated,
    aptListCleanup,
    aptNoInstallRecommends,
];
