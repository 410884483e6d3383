import { armVersionUnknownToGo } from './go/arm-version-unknown-to-go';
import { baseImageOutOfSupport } from './go/base-image-out-of-support';
import { buildCacheMountMissing } from './go/build-cache-mount-missing';
import { buildPackageUnneeded } from './go/build-package-unneeded';
import { buildProgramMissing } from './go/build-program-missing';
import { cacheMountMisplaced } from './go/cache-mount-misplaced';
import { certificatesMissing } from './go/certificates-missing';
import { cgoBinaryOnOtherLibc } from './go/cgo-binary-on-other-libc';
import { cgoBinaryOnStaticBase } from './go/cgo-binary-on-static-base';
import { cgoPackageMissing } from './go/cgo-package-missing';
import { cgoSwitchedOff } from './go/cgo-switched-off';
import { compressedProgram } from './go/compressed-program';
import { copiedProgramMissing } from './go/copied-program-missing';
import { copyBeforeModDownload } from './go/copy-before-mod-download';
import { debugBuildShipped } from './go/debug-build-shipped';
import { debugDataMissing } from './go/debug-data-missing';
import { debuggerShipped } from './go/debugger-shipped';
import { embeddedFileIgnored } from './go/embedded-file-ignored';
import { emulatedBuild } from './go/emulated-build';
import { exposedPortDiffers } from './go/exposed-port-differs';
import { finalStageOnBuildPlatform } from './go/final-stage-on-build-platform';
import { finalStageShipsToolchain } from './go/final-stage-ships-toolchain';
import { garbageCollectionOff } from './go/garbage-collection-off';
import { goBuildFile } from './go/go-build-file';
import { goChecksumsOff } from './go/go-checksums-off';
import { goImageFloating } from './go/go-image-floating';
import { goImageOlderThanGoMod } from './go/go-image-older-than-go-mod';
import { goInstallUnpinned } from './go/go-install-unpinned';
import { goMemoryLimitMalformed } from './go/go-memory-limit-malformed';
import { goModChangedInBuild } from './go/go-mod-changed-in-build';
import { goPackageMissing } from './go/go-package-missing';
import { goReleaseOutOfSupport } from './go/go-release-out-of-support';
import { goRunAsCommand } from './go/go-run-as-command';
import { ignoreFileMissing } from './go/ignore-file-missing';
import { linkerFlagsOverridden } from './go/linker-flags-overridden';
import { listensOnLoopback } from './go/listens-on-loopback';
import { moduleCacheMountMismatch } from './go/module-cache-mount-mismatch';
import { moduleFilesMissing } from './go/module-files-missing';
import { neededFileIgnored } from './go/needed-file-ignored';
import { obsoleteGoSetting } from './go/obsolete-go-setting';
import { oneOutputForManyPackages } from './go/one-output-for-many-packages';
import { outputInReadOnlyMount } from './go/output-in-read-only-mount';
import { pathsKeptInProgram } from './go/paths-kept-in-program';
import { privateModulesUnnamed } from './go/private-modules-unnamed';
import { processorsFixed } from './go/processors-fixed';
import { programInHomeOfRoot } from './go/program-in-home-of-root';
import { programMissingInImage } from './go/program-missing-in-image';
import { replacementOutsideContext } from './go/replacement-outside-context';
import { revisionUnknown } from './go/revision-unknown';
import { runtimeFileMissing } from './go/runtime-file-missing';
import { shellFormWithoutShell } from './go/shell-form-without-shell';
import { shellMissingForProgram } from './go/shell-missing-for-program';
import { signalsLostBehindShell } from './go/signals-lost-behind-shell';
import { sourcesCopiedToFinalStage } from './go/sources-copied-to-final-stage';
import { startedProgramMissing } from './go/started-program-missing';
import { stopSignalUnhandled } from './go/stop-signal-unhandled';
import { stoppedWithoutWarning } from './go/stopped-without-warning';
import { symbolsKeptInProgram } from './go/symbols-kept-in-program';
import { targetArchitectureFixed } from './go/target-architecture-fixed';
import { targetArchitectureIgnored } from './go/target-architecture-ignored';
import { targetArgumentUndeclared } from './go/target-argument-undeclared';
import { temporaryFolderMissing } from './go/temporary-folder-missing';
import { timeZonesMissing } from './go/time-zones-missing';
import { toolVersionDiffers } from './go/tool-version-differs';
import { toolchainFetchedInBuild } from './go/toolchain-fetched-in-build';
import { undefinedUser } from './go/undefined-user';
import { vendoredModulesDownloaded } from './go/vendored-modules-downloaded';
import { versionArgumentTooEarly } from './go/version-argument-too-early';
import { versionVariableUnknown } from './go/version-variable-unknown';
import type { Rule } from './rule';

/** What only a tool that reads Go can know: what a Go developer gains most from first. */
export const goRules: readonly Rule[] = [
    copyBeforeModDownload,
    buildCacheMountMissing,
    moduleCacheMountMismatch,
    cacheMountMisplaced,
    cgoBinaryOnStaticBase,
    cgoBinaryOnOtherLibc,
    cgoSwitchedOff,
    shellFormWithoutShell,
    programMissingInImage,
    buildProgramMissing,
    goImageOlderThanGoMod,
    goReleaseOutOfSupport,
    armVersionUnknownToGo,
    baseImageOutOfSupport,
    certificatesMissing,
    cgoPackageMissing,
    compressedProgram,
    copiedProgramMissing,
    debugBuildShipped,
    debuggerShipped,
    embeddedFileIgnored,
    exposedPortDiffers,
    finalStageShipsToolchain,
    garbageCollectionOff,
    goBuildFile,
    goChecksumsOff,
    goInstallUnpinned,
    goMemoryLimitMalformed,
    goModChangedInBuild,
    goPackageMissing,
    goRunAsCommand,
    ignoreFileMissing,
    linkerFlagsOverridden,
    listensOnLoopback,
    moduleFilesMissing,
    obsoleteGoSetting,
    oneOutputForManyPackages,
    outputInReadOnlyMount,
    pathsKeptInProgram,
    privateModulesUnnamed,
    processorsFixed,
    programInHomeOfRoot,
    replacementOutsideContext,
    shellMissingForProgram,
    signalsLostBehindShell,
    sourcesCopiedToFinalStage,
    startedProgramMissing,
    stopSignalUnhandled,
    symbolsKeptInProgram,
    targetArchitectureFixed,
    targetArchitectureIgnored,
    targetArgumentUndeclared,
    temporaryFolderMissing,
    timeZonesMissing,
    toolchainFetchedInBuild,
    undefinedUser,
    vendoredModulesDownloaded,
    versionArgumentTooEarly,
    versionVariableUnknown,
    buildPackageUnneeded,
    debugDataMissing,
    emulatedBuild,
    neededFileIgnored,
    toolVersionDiffers,
    runtimeFileMissing,
    revisionUnknown,
    stoppedWithoutWarning,
    finalStageOnBuildPlatform,
    goImageFloating,
];
