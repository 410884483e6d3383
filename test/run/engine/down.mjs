/** Ends the test engine that `up.mjs` started; no other. */
import { engineDown } from './up.mjs';

await engineDown();
