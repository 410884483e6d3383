/** The command palette, quick open, and the choices and questions that extensions put there. */
export function quickInputHands(page, waitFor) {
    const widget = page.locator('.quick-input-widget');
    const field = widget.locator('.quick-input-box input');
    // the list of a quick input that has gone may still be in the page
    const rows = widget.locator('.monaco-list-row:visible');

    async function open(key) {
        await waitFor(async () => {
            await page.keyboard.press(key);
            await page.waitForTimeout(200);
            return field.isVisible();
        }, 'the quick input');
    }

    const closed = (what) => waitFor(async () => !(await widget.isVisible()), what);

    /**
     * The row with exactly this label, else the first that contains it. By its text and not by its number: a list that is still growing
     * to its height puts rows in front of those that it has.
     */
    async function rowOf(label) {
        const exactly = new RegExp(`^${label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
        for (const hasText of [exactly, label]) {
            const row = rows.filter({ has: page.locator('.quick-input-list-row .label-name', { hasText }) }).first();
            if ((await row.count()) > 0) return row;
        }
        return undefined;
    }

    /** Runs a command by its title as the palette shows it, or by its id. */
    async function runCommand(title) {
        const row = await waitFor(async () => {
            // an open palette does not show a command that comes later, as those of an extension do
            if (await widget.isVisible()) await page.keyboard.press('Escape');
            await open('F1');
            await field.fill(`>${title}`);
            const byId = widget.locator(`.monaco-list-row:has([data-quick-input-id="${title}"])`);
            await byId
                .or(rows.filter({ hasText: title }))
                .first()
                .waitFor({ timeout: 2000 });
            return (await byId.count()) > 0 ? byId.first() : rowOf(title);
        }, `the command "${title}"`);
        await row.click();
    }

    /** Top to bottom. */
    async function quickPickItems() {
        return rows.evaluateAll((elements) =>
            elements
                .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
                .map((row) => ({
                    label: row.querySelector('.quick-input-list-row .label-name')?.textContent ?? '',
                    description: row.querySelector('.quick-input-list-row .label-description')?.textContent ?? '',
                    detail: row.querySelector('.quick-input-list-label-meta')?.textContent ?? '',
                    checked: row.getAttribute('aria-checked') === 'true',
                })),
        );
    }

    /** Takes a choice; where several may be ticked, ticks it. */
    async function pick(label) {
        const row = await waitFor(() => rowOf(label), `the choice "${label}"`);
        await row.click();
    }

    /** Answers an open question, or takes what is ticked when no text is given. */
    async function answer(text) {
        await waitFor(() => field.isVisible(), 'a question in the quick input');
        if (text !== undefined) await field.fill(text);
        await page.keyboard.press('Enter');
    }

    /** A button in the title of the quick input. */
    async function clickQuickInputButton(label) {
        const button = widget.locator(`a.action-label[aria-label^="${label}"]`).first();
        await waitFor(() => button.isVisible(), `the button "${label}" of the quick input`);
        await button.click();
    }

    /** What the quick input says beside its choices: its title, its placeholder, its question or its complaint. */
    async function quickInputMessage() {
        return {
            title: await widget.locator('.quick-input-title').textContent(),
            placeholder: await field.getAttribute('placeholder'),
            message: await widget.locator('.quick-input-message').textContent(),
        };
    }

    /** Through quick open, by the end of its path. */
    async function openFile(path) {
        const name = path.split('/').at(-1);
        await open('ControlOrMeta+P');
        await field.fill(path);
        const row = await waitFor(() => rowOf(name), `the file "${path}" in quick open`);
        await row.click();
        const tab = page.locator('.tab.active').filter({ hasText: name });
        await waitFor(() => tab.first().isVisible(), `the editor of "${path}"`);
    }

    /** One-based, as the status bar counts. */
    async function goTo(line, column = 1) {
        await open('ControlOrMeta+P');
        await field.fill(`:${line}:${column}`);
        await page.keyboard.press('Enter');
        await closed('the editor after going to a line');
    }

    return { runCommand, quickPickItems, pick, answer, clickQuickInputButton, quickInputMessage, openFile, goTo };
}
