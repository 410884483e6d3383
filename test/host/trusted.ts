import { commandTests } from './commands';
import { containerTests } from './containers';
import { runTests } from './harness';
import { languageTests } from './language';
import { lintTests } from './lint';
import { scaffoldTests } from './scaffold';

export async function run(): Promise<void> {
    commandTests();
    lintTests();
    languageTests();
    scaffoldTests();
    containerTests();
    await runTests();
}
