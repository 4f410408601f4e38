// `npm run pictures [name …]`: makes the pictures of the README from a real VS Code, with the files in examples/. In: a
// finished build. Out: images/<name>.png, always of the same size; nothing of the machine is to be seen in them.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { installExtension, root, stageExtension } from '../test/extension/staging.mts';
import { openBrowser, openWindow, startWorkbench } from '../test/extension/workbench.mts';
import { goToLine, line, openFixes, pick, takeFix } from '../test/extension/workbenchPage.mts';
import { prepareVSCode, releases } from './vscode.mts';

const size = { width: 880, height: 560 };
/** Sharp on screens with small pixels. */
const scale = 1.5;

/** Each leaves the window as it is to be shown, and says how much of it: lines of pixels from the top. */
const pictures: Readonly<Record<string, (page: Page) => Promise<number>>> = {
  async message(page) {
    await open(page, 'wrong-gate.yaml', '10:24');
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    await page.locator('.monaco-hover:visible', { hasText: 'never true on EKS and GKE' }).waitFor();
    return 420;
  },

  async 'quick-fix'(page) {
    await open(page, 'generated-name.yaml', '27:30');
    await openFixes(page, 'Mount a bound token');
    return 560;
  },

  async 'fix-before'(page) {
    await open(page, 'generated-name.yaml', '28:1');
    return 560;
  },

  async 'fix-after'(page) {
    await open(page, 'generated-name.yaml', '27:30');
    const fix = 'Mount a bound token, ';
    await openFixes(page, fix);
    await takeFix(page, fix);
    await line(page, 'serviceAccountToken:');
    await goToLine(page, '35:1');
    return 560;
  },

  async palette(page) {
    await open(page, 'generated-name.yaml', '28:1');
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input.input').fill('>Bound Tokens: ');
    await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Check Workspace' }).waitFor();
    return 480;
  },

  async 'migration-report'(page) {
    await open(page, 'generated-name.yaml', '28:1');
    await page.keyboard.press('F1');
    const title = 'Bound Tokens: Show Migration Report';
    await pick(page, `>${title}`, title);
    const preview = page.frameLocator('iframe.webview').frameLocator('#active-frame');
    await preview.getByRole('heading', { name: 'what is left to migrate' }).waitFor();
    return 560;
  },
};

/** Everything that moves, or that distracts from the text. */
const settings = {
  'breadcrumbs.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.fontSize': 14,
  'editor.lineHeight': 20,
  'editor.matchBrackets': 'never',
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.overviewRulerBorder': false,
  'editor.renderLineHighlight': 'none',
  'editor.selectionHighlight': false,
  'editor.scrollbar.vertical': 'hidden',
  'editor.stickyScroll.enabled': false,
  'markdown.preview.fontSize': 13,
  'window.commandCenter': false,
  'workbench.activityBar.location': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.editor.editorActionsLocation': 'hidden',
  'workbench.layoutControl.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.statusBar.visible': false,
};

const wanted = process.argv.slice(2);
const vscode = await prepareVSCode(releases.newest);
const folder = mkdtempSync(path.join(tmpdir(), 'bt-pictures-'));
const { folder: extension } = await stageExtension();
const extensions = installExtension(vscode, extension, folder);
const server = await startWorkbench(vscode, { extensions, settings });
const browser = await openBrowser();
try {
  for (const [name, arrange] of Object.entries(pictures)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    // A window and files of its own, so that nothing hangs on the order.
    const workspace = path.join(folder, name, 'examples');
    cpSync(path.join(root, 'examples'), workspace, { recursive: true });
    const page = await openWindow(browser, { size, scale });
    await page.goto(`http://${server.host}/?folder=${workspace}`);
    const height = await arrange(page);
    const file = path.join(root, `images/${name}.png`);
    const clip = { x: 0, y: 0, width: size.width, height };
    await page.screenshot({ path: file, clip, animations: 'disabled', caret: 'hide' });
    console.log(`images/${name}.png`);
    await page.context().close();
  }
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Opens a file at a line and column, waits for what is underlined there, and hides everything beside it. */
async function open(page: Page, name: string, position: string): Promise<void> {
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'chart' }).first().waitFor();
  await page.keyboard.press('Control+P');
  await pick(page, name, name);
  await page.locator('.editor-instance .monaco-editor.focused').waitFor();
  await page.keyboard.press('Control+B');
  await page.locator('.explorer-folders-view').waitFor({ state: 'hidden' });
  await goToLine(page, position);
  await page.locator('.editor-instance .squiggly-warning').first().waitFor();
}
