import { visibleText } from './editor.mjs';

/** The panel below: problems, output, terminal. What is scrolled out of sight is not read. */
export function panelHands(page, waitFor) {
    const panel = page.locator('.part.panel');

    /** All findings that VS Code lists, in its order; opens the panel if need be. `line` and `column` count from 1. */
    async function problems() {
        const markers = panel.locator('.markers-panel');
        await waitFor(async () => {
            if (await markers.isVisible()) return true;
            await page.keyboard.press('ControlOrMeta+Shift+M');
            await page.waitForTimeout(300);
            return markers.isVisible();
        }, 'the problems');
        return markers.locator('.monaco-list-row:has(.marker-icon)').evaluateAll((rows) =>
            rows
                .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
                .map((row) => {
                    const [, line, column] = /\[Ln (\d+), Col (\d+)\]/.exec(row.textContent ?? '') ?? [];
                    return {
                        severity: /codicon-(error|warning|info)/.exec(
                            row.querySelector('.codicon')?.className ?? '',
                        )?.[1],
                        message: row.querySelector('.marker-message-line, .marker-message')?.textContent ?? '',
                        source: row.querySelector('.marker-source')?.textContent ?? '',
                        code: row.querySelector('.marker-code')?.textContent ?? '',
                        line: Number(line),
                        column: Number(column),
                    };
                }),
        );
    }

    /** Opens the first place that a finding is related to, which is listed below it. */
    async function openRelated(code) {
        await problems();
        const rows = panel.locator('.markers-panel .monaco-list-row');
        await rows.filter({ hasText: code }).first().click();
        for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    }

    /** The last lines of the output that is shown. */
    async function outputText() {
        const lines = panel.locator('.output-view-container .view-lines, .output .view-lines').first();
        await waitFor(() => lines.isVisible(), 'an output');
        return visibleText(lines);
    }

    /** The screen of the terminal that is shown. */
    async function terminalText() {
        const screen = page.locator('.terminal-wrapper.active .xterm-rows, .xterm-rows').first();
        await waitFor(() => screen.isVisible(), 'a terminal');
        const lines = await screen.locator('> div').allTextContents();
        return lines.join('\n').replaceAll('\u00A0', ' ').trimEnd();
    }

    return { problems, openRelated, outputText, terminalText };
}
