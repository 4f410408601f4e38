// Findings: seen, fixed, explained, silenced.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fixtures } from '../staging.mts';
import { goToLine, line, openFile, openFixes, picture, squiggles, takeFix } from '../workbenchPage.mts';
import type { Scenarios } from './scenario.mts';

export const findings: Scenarios = {
  async 'a misspelled annotation is underlined and listed among the problems'({ page }) {
    await openFile(page, 'typo.yaml');
    await squiggles(page, 1);
    await picture(page, 'squiggle');
    await page.keyboard.press('Control+Shift+M');
    await page
      .locator('.markers-panel .monaco-list-row', { hasText: 'service-acount.name' })
      .first()
      .waitFor();
    await picture(page, 'problems');
  },

  async 'the lightbulb’s fix is applied and undone'({ page }) {
    await openFile(page, 'typo.yaml');
    await squiggles(page, 1);
    await goToLine(page, '12:10');
    await openFixes(page, 'kubernetes.io/service-account.name');
    await picture(page, 'quick-fix-menu');
    await takeFix(page, 'kubernetes.io/service-account.name');
    await squiggles(page, 0);
    await line(page, 'kubernetes.io/service-account.name: builder # the builder');
    await page.keyboard.press('Control+Z');
    await squiggles(page, 1);
    await line(page, 'kubernetes.io/service-acount.name: builder # the builder');
  },

  async 'the page about a rule opens from the same menu'({ page }) {
    await openFile(page, 'typo.yaml');
    await squiggles(page, 1);
    await goToLine(page, '12:10');
    await openFixes(page, 'Show documentation for misspelled-key');
    await takeFix(page, 'Show documentation for misspelled-key');
    await page.locator('.tab.active', { hasText: 'Preview misspelled-key' }).waitFor();
    const preview = page.frameLocator('iframe.webview').frameLocator('#active-frame');
    await preview.getByRole('heading', { name: 'misspelled-key' }).waitFor();
    await picture(page, 'documentation');
  },

  async 'saving fixes what can be fixed safely'({ page, workspace }) {
    await openFile(page, 'typo.yaml');
    await squiggles(page, 1);
    await goToLine(page, '1:1');
    await page.keyboard.type('# saved\n');
    await page.locator('.tab.dirty').waitFor();
    await page.keyboard.press('Control+S');
    await page.locator('.tab.dirty').waitFor({ state: 'detached' });
    await squiggles(page, 0);
    const saved = readFileSync(path.join(workspace, 'manifests/typo.yaml'), 'utf8');
    const original = readFileSync(path.join(fixtures, 'manifests/typo.yaml'), 'utf8');
    assert.equal(saved, `# saved\n${original.replace('acount', 'account')}`);
  },

  async 'a rule is silenced for a line from the keyboard'({ page }) {
    await openFile(page, 'typo.yaml');
    await squiggles(page, 1);
    await goToLine(page, '12:10');
    await openFixes(page, 'Disable misspelled-key for this line');
    await takeFix(page, 'Disable misspelled-key for this line');
    await squiggles(page, 0);
    await line(page, '# bound-tokens-disable-next-line misspelled-key');
  },

  async 'nothing pops up'({ page }) {
    await openFile(page, 'token.yaml');
    await squiggles(page, 1);
    assert.deepEqual(await page.locator('.notification-toast').allInnerTexts(), []);
  },
};
