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

    /** Where it is one of several, `group` is the name of what it stands in, such as `Port 2`. */
    const among = (group) =>
        (group ?? undefined) === undefined
            ? inside().locator('body')
            : inside().getByRole('group', { name: group, exact: true });

    /** Fills in a field by its label: text for a text, the title of an option for a choice, `true` or `false` for a tick. */
    async function fillField(label, value, group) {
        const field = among(group).getByLabel(label, { exact: true }).first();
        await waitFor(() => field.isVisible(), `the field "${label}" in a webview`);
        if (typeof value === 'boolean') await field.setChecked(value);
        else if ((await field.evaluate(({ tagName }) => tagName)) === 'SELECT') await field.selectOption(value);
        else await field.fill(value);
    }

    async function pressButton(name, group) {
        const button = among(group).getByRole('button', { name, exact: true }).first();
        await waitFor(() => button.isVisible(), `the button "${name}" in a webview`);
        await button.click();
    }

    /** A part of the page that folds. */
    async function openSection(title) {
        const section = inside()
            .locator('details')
            .filter({ has: page.locator('summary', { hasText: title }) })
            .first();
        await waitFor(() => section.isVisible(), `the section "${title}" in a webview`);
        if (!(await section.evaluate((element) => element.open))) await section.locator('summary').click();
    }

    /** Puts the focus on a field or button by its accessible name, without the mouse. */
    async function webviewFocusOn(name) {
        const target = inside()
            .getByLabel(name, { exact: true })
            .or(inside().getByRole('button', { name, exact: true }))
            .first();
        await waitFor(() => target.isVisible(), `"${name}" in a webview`);
        await target.focus();
    }

    /** What a screen reader finds, as an outline in YAML. */
    async function webviewOutline() {
        const body = inside().locator('body');
        await waitFor(() => body.isVisible(), 'a webview');
        return body.ariaSnapshot();
    }

    /** The element of the page that has the focus, by its role in words and its name; `undefined` where none has. */
    async function webviewFocus() {
        const focused = inside().locator(':focus');
        if ((await focused.count()) === 0) return undefined;
        return (await focused.ariaSnapshot()).trim();
    }

    /** Runs a question over the page, such as a count of elements. */
    const inWebview = (selector) =>
        inside()
            .locator(selector)
            .evaluateAll((elements) =>
                elements.map((element) => ({
                    id: element.id,
                    text: element.textContent ?? '',
                    placeholder: element.placeholder,
                    value: element.type === 'checkbox' ? String(element.checked) : (element.value ?? ''),
                })),
            );

    return {
        webviewText,
        clickInWebview,
        typeInWebview,
        fillField,
        pressButton,
        openSection,
        webviewFocusOn,
        webviewOutline,
        webviewFocus,
        inWebview,
    };
}
