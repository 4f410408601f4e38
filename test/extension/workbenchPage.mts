// What a person does in the workbench, and sees there. In: a page of a running VS Code.
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';

export const screenshots = path.join(import.meta.dirname, 'screenshots');

/** Waits until the files of the workspace are listed. */
export async function explorer(page: Page): Promise<void> {
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'manifests' }).waitFor();
}

export async function openFile(page: Page, name: string): Promise<void> {
  await explorer(page);
  await page.keyboard.press('Control+P');
  await pick(page, name, name);
  await page.locator('.tab.active', { hasText: name }).waitFor();
  await page.locator('.editor-instance .monaco-editor.focused').waitFor();
}

export async function goToLine(page: Page, position: string): Promise<void> {
  await page.keyboard.press('Control+G');
  await page.locator('.quick-input-widget input.input').fill(`:${position}`);
  await page.keyboard.press('Enter');
  await page.locator('.editor-instance .monaco-editor.focused').waitFor();
}

export async function runCommand(page: Page, title: string): Promise<void> {
  // The palette has the commands of when it was opened, and those of extensions come a moment after the window. It
  // closes when an editor takes the focus, which the command before may still be opening.
  await insistently(page, `the command '${title}'`, async () => {
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input.input').fill(`>${title}`, { timeout: 5000 });
    await entryOnTop(page, title).waitFor({ timeout: 5000 });
  });
  await page.keyboard.press('Enter');
}

/** Types into the palette, and takes the entry that is then on top. */
export async function pick(page: Page, text: string, entry: string): Promise<void> {
  await page.locator('.quick-input-widget input.input').fill(text);
  // Until the search is done, something else that was used lately may be there.
  await entryOnTop(page, entry).waitFor();
  await page.keyboard.press('Enter');
}

function entryOnTop(page: Page, entry: string): Locator {
  return page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: entry });
}

/** Opens something again and again, until it does so in time. */
async function insistently(page: Page, what: string, open: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await open();
    } catch (error) {
      if (attempt === 5) throw new Error(`waited in vain for ${what}`, { cause: error });
      await page.keyboard.press('Escape');
    }
  }
}

/** Waits for this many errors underlined in the editor. */
export async function squiggles(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelectorAll('.editor-instance .squiggly-error').length === wanted,
    count,
  );
}

/** Waits for a line in the editor that contains a text. The editor writes spaces as no-break spaces. */
export async function line(page: Page, text: string): Promise<void> {
  const spaced = new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '[ \\u00a0]'));
  await page.locator('.editor-instance .view-line').filter({ hasText: spaced }).first().waitFor();
}

/** Waits until an entry under the braces in the status bar says a text and a detail. */
export async function statusSays(page: Page, text: string | RegExp, detail: string): Promise<void> {
  const entry = page.locator('.hover-language-status', { hasText: text }).filter({ hasText: detail });
  // The entries are those of when the mouse came.
  await insistently(page, `'${text}' in the status`, async () => {
    await page.mouse.move(0, 0);
    await page.locator('#status\\.languageStatus').hover();
    await entry.first().waitFor({ timeout: 5000 });
  });
}

export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(screenshots, `${name}.png`) });
}

/** Opens the menu of fixes at the cursor, with a fix in it. */
export async function openFixes(page: Page, fix: string): Promise<void> {
  // While the findings of a moment ago are still being replaced, VS Code knows no fixes for them.
  await insistently(page, `the fix '${fix}'`, async () => {
    await page.keyboard.press('Control+Period');
    const row = page.locator('.action-widget .monaco-list-row', { hasText: fix });
    await row.first().waitFor({ timeout: 5000 });
  });
}

/** Takes an entry of the open menu of fixes, by keyboard. */
export async function takeFix(page: Page, fix: string): Promise<void> {
  const focused = page.locator('.action-widget .monaco-list-row.focused');
  while (!(await focused.innerText()).includes(fix)) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

/** Closes all editors, and throws away what was typed. */
export async function closeEditors(page: Page): Promise<void> {
  for (let open = await page.locator('.tab').count(); open > 0; open--) {
    await runCommand(page, 'View: Revert and Close Editor');
    await page.waitForFunction((left) => document.querySelectorAll('.tab').length === left, open - 1);
  }
}
