/** The text editor: typing, what is underlined, and what it offers where the cursor is. */
export function editorHands(page, waitFor) {
    const editor = page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();
    const suggestions = page.locator('.suggest-widget.visible .monaco-list-row');

    async function focusEditor() {
        const focused = () => editor.evaluate((element) => element.contains(document.activeElement));
        await waitFor(async () => {
            if (await focused()) return true;
            await page.keyboard.press('ControlOrMeta+1');
            return focused();
        }, 'an editor to type in');
    }

    /** Key by key, as a person does; an open list of suggestions is closed before a line break, which would take one. */
    async function typeInEditor(text) {
        await focusEditor();
        for (const [index, line] of text.split('\n').entries()) {
            if (index > 0) {
                if ((await suggestions.count()) > 0) await page.keyboard.press('Escape');
                await page.keyboard.press('Enter');
            }
            await page.keyboard.type(line, { delay: 20 });
        }
    }

    /** All at once, as a paste does. */
    async function insertInEditor(text) {
        await focusEditor();
        await page.keyboard.insertText(text);
    }

    /** The lines that are on screen. */
    async function editorText() {
        return visibleText(editor.locator('.view-lines').first());
    }

    /** How many pieces are underlined on screen, by severity; a finding over three lines is three pieces. */
    async function squiggles() {
        const count = (severity) => editor.locator(`.squiggly-${severity}`).count();
        return {
            error: await count('error'),
            warning: await count('warning'),
            info: await count('info'),
            hint: await count('hint'),
        };
    }

    /** Opens the quick fixes where the cursor is and takes the one that contains `title`; without it, answers their titles and closes them. */
    async function quickFix(title) {
        await focusEditor();
        const items = page.locator('.action-widget .monaco-list-row.action');
        await waitFor(
            async () => {
                await page.keyboard.press('ControlOrMeta+.');
                await page.waitForTimeout(500);
                if ((await items.count()) > 0) return true;
                await page.keyboard.press('Escape');
                return false;
            },
            `the quick fixes${title === undefined ? '' : `, "${title}" among them`}`,
        );
        const titles = (await items.allTextContents()).map((text) => text.trim());
        if (title === undefined) {
            await page.keyboard.press('Escape');
            return titles;
        }
        const item = items.filter({ hasText: title }).first();
        await waitFor(() => item.isVisible(), `the quick fix "${title}" among ${titles.join(', ')}`);
        await item.click();
        return titles;
    }

    /** What hovering over the text at the cursor shows. */
    async function hover() {
        await focusEditor();
        // the first makes it appear, the second moves into it, which keeps it there
        for (const key of ['ControlOrMeta+K', 'ControlOrMeta+I']) await page.keyboard.press(key);
        const content = page.locator('.monaco-resizable-hover .monaco-hover-content');
        await waitFor(() => content.first().isVisible(), 'a hover');
        return (await content.allInnerTexts()).join('\n').trim();
    }

    /** The labels that completion offers where the cursor is; closes the list again. */
    async function completions() {
        await focusEditor();
        await waitFor(async () => {
            await page.keyboard.press('Control+Space');
            await page.waitForTimeout(500);
            return (await suggestions.count()) > 0;
        }, 'the completions');
        const labels = await suggestions.locator('.label-name').allTextContents();
        await page.keyboard.press('Escape');
        return labels;
    }

    /** Takes one of the completions that are offered where the cursor is. */
    async function complete(label) {
        await completions();
        await page.keyboard.press('Control+Space');
        const exact = new RegExp(`^${label.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}$`);
        const row = suggestions.filter({ has: page.locator('.label-name', { hasText: exact }) }).first();
        await waitFor(() => row.isVisible(), `the completion "${label}"`);
        await row.click();
    }

    /** The names on the editor's tabs, left to right; `dirty` has changes that are not saved. */
    async function editorTabs() {
        return page.locator('.tabs-container .tab').evaluateAll((tabs) =>
            tabs.map((tab) => ({
                label: tab.querySelector('.label-name')?.textContent ?? '',
                active: tab.classList.contains('active'),
                dirty: tab.classList.contains('dirty'),
            })),
        );
    }

    return { typeInEditor, insertInEditor, editorText, squiggles, quickFix, hover, completions, complete, editorTabs };
}

/** The text of an editor's lines in the order on screen, which is not that of the document. */
export async function visibleText(lines) {
    const texts = await lines.locator('.view-line').evaluateAll((elements) =>
        elements
            .map((element) => ({ top: Number.parseFloat(element.style.top), text: element.textContent ?? '' }))
            .sort((a, b) => a.top - b.top)
            .map(({ text }) => text),
    );
    return texts.join('\n').replaceAll('\u00A0', ' ');
}
