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
import { buildCacheMountMissing } from './go/build-cache-mount-missing';
import { cgoBinaryOnStaticBase } from './go/cgo-binary-on-static-base';
import { copyBeforeModDownload } from './go/copy-before-mod-download';
import { finalStageShipsToolchain } from './go/final-stage-ships-toolchain';
import { goBuildFile } from './go/go-build-file';
import { goImageOlderThanGoMod } from './go/go-image-older-than-go-mod';
import { goReleaseOutOfSupport } from './go/go-release-out-of-support';
import { shellFormWithoutShell } from './go/shell-form-without-shell';
import type { Rule } from './rule';
import { certificateCheckOff } from './safety/certificate-check-off';
import { signatureCheckOff } from './safety/signature-check-off';
import { aptListCleanup } from './shell/apt-list-cleanup';
import { aptNoInstallRecommends } from './shell/apt-no-install-recommends';

/** Every rule: what a Go developer gains most from first, as the documentation lists them. */
export const rules: readonly Rule[] = [
    invalidSyntax,
    instructionBeforeFrom,
    copyBeforeModDownload,
    buildCacheMountMissing,
    cgoBinaryOnStaticBase,
    shellFormWithoutShell,
    goImageOlderThanGoMod,
    goReleaseOutOfSupport,
    finalStageShipsToolchain,
    goBuildFile,
    finalUserRoot,
    baseImageLatest,
    secretsInArgOrEnv,
    certificateCheckOff,
    signatureCheckOff,
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
