import type { Rule } from './rule';
import { aptKeyDeprecated } from './safety/apt-key-deprecated';
import { certificateCheckOff } from './safety/certificate-check-off';
import { downloadWithoutChecksum } from './safety/download-without-checksum';
import { hardCodedCredential } from './safety/hard-coded-credential';
import { packageIndexAlone } from './safety/package-index-alone';
import { passwordInRun } from './safety/password-in-run';
import { pipeToShell } from './safety/pipe-to-shell';
import { plainHttpDownload } from './safety/plain-http-download';
import { signatureCheckOff } from './safety/signature-check-off';
import { sshPortExposed } from './safety/ssh-port-exposed';
import { systemUpgrade } from './safety/system-upgrade';
import { systemVolume } from './safety/system-volume';
import { systemWorkdir } from './safety/system-workdir';

/** What makes an image, or the machine that builds it, easy to attack; the plainest faults first. */
export const safetyRules: readonly Rule[] = [
    certificateCheckOff,
    signatureCheckOff,
    hardCodedCredential,
    passwordInRun,
    systemVolume,
    systemWorkdir,
    packageIndexAlone,
    plainHttpDownload,
    aptKeyDeprecated,
    pipeToShell,
    downloadWithoutChecksum,
    sshPortExposed,
    systemUpgrade,
];
