// For who does not see the screen, sees little of it, or has no mouse: names and roles of what is ours, and its pages
// under axe.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Frame, Page } from 'playwright-core';
import { root } from '../staging.mts';
import { openWindow } from '../workbench.mts';
import { openFile, picture, runCommand, squiggles } from '../workbenchPage.mts';
import type { Scenarios } from './scenario.mts';

/** What the page of the report is seen in. */
const surroundings = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'more contrast': { colorScheme: 'light', contrast: 'more' },
  'high contrast': { colorScheme: 'dark', forcedColors: 'active' },
} as const;

/** Of the page in VS Code only the content is ours, not its frame and its colours. */
const notOurs = ['color-contrast', 'html-has-lang', 'document-title', 'landmark-one-main', 'region'];
const content: RunOptions = { rules: Object.fromEntries(notOurs.map((id) => [id, { enabled: false }])) };

export const accessibility: Scenarios = {
  async 'the status and the users above a ServiceAccount are buttons with names'({ page, workspace }) {
    const settings = path.join(workspace, '.vscode/settings.json');
    mkdirSync(path.dirname(settings), { recursive: true });
    writeFileSync(settings, '{ "boundTokens.codeLens.enable": true }');
    await openFile(page, 'typo.yaml');
    await squiggles(page, 1);
    await page.getByRole('button', { name: /Bound Tokens: Kubernetes >=1\.24-0/ }).waitFor();
    await page.locator('.codelens-decoration').getByRole('button', { name: 'used by 1 pod' }).waitFor();
    rmSync(settings);
  },

  async 'the migration report has headings, a table with heads, and links with names'({ page }) {
    await runCommand(page, 'Bound Tokens: Show Migration Report');
    const preview = page.frameLocator('iframe.webview').frameLocator('#active-frame');
    await preview.getByRole('heading', { name: 'what is left to migrate', level: 1 }).waitFor();
    await preview.getByRole('columnheader', { name: 'ServiceAccount' }).first().waitFor();
    const body = await preview.locator('body').elementHandle();
    const frame = await body?.ownerFrame();
    assert.ok(frame);
    assert.deepEqual(await complaints(frame, content), []);
    // A page that has had the focus takes the palette's key for its own.
    await page.locator('.tab', { hasText: 'Preview ServiceAccount tokens' }).click({ button: 'middle' });
  },

  async 'the report as an HTML file is accessible, light and dark, wide and narrow'({ page }) {
    const html = htmlReport();
    const browser = page.context().browser();
    assert.ok(browser);
    for (const [name, media] of Object.entries(surroundings)) {
      for (const width of [1280, 400]) {
        const report = await openWindow(browser, { size: { width, height: 900 } });
        await report.emulateMedia(media);
        await report.setContent(html);
        assert.deepEqual(await complaints(report), [], `${name}, ${width} pixels wide`);
        assert.deepEqual(await faintTexts(report), [], `${name}, ${width} pixels wide`);
        if (width > 1000) await picture(report, `report ${name}`);
        await report.context().close();
      }
    }
  },
};

/** What axe finds wrong. */
async function complaints(page: Page | Frame, options: RunOptions = {}): Promise<readonly string[]> {
  await page.evaluate(readFileSync(path.join(root, 'node_modules/axe-core/axe.min.js'), 'utf8'));
  const { violations, passes }: AxeResults = await page.evaluate(`axe.run(${JSON.stringify(options)})`);
  assert.ok(passes.length > 10, 'axe has looked at hardly anything');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

/** Texts in the picture whose colour is too near to that of their box or of the page; axe does not look into pictures. */
async function faintTexts(page: Page): Promise<readonly string[]> {
  const texts = await page.locator('svg text').evaluateAll((elements) =>
    elements.map((element) => {
      const box = element.parentElement?.querySelector(':scope > rect');
      const colours = [
        getComputedStyle(element).fill,
        box ? getComputedStyle(box).fill : getComputedStyle(document.body).backgroundColor,
      ];
      return { text: element.textContent, colours };
    }),
  );
  assert.ok(texts.length > 10, 'no picture');
  return texts
    .filter(({ colours: [text = '', ground = ''] }) => contrast(text, ground) < 4.5)
    .map(({ text, colours }) => `${text}: ${colours.join(' on ')}`);
}

/** As WCAG defines it, of two colours that are written as `rgb(…)`. */
function contrast(one: string, other: string): number {
  const [bright = 0, dark = 0] = [one, other].map(luminance).sort((a, b) => b - a);
  return (bright + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [...colour.matchAll(/[\d.]+/g)].map(([channel]) => {
    const part = Number(channel) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The page over the examples that we ship. */
function htmlReport(): string {
  const program = [path.join(root, 'dist/cli.js'), 'report', '--format', 'html', 'examples'];
  return execFileSync(process.execPath, program, { cwd: root, encoding: 'utf8' });
}
