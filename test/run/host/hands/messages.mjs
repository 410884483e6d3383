/** What VS Code tells and asks: notifications, dialogs, the status bar. */
export function messageHands(page, waitFor) {
    const center = page.locator('.notifications-center.visible');
    const items = center.locator('.notification-list-item');
    const bell = page.locator('[id="status.notifications"] a');
    const dialog = page.locator('.monaco-dialog-box');

    /** It closes by itself when the last message ends. */
    async function openList() {
        if (!(await center.isVisible())) await bell.click();
        return center.isVisible();
    }

    /** Messages are read from the list behind the bell: they fade from the corner, and a host for tests never shows them there. */
    async function inList(action) {
        await waitFor(openList, 'the list of notifications');
        try {
            return await action();
        } finally {
            if (await center.isVisible()) await bell.click();
        }
    }

    /** Those that nobody has closed, newest first. */
    const notifications = () =>
        inList(() =>
            items.evaluateAll((elements) =>
                elements.map((item) => ({
                    message: item.querySelector('.notification-list-item-message')?.textContent ?? '',
                    severity: /codicon-(error|warning|info)/.exec(
                        item.querySelector('.notification-list-item-icon')?.className ?? '',
                    )?.[1],
                    buttons: [...item.querySelectorAll('.notification-list-item-buttons-container .monaco-button')].map(
                        (button) => button.textContent ?? '',
                    ),
                })),
            ),
        );

    /** Waits for a notification that contains the text and answers its whole message. */
    const notification = (text, timeout) =>
        inList(async () => {
            const item = items.filter({ hasText: text }).first();
            await waitFor(async () => (await openList()) && item.isVisible(), `the notification "${text}"`, timeout);
            return item.locator('.notification-list-item-message').textContent();
        });

    /** A button of the newest notification that has it, or of the one that contains the text. */
    const clickNotification = (button, text = '') =>
        inList(async () => {
            const target = items
                .filter({ hasText: text })
                .locator('.monaco-button')
                .filter({ hasText: button })
                .first();
            await waitFor(
                async () => (await openList()) && target.isVisible(),
                `the button "${button}" on a notification`,
            );
            await target.click();
        });

    const closeNotifications = () =>
        inList(async () => {
            // progress cannot be closed
            const clear = center.locator('.codicon-notifications-clear-all:not(.disabled)');
            if ((await items.count()) > 0 && (await clear.count()) > 0) await clear.click();
        });

    /** The text of a modal question and its buttons, or `undefined`. */
    async function dialogText() {
        if (!(await dialog.isVisible())) return undefined;
        return {
            message: (await dialog.locator('.dialog-message-container').innerText()).trim(),
            buttons: await dialog.locator('.dialog-buttons .monaco-button').allTextContents(),
        };
    }

    async function clickDialog(button) {
        const target = dialog.locator('.monaco-button').filter({ hasText: button }).first();
        await waitFor(() => target.isVisible(), `the button "${button}" of a dialog`);
        await target.click();
    }

    /** Left to right. */
    async function statusItems() {
        return page.locator('.statusbar-item:visible').evaluateAll((items) =>
            items.map((item) => ({
                id: item.id,
                text: (item.textContent ?? '').trim(),
                aria: item.getAttribute('aria-label') ?? '',
            })),
        );
    }

    async function clickStatusItem(text) {
        const item = page.locator('.statusbar-item').filter({ hasText: text }).first();
        await waitFor(() => item.isVisible(), `"${text}" in the status bar`);
        await item.locator('a').first().click();
    }

    return {
        notifications,
        notification,
        clickNotification,
        closeNotifications,
        dialogText,
        clickDialog,
        statusItems,
        clickStatusItem,
    };
}
