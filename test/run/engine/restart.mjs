/** `node restart.mjs [MILLISECONDS [SIGNAL]]` ends the test engine, by default as a crash would, and starts it again that much later. */
import { engineRestart } from './up.mjs';

const [milliseconds = '0', signal = 'SIGKILL'] = process.argv.slice(2);
await engineRestart({ milliseconds: Number(milliseconds), signal });
