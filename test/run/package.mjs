/** Packages what users install: dist/gopherdock.vsix, from the bundles that are there. */
import { createVSIX } from '@vscode/vsce';

await createVSIX({
    packagePath: 'dist/gopherdock.vsix',
    dependencies: false,
    skipLicense: true,
    // the pictures and pages that the README links to are in the package
    rewriteRelativeLinks: false,
});
