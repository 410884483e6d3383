import { buildContextTests } from './buildContext';
import { commandTests } from './commands';
import { containerTests } from './containers';
import { containersViewTests } from './containersView';
import { runTests } from './harness';
import { languageTests } from './language';
import { lintTests } from './lint';
import { runFormTests } from './runForm';
import { scaffoldTests } from './scaffold';
import { shellCheckTests } from './shellcheck';
import { workspaceLintTests } from './workspaceLint';

export async function run(): Promise<void> {
    commandTests();
    lintTests();
    shellCheckTests();
    workspaceLintTests();
    buildContextTests();
    languageTests();
    scaffoldTests();
    containerTests();
    containersViewTests();
    runFormTests();
    await runTests();
}
