/** A person in front of VS Code: opens the page, types, clicks, looks. Every wait has an end, and a failed one leaves a screenshot. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const chromiumFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/**
 * @param {{ server: Awaited<ReturnType<import('./server.mjs').startHost>>, folder?: string, payload?: string[][], pictures: string, width?: number, height?: number, locale?: string }} options
 *   `pictures` is the folder that screenshots go to
 */
export async function openPage({ server, folder, payload = [], pictures, width = 1280, height = 800, locale = 'en' }) {
    const { chromium } = await import(pathToFileURL(server.host.playwright).href);
    const browser = await chromium.launch({ executablePath: server.host.chromium, args: chromiumFlags });
    const page = await browser.newPage({ viewport: { width, height }, locale });
    const driver = drive(page, pictures);
    await page.goto(server.url({ folder, payload: [['skipWelcome', 'true'], ...payload] }));
    await driver.waitFor(() => page.locator('.monaco-workbench .activitybar').first().isVisible(), 'the workbench', 60_000);
    return { ...driver, page, close: () => browser.close() };
}

/** What a person does, over one playwright page. */
export function drive(page, pictures) {
    mkdirSync(pictures, { recursive: true });

    async function screenshot(name) {
        const path = join(pictures, `${name}.png`);
        await page.screenshot({ path });
        return path;
    }

    async function waitFor(predicate, what, timeout = 20_000) {
        const deadline = Date.now() + timeout;
        let last;
        while (Date.now() < deadline) {
            try {
                const value = await predicate();
                if (value) return value;
            } catch (error) {
                last = error;
            }
            await page.waitForTimeout(100);
        }
        const picture = await screenshot(`waited for ${what}`.replaceAll(/[^\w -]/g, '').slice(0, 80)).catch(() => 'no picture');
        throw new Error(`waited ${timeout} ms for ${what}; ${picture}`, { cause: last });
    }

    const quickInput = page.locator('.quick-input-widget');

    async function openQuickInput(key) {
        await waitFor(async () => {
            await page.keyboard.press(key);
            await page.waitForTimeout(300);
            return quickInput.isVisible();
        }, 'the quick input');
    }

    /** Runs a command by its title, as the palette shows it. */
    async function runCommand(title) {
        await openQuickInput('F1');
        await quickInput.locator('input').first().fill(`>${title}`);
        const row = quickInput.locator('.monaco-list-row').filter({ hasText: title }).first();
        await waitFor(() => row.isVisible(), `the command "${title}"`);
        await row.click();
    }

    async function quickPickItems() {
        return (await quickInput.locator('.monaco-list-row').allTextContents()).map((text) => text.trim());
    }

    async function pick(label) {
        const row = quickInput.locator('.monaco-list-row').filter({ hasText: label }).first();
        await waitFor(() => row.isVisible(), `the choice "${label}"`);
        await row.click();
    }

    async function openFile(path) {
        await openQuickInput('Control+P');
        await quickInput.locator('input').first().fill(path);
        const name = path.split('/').at(-1);
        await waitFor(async () => (await quickPickItems())[0]?.includes(name), `the file "${path}" in quick open`);
        await page.keyboard.press('Enter');
        await waitFor(() => page.locator('.tab.active').filter({ hasText: name }).isVisible(), `the editor of "${path}"`);
    }

    /** One-based, as the status bar counts. */
    async function goTo(line, column = 1) {
        await openQuickInput('Control+G');
        await quickInput.locator('input').first().fill(`:${line}:${column}`);
        await page.keyboard.press('Enter');
        await waitFor(async () => !(await quickInput.isVisible()), 'the editor after going to a line');
    }

    async function typeInEditor(text) {
        await page.keyboard.type(text, { delay: 20 });
    }

    async function openView(name) {
        const tab = page.locator('.activitybar .action-item a').and(page.locator(`[aria-label^="${name}"]`)).first();
        await waitFor(() => tab.isVisible(), `the view icon "${name}"`);
        const selected = await tab.evaluate((element) => element.closest('.action-item')?.classList.contains('checked'));
        if (!selected) await tab.click();
        await waitFor(() => page.locator('.sidebar .composite.title').filter({ hasText: new RegExp(name, 'i') }).first().isVisible(), `the view "${name}"`);
    }

    const rows = () => page.locator('.sidebar .monaco-list-row');

    /** Every row of the side bar's trees that is on screen, top to bottom. */
    async function treeRows() {
        return rows().evaluateAll((elements) =>
            elements
                .map((element) => ({
                    top: element.getBoundingClientRect().top,
                    label: element.querySelector('.label-name')?.textContent ?? element.textContent ?? '',
                    description: element.querySelector('.label-description')?.textContent ?? '',
                    level: Number(element.getAttribute('aria-level')),
                    expanded: element.getAttribute('aria-expanded') === 'true',
                    aria: element.getAttribute('aria-label') ?? '',
                }))
                .sort((a, b) => a.top - b.top),
        );
    }

    const row = (label) => rows().filter({ hasText: label }).first();

    async function expandRow(label) {
        await waitFor(() => row(label).isVisible(), `the row "${label}"`);
        if ((await row(label).getAttribute('aria-expanded')) === 'false') await row(label).locator('.monaco-tl-twistie').click();
        await waitFor(async () => (await row(label).getAttribute('aria-expanded')) === 'true', `the open row "${label}"`);
    }

    async function clickRowAction(label, action) {
        await waitFor(() => row(label).isVisible(), `the row "${label}"`);
        await row(label).hover();
        const button = row(label).locator(`.actions-container a[aria-label^="${action}"]`).first();
        await waitFor(() => button.isVisible(), `the action "${action}" on "${label}"`);
        await button.click();
    }

    /** Opens the quick fixes where the cursor is and takes one; without a title, lists them. */
    async function quickFix(title) {
        const items = page.locator('.action-widget .monaco-list-row');
        await waitFor(async () => {
            await page.keyboard.press('Control+.');
            await page.waitForTimeout(500);
            return (await items.count()) > 0;
        }, 'the quick fixes');
        if (title === undefined) {
            const titles = await items.allTextContents();
            await page.keyboard.press('Escape');
            return titles;
        }
        const item = items.filter({ hasText: title }).first();
        await waitFor(() => item.isVisible(), `the quick fix "${title}"`);
        await item.click();
        return [];
    }

    /** How many warnings and errors are underlined in the visible editor. */
    const squiggles = () => page.locator('.squiggly-warning, .squiggly-error, .squiggly-info, .squiggly-hint').count();

    async function notifications() {
        return (await page.locator('.notification-list-item').allTextContents()).map((text) => text.trim());
    }

    async function clickNotification(button) {
        const target = page.locator('.notification-list-item .monaco-button').filter({ hasText: button }).first();
        await waitFor(() => target.isVisible(), `the button "${button}"`);
        await target.click();
    }

    async function editorText() {
        return (await page.locator('.editor-group-container.active .view-lines .view-line').allTextContents()).join('\n').replaceAll('\u00A0', ' ');
    }

    return {
        screenshot, waitFor, runCommand, quickPickItems, pick, openFile, goTo, typeInEditor, openView, treeRows, expandRow, clickRowAction,
        quickFix, squiggles, notifications, clickNotification, editorText, press: (key) => page.keyboard.press(key),
    }; // prettier-ignore
}
