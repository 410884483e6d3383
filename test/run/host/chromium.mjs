import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { aptInstall, isRootOnDebian, onPath, step } from '../program.mjs';
import { HostUnavailable } from './unavailable.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The full path of a Chromium or Chrome, installed first where that can be done without asking. */
export async function findChromium() {
    const found = installed();
    if (found !== undefined) return found;
    if (!isRootOnDebian()) {
        throw new HostUnavailable(
            'Chromium is missing: install `chromium` or Google Chrome, or run `npx playwright install chromium`',
        );
    }
    try {
        await step('Chromium', () => aptInstall(['chromium', 'fonts-dejavu-core']));
    } catch (error) {
        throw new HostUnavailable('Chromium is missing, and the package `chromium` could not be installed', {
            cause: error,
        });
    }
    return installed();
}

function installed() {
    return (
        names.map(onPath).find((path) => path !== undefined) ??
        applications.find((path) => existsSync(path)) ??
        playwrightsOwn()
    );
}

const applications = ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
    ['Google Chrome', 'Chromium'].map((name) => join(folder, `${name}.app/Contents/MacOS/${name}`)),
);

/** The newest that Playwright has downloaded. */
function playwrightsOwn() {
    const standard = process.platform === 'darwin' ? 'Library/Caches' : '.cache';
    const downloads = process.env.PLAYWRIGHT_BROWSERS_PATH || join(homedir(), standard, 'ms-playwright');
    if (!existsSync(downloads)) return undefined;
    return readdirSync(downloads)
        .filter((name) => /^chromium-\d+$/.test(name))
        .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
        .flatMap((name) => playwrightsPrograms.map((path) => join(downloads, name, path)))
        .find((path) => existsSync(path));
}

const playwrightsPrograms = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
    'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
];
