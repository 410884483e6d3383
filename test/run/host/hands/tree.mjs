/** The side bar and its trees. */
export function treeHands(page, waitFor, { runCommand }) {
    /** The tree of a view by the view's name, else whatever trees the side bar shows. */
    const tree = (view) =>
        view === undefined
            ? page.locator('.sidebar .monaco-list[role="tree"]')
            : page.locator(`.part .monaco-list[role="tree"][aria-label^="${view}"]`);

    const rows = (view) => tree(view).locator('.monaco-list-row');

    const labelled = (label, view) =>
        rows(view)
            .filter({ has: page.locator('.label-name', { hasText: exactly(label) }) })
            .first();

    const exactly = (text) => new RegExp(`^\\s*${text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}\\s*$`);

    /** By the name of its icon in the activity bar, else by its own name. */
    async function openView(name) {
        const icon = page.locator(`.activitybar .action-item:has(a[aria-label^="${name}"])`).first();
        const title = page
            .locator('.part .composite.title, .part .pane-header')
            .filter({ hasText: new RegExp(name, 'i') })
            .first();
        // an extension's icon comes a moment after the workbench
        await appears(icon.or(title).first(), 3000);
        if (await icon.isVisible()) {
            if (!(await icon.evaluate((element) => element.classList.contains('checked')))) await icon.click();
        } else {
            await runCommand(`Focus on ${name} View`);
        }
        await waitFor(() => title.isVisible(), `the view "${name}"`);
    }

    async function appears(locator, timeout) {
        return locator.waitFor({ timeout }).then(
            () => true,
            () => false,
        );
    }

    /** The rows on screen, top to bottom: a long tree has more. `level` counts from 1; `expanded` is undefined for a leaf. */
    async function treeRows(view) {
        return rows(view).evaluateAll((elements) =>
            elements
                .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
                .map((row) => {
                    const icon = row.querySelector('.custom-view-tree-node-item-icon');
                    return {
                        label: row.querySelector('.label-name')?.textContent ?? '',
                        description: row.querySelector('.label-description')?.textContent ?? '',
                        level: Number(row.getAttribute('aria-level')),
                        expanded: { true: true, false: false }[row.getAttribute('aria-expanded') ?? ''],
                        selected: row.getAttribute('aria-selected') === 'true',
                        icon: /codicon-([\w-]+)/.exec(icon?.className ?? '')?.[1],
                        color: icon === null ? undefined : window.getComputedStyle(icon).color,
                        aria: row.getAttribute('aria-label') ?? '',
                    };
                }),
        );
    }

    /** Scrolls until the row is there. */
    async function findRow(label, view) {
        const row = labelled(label, view);
        if (await appears(row, 1500)) return row;
        const box = await tree(view).first().boundingBox();
        await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
        const first = rows(view).and(page.locator('[data-index="0"]')).first();
        let direction = -1;
        await waitFor(async () => {
            if (await row.isVisible()) return true;
            if (await first.isVisible()) direction = 1;
            await page.mouse.wheel(0, (direction * box.height) / 2);
            return false;
        }, `the row "${label}"`);
        return row;
    }

    async function setExpanded(label, view, wanted) {
        const row = await findRow(label, view);
        const expanded = async () => (await row.getAttribute('aria-expanded')) === String(wanted);
        if (!(await expanded())) await row.locator('.monaco-tl-twistie').click();
        await waitFor(expanded, `the row "${label}" to ${wanted ? 'open' : 'close'}`);
    }

    const clickRow = async (label, view) => (await findRow(label, view)).locator('.label-name').click();

    /** Selects all rows from the one that is selected to this one. */
    const shiftClickRow = async (label, view) =>
        (await findRow(label, view)).locator('.label-name').click({ modifiers: ['Shift'] });

    const isViewShown = (view) => tree(view).first().isVisible();

    /** The titles of the actions that show on a row when the mouse is over it. */
    async function rowActions(label, view) {
        const row = await findRow(label, view);
        await row.hover();
        return row
            .locator('.actions-container a.action-label')
            .evaluateAll((actions) => actions.map((action) => action.getAttribute('aria-label') ?? ''));
    }

    async function clickRowAction(label, action, view) {
        const row = await findRow(label, view);
        await row.hover();
        const button = row.locator(`.actions-container a.action-label[aria-label^="${action}"]`).first();
        await waitFor(() => button.isVisible(), `the action "${action}" on "${label}"`);
        await button.click();
    }

    /** Takes an entry of the row's context menu; without a title, answers the entries and closes it. */
    async function rowMenu(label, title, view) {
        const entries = page.locator('.monaco-menu .action-item .action-label:not(.separator)');
        const open = async () => {
            const row = await findRow(label, view);
            await row.locator('.label-name').click({ button: 'right' });
            return appears(entries.first(), 1000);
        };
        let titles = [];
        let isTaken = false;
        await waitFor(
            async () => {
                // a tree that is drawn anew closes the menu of its row
                if (!isTaken && !(await entries.first().isVisible()) && !(await open())) return false;
                // a menu that has just opened ignores the mouse, lest the click that opened it takes an entry
                await page.waitForTimeout(300);
                if (!(await entries.first().isVisible())) return isTaken;
                titles = (await entries.allTextContents()).filter((text) => text !== '');
                if (title === undefined) await page.keyboard.press('Escape');
                else await entries.filter({ hasText: title }).first().click({ timeout: 2000 });
                isTaken = true;
                return !(await entries.first().isVisible());
            },
            title === undefined ? 'the menu to close' : `"${title}" in the menu of "${label}"`,
        );
        return titles;
    }

    /** A button in a view's title bar. */
    async function clickViewAction(view, action) {
        const header = page
            .locator('.part .pane-header, .part .composite.title')
            .filter({ hasText: new RegExp(view, 'i') });
        await header.first().hover();
        const button = header.locator(`a.action-label[aria-label^="${action}"]`).first();
        await waitFor(() => button.isVisible(), `the action "${action}" of the view "${view}"`);
        await button.click();
    }

    const welcome = page.locator('.part .welcome-view-content:visible');

    /** The text of the views that have nothing to list. */
    async function welcomeText() {
        return (await welcome.allInnerTexts()).join('\n').trim();
    }

    async function clickWelcome(button) {
        const target = welcome.locator('a, .monaco-button').filter({ hasText: button }).first();
        await waitFor(() => target.isVisible(), `the button "${button}" in an empty view`);
        await target.click();
    }

    return {
        openView,
        treeRows,
        expandRow: (label, view) => setExpanded(label, view, true),
        collapseRow: (label, view) => setExpanded(label, view, false),
        clickRow,
        shiftClickRow,
        isViewShown,
        rowActions,
        clickRowAction,
        rowMenu,
        clickViewAction,
        welcomeText,
        clickWelcome,
    };
}
