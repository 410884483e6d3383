import { addInsteadOfCopy } from './dockerfile/add-instead-of-copy';
import { archiveUnpackedLater } from './dockerfile/archive-unpacked-later';
import { baseImageLatest } from './dockerfile/base-image-latest';
import { consecutiveRuns } from './dockerfile/consecutive-runs';
import { constantPlatform } from './dockerfile/constant-platform';
import { copyIgnoredFile } from './dockerfile/copy-ignored-file';
import { copyTargetNotFolder } from './dockerfile/copy-target-not-folder';
import { copyWholeFilesystem } from './dockerfile/copy-whole-filesystem';
import { definitionDescription } from './dockerfile/definition-description';
import { duplicateStageName } from './dockerfile/duplicate-stage-name';
import { emptyContinuation } from './dockerfile/empty-continuation';
import { exposeHostPort } from './dockerfile/expose-host-port';
import { exposePortOutOfRange } from './dockerfile/expose-port-out-of-range';
import { exposeProtocolCasing } from './dockerfile/expose-protocol-casing';
import { finalUserRoot } from './dockerfile/final-user-root';
import { fromAsCasing } from './dockerfile/from-as-casing';
import { healthcheckMissing } from './dockerfile/healthcheck-missing';
import { ignorePragma } from './dockerfile/ignore-pragma';
import { instructionBeforeFrom } from './dockerfile/instruction-before-from';
import { instructionCasing } from './dockerfile/instruction-casing';
import { invalidImageName } from './dockerfile/invalid-image-name';
import { invalidOnbuild } from './dockerfile/invalid-onbuild';
import { invalidSyntax } from './dockerfile/invalid-syntax';
import { jsonArgsRecommended } from './dockerfile/json-args-recommended';
import { labelKeyInvalid } from './dockerfile/label-key-invalid';
import { labelMissing } from './dockerfile/label-missing';
import { labelUnknown } from './dockerfile/label-unknown';
import { labelValueInvalid } from './dockerfile/label-value-invalid';
import { legacyKeyValueFormat } from './dockerfile/legacy-key-value-format';
import { maintainerDeprecated } from './dockerfile/maintainer-deprecated';
import { overriddenInstruction } from './dockerfile/overridden-instruction';
import { redundantTargetPlatform } from './dockerfile/redundant-target-platform';
import { relativeCopyTarget } from './dockerfile/relative-copy-target';
import { relativeWorkdir } from './dockerfile/relative-workdir';
import { reservedStageName } from './dockerfile/reserved-stage-name';
import { secretsInArgOrEnv } from './dockerfile/secrets-in-arg-or-env';
import { stageNameCasing } from './dockerfile/stage-name-casing';
import { undefinedArgInFrom } from './dockerfile/undefined-arg-in-from';
import { undefinedVariable } from './dockerfile/undefined-variable';
import { unknownCopyFrom } from './dockerfile/unknown-copy-from';
import { untrustedRegistry } from './dockerfile/untrusted-registry';
import { userByName } from './dockerfile/user-by-name';
import { goRules } from './goRules';
import type { Rule } from './rule';
import { safetyRules } from './safetyRules';
import { apkCacheLeft } from './shell/apk-cache-left';
import { aptInsteadOfAptGet } from './shell/apt-instead-of-apt-get';
import { aptListCleanup } from './shell/apt-list-cleanup';
import { aptNoInstallRecommends } from './shell/apt-no-install-recommends';
import { cdInRun } from './shell/cd-in-run';
import { distributionPackageUnpinned } from './shell/distribution-package-unpinned';
import { distributionUpgrade } from './shell/distribution-upgrade';
import { hostProgramInRun } from './shell/host-program-in-run';
import { installWithoutYes } from './shell/install-without-yes';
import { packageCacheLeft } from './shell/package-cache-left';
import { pipCacheLeft } from './shell/pip-cache-left';
import { pipefailMissing } from './shell/pipefail-missing';
import { replacedBinSh } from './shell/replaced-bin-sh';
import { sudoInRun } from './shell/sudo-in-run';
import { toolPackageUnpinned } from './shell/tool-package-unpinned';
import { useraddLargeUid } from './shell/useradd-large-uid';
import { wgetAndCurl } from './shell/wget-and-curl';
import { wgetProgress } from './shell/wget-progress';

/** Every rule: what a Go developer gains most from first, as the documentation lists them. */
export const rules: readonly Rule[] = [
    invalidSyntax,
    instructionBeforeFrom,
    ...goRules,
    finalUserRoot,
    baseImageLatest,
    secretsInArgOrEnv,
    ...safetyRules,
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
    copyIgnoredFile,
    copyTargetNotFolder,
    invalidImageName,
    undefinedVariable,
    exposePortOutOfRange,
    invalidOnbuild,
    reservedStageName,
    overriddenInstruction,
    emptyContinuation,
    exposeHostPort,
    exposeProtocolCasing,
    instructionCasing,
    redundantTargetPlatform,
    untrustedRegistry,
    labelMissing,
    labelUnknown,
    labelValueInvalid,
    constantPlatform,
    userByName,
    relativeCopyTarget,
    archiveUnpackedLater,
    copyWholeFilesystem,
    labelKeyInvalid,
    healthcheckMissing,
    consecutiveRuns,
    definitionDescription,
    ignorePragma,
    aptListCleanup,
    aptNoInstallRecommends,
    apkCacheLeft,
    useraddLargeUid,
    sudoInRun,
    distributionUpgrade,
    packageCacheLeft,
    pipCacheLeft,
    installWithoutYes,
    pipefailMissing,
    replacedBinSh,
    toolPackageUnpinned,
    aptInsteadOfAptGet,
    hostProgramInRun,
    distributionPackageUnpinned,
    cdInRun,
    wgetAndCurl,
    wgetProgress,
];
