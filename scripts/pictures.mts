// `npm run pictures [name …]`: makes the pictures of the README from a real VS Code, with the files in examples/. In: a
// finished build. Out: images/<name>.png, all of the same width; nothing of the machine is to be seen in them.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { installExtension, root, stageExtension } from '../test/extension/staging.mts';
import { openBrowser, openWindow, startWorkbench } from '../test/extension/workbench.mts';
import { goToLine, line, openFixes, pick, runCommand, takeFix } from '../test/extension/workbenchPage.mts';
import { type Pixels, palettePng } from './palettePng.mts';
import { prepareVSCode, releases } from './vscode.mts';

const size = { width: 880, height: 640 };
/** Sharp on screens with small pixels. */
const scale = 1.5;

interface Picture {
  /** What is open: the examples, when it says nothing. */
  readonly folder?: string;
  /** Leaves the window as it is to be shown, and says how much of it: lines of pixels from the top. */
  readonly arrange: (page: Page) => Promise<number>;
}

const pictures: Readonly<Record<string, Picture>> = {
  message: {
    async arrange(page) {
      await open(page, 'wrong-gate.yaml', '10:24');
      await page.keyboard.press('Control+K');
      await page.keyboard.press('Control+I');
      const hover = page.locator('.monaco-hover:visible', { hasText: 'never true on EKS and GKE' });
      await hover.getByText('Renders on 1.24 and later').waitFor();
      await hover.getByText('Quick Fix...').waitFor();
      return 400;
    },
  },

  'quick-fix': {
    async arrange(page) {
      await open(page, 'generated-name.yaml', '27:30');
      await openFixes(page, 'Mount a bound token');
      return 510;
    },
  },

  fixed: {
    async arrange(page) {
      await open(page, 'generated-name.yaml', '27:30');
      const fix = 'Mount a bound token, ';
      await openFixes(page, fix);
      await takeFix(page, fix);
      await line(page, 'serviceAccountToken:');
      await runCommand(page, 'File: Compare Active File with Saved');
      await page.locator('.editor-instance .monaco-diff-editor .line-insert').first().waitFor();
      return 500;
    },
  },

  problems: {
    async arrange(page) {
      await open(page, 'token-script.yaml', '1:1');
      await runCommand(page, 'Bound Tokens: Check Workspace');
      await page.locator('.markers-panel .monaco-list-row', { hasText: 'token-secret.yaml' }).waitFor();
      await page.locator('.notification-toast').waitFor({ state: 'detached' });
      return 434;
    },
  },

  commands: {
    async arrange(page) {
      await open(page, 'generated-name.yaml', '28:1');
      // A taller window has a longer list.
      await page.setViewportSize({ width: size.width, height: 1000 });
      await page.keyboard.press('F1');
      await page.locator('.quick-input-widget input.input').fill('>Bound Tokens: ');
      await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Check Workspace' }).waitFor();
      return 390;
    },
  },

  report: {
    folder: 'legacy',
    async arrange(page) {
      await open(page, 'generated-name.yaml', '28:1');
      await runCommand(page, 'Bound Tokens: Show Migration Report');
      const preview = page.frameLocator('iframe.webview').frameLocator('#active-frame');
      await preview.getByRole('heading', { name: 'what is left to migrate' }).waitFor();
      return 620;
    },
  },
};

/** Everything that moves, or that distracts from the text. */
const settings = {
  'breadcrumbs.enabled': false,
  'diffEditor.renderSideBySide': false,
  'editor.bracketPairColorization.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.fontSize': 14,
  'editor.lineHeight': 20,
  'editor.matchBrackets': 'never',
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.overviewRulerBorder': false,
  'editor.renderLineHighlight': 'none',
  'editor.selectionHighlight': false,
  'editor.scrollbar.horizontal': 'hidden',
  'editor.scrollbar.vertical': 'hidden',
  'editor.stickyScroll.enabled': false,
  'markdown.preview.fontSize': 12,
  'window.commandCenter': false,
  'workbench.activityBar.location': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.editor.editorActionsLocation': 'hidden',
  'workbench.layoutControl.enabled': false,
  'workbench.panel.opensMaximized': 'always',
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
  for (const [name, { folder: opened = '', arrange }] of Object.entries(pictures)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    // A window and files of its own, so that nothing hangs on the order.
    const examples = path.join(folder, name, 'examples');
    cpSync(path.join(root, 'examples'), examples, { recursive: true });
    const page = await openWindow(browser, { size, scale });
    await page.goto(`http://${server.host}/?folder=${path.join(examples, opened)}`);
    const height = await arrange(page);
    const clip = { x: 0, y: 0, width: size.width, height };
    const png = palettePng(await pixelsOf(await page.screenshot({ clip, animations: 'disabled' })));
    writeFileSync(path.join(root, `images/${name}.png`), png);
    console.log(`images/${name}.png  ${(png.length / 1024).toFixed(1)} KB`);
    await page.context().close();
  }
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Opens a file at a line and column, waits for what is underlined there, and hides everything beside it. */
async function open(page: Page, name: string, position: string): Promise<void> {
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  await page.keyboard.press('Control+P');
  await pick(page, name, name);
  await page.locator('.editor-instance .monaco-editor.focused').waitFor();
  await page.keyboard.press('Control+B');
  await page.locator('.explorer-folders-view').waitFor({ state: 'hidden' });
  await goToLine(page, position);
  await page.locator('.editor-instance .squiggly-warning').first().waitFor();
}

/** What a picture shows, as the browser reads it. */
async function pixelsOf(png: Buffer): Promise<Pixels> {
  const page = await openWindow(browser);
  const { rgba, ...extent } = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const { width, height } = image;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    return { width, height, rgba: [...data].map((byte) => String.fromCharCode(byte)).join('') };
  }, png.toString('base64'));
  await page.context().close();
  return { ...extent, rgba: Buffer.from(rgba, 'latin1') };
}
