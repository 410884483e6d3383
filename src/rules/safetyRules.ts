import type { Rule } from './rule';
import { aptKeyDeprecated } from './safety/apt-key-deprecated';
import { baseImageWithoutDigest } from './safety/base-image-without-digest';
import { certificateCheckOff } from './safety/certificate-check-off';
import { credentialInRun } from './safety/credential-in-run';
import { downloadWithoutChecksum } from './safety/download-without-checksum';
import { hardCodedCredential } from './safety/hard-coded-credential';
import { hostKeyCheckOff } from './safety/host-key-check-off';
import { packageIndexAlone } from './safety/package-index-alone';
import { passwordInRun } from './safety/password-in-run';
import { passwordlessSudo } from './safety/passwordless-sudo';
import { pipeToShell } from './safety/pipe-to-shell';
import { plainHttpDownload } from './safety/plain-http-download';
import { programOwnedByUser } from './safety/program-owned-by-user';
import { sensitiveFileCopied } from './safety/sensitive-file-copied';
import { setuidBit } from './safety/setuid-bit';
import { signatureCheckOff } from './safety/signature-check-off';
import { sshPortExposed } from './safety/ssh-port-exposed';
import { sshServerInstalled } from './safety/ssh-server-installed';
import { systemUpgrade } from './safety/system-upgrade';
import { systemVolume } from './safety/system-volume';
import { systemWorkdir } from './safety/system-workdir';
import { userBackAndForth } from './safety/user-back-and-forth';
import { worldWritable } from './safety/world-writable';

/** What makes an image, or the machine that builds it, easy to attack; the plainest faults first. */
export const safetyRules: readonly Rule[] = [
    certificateCheckOff,
    signatureCheckOff,
    hardCodedCredential,
    sensitiveFileCopied,
    credentialInRun,
    passwordInRun,
    systemVolume,
    systemWorkdir,
    packageIndexAlone,
    plainHttpDownload,
    aptKeyDeprecated,
    hostKeyCheckOff,
    pipeToShell,
    downloadWithoutChecksum,
    setuidBit,
    worldWritable,
    sshPortExposed,
    sshServerInstalled,
    passwordlessSudo,
    programOwnedByUser,
    userBackAndForth,
    baseImageWithoutDigest,
    systemUpgrade,
];
