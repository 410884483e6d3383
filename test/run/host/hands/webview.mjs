/** The page inside a webview, which VS Code puts into a frame in a frame. */
export function webviewHands(page, waitFor) {
    const inside = () => page.frameLocator('iframe.webview.ready:visible').first().frameLocator('iframe#active-frame');

    async function webviewText() {
        const body = inside().locator('body');
        await waitFor(() => body.isVisible(), 'a webview');
        return (await body.innerText()).trim();
    }

    /** By its accessible name or its text. */
    async function clickInWebview(name) {
        const target = inside().locator(`[aria-label="${name}"], [title="${name}"]`).or(inside().getByText(name));
        await waitFor(() => target.first().isVisible(), `"${name}" in a webview`);
        await target.first().click();
    }

    /** Types into the field that a CSS selector names. */
    async function typeInWebview(selector, text) {
        const target = inside().locator(selector).first();
        await waitFor(() => target.isVisible(), `${selector} in a webview`);
        await target.fill(text);
    }

    return { webviewText, clickInWebview, typeInWebview };
}
