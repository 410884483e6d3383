/** A person in front of VS Code. Every wait has an end, and a failed one leaves a screenshot. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { editorHands } from './hands/editor.mjs';
import { messageHands } from './hands/messages.mjs';
import { panelHands } from './hands/panel.mjs';
import { quickInputHands } from './hands/quickInput.mjs';
import { treeHands } from './hands/tree.mjs';
import { webviewHands } from './hands/webview.mjs';

const chromiumFlags = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
];

/**
 * Opens a folder in Chromium and waits for the workbench.
 * @param {{ server: Awaited<ReturnType<import('./server.mjs').startHost>>, folder?: string, extension?: string, suite?: string,
 *   pictures: string, width?: number, height?: number, locale?: string, headless?: boolean }} options
 *   full paths: `extension` runs from its source folder, `suite` inside the extension host; `pictures` is where screenshots go. `locale` is
 *   what extensions see: their own texts are translated, the workbench's stay English
 */
export async function openPage({
    server,
    folder,
    extension,
    suite,
    pictures,
    width = 1280,
    height = 800,
    locale = 'en',
    headless = true,
}) {
    if (!server.development && (extension ?? suite) !== undefined)
        throw new Error('an extension from its source folder needs `startHost({ development: true })`');
    const { chromium } = await import(pathToFileURL(server.host.playwright).href);
    // our own signal handlers end it
    const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
    const browser = await chromium.launch({
        executablePath: server.host.chromium,
        args: chromiumFlags,
        headless,
        ...signals,
    });
    try {
        const context = await browser.newContext({ viewport: { width, height }, locale });
        // the language that the workbench asks extensions for; by itself it follows from a language pack
        if (locale !== 'en') await context.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = '${locale.toLowerCase()}'`);
        context.setDefaultTimeout(10_000);
        const page = await context.newPage();
        const errors = collectErrors(page);
        const payload = [['skipWelcome', 'true']];
        if (extension !== undefined) payload.push(['extensionDevelopmentPath', server.remote(extension)]);
        if (suite !== undefined) payload.push(['extensionTestsPath', server.remote(suite)]);
        const hands = drive(page, pictures);
        await page.goto(server.url({ folder, payload }), { timeout: 60_000 });
        await hands.waitFor(() => page.locator('.monaco-workbench .activitybar').isVisible(), 'the workbench', 60_000);
        return { ...hands, page, errors, close: () => browser.close() };
    } catch (error) {
        await browser.close();
        throw error;
    }
}

/** What a person does and sees, over one page of playwright. Each is safe to call over a wire: names, texts and numbers in, plain values out. */
export function drive(page, pictures) {
    mkdirSync(pictures, { recursive: true });

    /** Answers the full path of the picture. */
    async function screenshot(name) {
        const path = resolve(join(pictures, `${name.replaceAll(/[^\p{L}\p{N} _.-]/gu, '').slice(0, 80)}.png`));
        await page.screenshot({ path, timeout: 10_000 });
        return path;
    }

    /** Asks until the answer is truthy, and gives it; `timeout` in milliseconds. */
    async function waitFor(predicate, what, timeout = 20_000) {
        let last;
        for (const deadline = Date.now() + timeout; Date.now() < deadline; await page.waitForTimeout(100)) {
            try {
                const value = await predicate();
                if (value) return value;
            } catch (error) {
                if (page.isClosed()) throw error;
                last = error;
            }
        }
        const picture = await screenshot(`waited for ${what}`).catch((error) => `no picture: ${error.message}`);
        throw new NotSeen(`waited ${timeout / 1000} s for ${what} (${picture})`, { cause: last });
    }

    /** A failure says which action it was, in plain text, with a picture of that moment. */
    const told = ([name, action]) => [
        name,
        async (...args) => {
            try {
                return await action(...args);
            } catch (error) {
                if (error instanceof NotSeen) throw error;
                const message = stripVTControlCharacters(error.message);
                const picture = await screenshot(`failed ${name} ${args.join(' ')}`).catch(() => 'no picture');
                throw new Error(
                    `${name}(${args.map((arg) => JSON.stringify(arg)).join(', ')}): ${message} (${picture})`,
                    {
                        cause: error,
                    },
                );
            }
        },
    ];

    const quickInput = quickInputHands(page, waitFor);
    const actions = {
        press: (key) => page.keyboard.press(key),
        type: (text) => page.keyboard.type(text, { delay: 20 }),
        pause: (milliseconds) => page.waitForTimeout(milliseconds),
        ...quickInput,
        ...editorHands(page, waitFor),
        ...treeHands(page, waitFor, quickInput),
        ...messageHands(page, waitFor),
        ...panelHands(page, waitFor),
        ...webviewHands(page, waitFor),
    };
    return { screenshot, waitFor, ...Object.fromEntries(Object.entries(actions).map(told)) };
}

class NotSeen extends Error {}

/** What the page itself reports as errors, for the report of a suite that never started. */
function collectErrors(page) {
    const errors = [];
    const keep = (text) => {
        errors.push(text);
        if (errors.length > 50) errors.shift();
    };
    page.on('pageerror', (error) => keep(error.message));
    page.on('crash', () => keep('the page crashed'));
    page.on('console', (message) => {
        if (message.type() === 'error' && !knownNoise.test(message.text())) keep(message.text().slice(0, 1000));
    });
    return errors;
}

/** What is missing in this host on purpose, or cannot be reached. */
const knownNoise =
    /Failed to load resource|ServiceWorker|bad HTTP response code \(404\)|ENOTFOUND|@vscode\/(native-watchdog|deviceid)|vsda/;
