/** In place of `@vscode/fs-copyfile`, which is native code and without which the git extension does not start: Node's own copies as well, only slower. */
export { constants, copyFileSync } from 'node:fs';
export { copyFile, cp } from 'node:fs/promises';
export const isCloneSupported = async () => false;
