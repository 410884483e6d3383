/** Kills the test engine and starts it again; the first argument is how many milliseconds it stays dead. */
import { engineRestart } from './up.mjs';

await engineRestart(Number(process.argv[2] ?? 0));
