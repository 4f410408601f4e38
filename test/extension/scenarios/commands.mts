// Commands: what the palette offers, and what comes of it, in English and in German.
import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from '../staging.mts';
import {
  closeEditors,
  goToLine,
  line,
  openFile,
  openFixes,
  pick,
  picture,
  runCommand,
  squiggles,
  statusSays,
} from '../workbenchPage.mts';
import type { Scenarios } from './scenario.mts';

const germanTexts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(path.join(root, 'package.nls.de.json'), 'utf8'),
);

export const commands: Scenarios = {
  async 'the migration report is shown, and its links lead to the files'({ page }) {
    await runCommand(page, 'Bound Tokens: Show Migration Report');
    await page.locator('.tab.active', { hasText: 'Preview ServiceAccount tokens' }).waitFor();
    const preview = page.frameLocator('iframe.webview').frameLocator('#active-frame');
    await preview.getByRole('heading', { name: 'what is left to migrate' }).waitFor();
    await picture(page, 'migration-report');
    await preview
      .getByRole('link', { name: /typo\.yaml:\d+/ })
      .first()
      .click();
    await page.locator('.tab.active', { hasText: 'typo.yaml' }).waitFor();
    await page.getByText('Ln 10, Col 1').waitFor();
    // A page that has had the focus takes the palette's key for its own.
    const tab = page.locator('.tab', { hasText: 'Preview ServiceAccount tokens' });
    await tab.click({ button: 'middle' });
  },

  async 'the palette inserts a token Secret behind the ServiceAccount'({ page }) {
    await openFile(page, 'serviceaccount.yaml');
    await goToLine(page, '3:1');
    await runCommand(page, 'Bound Tokens: Insert Version-Gated Token Secret (Helm)');
    await line(page, '{{- if semverCompare ">=1.24-0" .Capabilities.KubeVersion.Version }}');
    await line(page, 'name: {{ include "webshop.serviceAccountName" . }}-token');
    await picture(page, 'inserted');
  },

  async 'the palette offers it only where it can stand'({ page }) {
    await openFile(page, 'notes.md');
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input.input').fill('>Bound Tokens: ');
    await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Restart Server' }).waitFor();
    const offered = await page
      .locator('.quick-input-widget .monaco-list-row', { hasText: 'Insert' })
      .allInnerTexts();
    assert.deepEqual(
      offered.filter((text) => !text.includes('kubectl')),
      [],
    );
  },

  async 'the palette creates a configuration file, whose keys are completed and checked'({
    page,
    workspace,
    openIn,
  }) {
    // VS Code takes the file for open for minutes after its editor is gone, so in this window it would still be obeyed.
    const other = await openIn('en');
    const create = async () => {
      await runCommand(other, 'Bound Tokens: Create Configuration File');
      await other.locator('.tab.active', { hasText: '.bound-tokens.yaml' }).waitFor();
    };
    await create();
    await line(other, '# kubernetesVersion: ">=1.24-0"');
    const file = path.join(workspace, '.bound-tokens.yaml');
    const created = readFileSync(file, 'utf8');
    await other.keyboard.press('Control+End');
    await other.keyboard.type('prof');
    await other.keyboard.press('Control+Space');
    await other.locator('.suggest-widget .monaco-list-row', { hasText: 'profile' }).waitFor();
    await picture(other, 'configuration');
    await other.keyboard.press('Enter');
    await line(other, 'profile: ');
    await other.keyboard.press('Escape');
    await other.keyboard.type('lenient');
    await squiggles(other, 1);
    await openFile(other, 'typo.yaml');
    await create();
    await line(other, 'profile: lenient');
    assert.equal(readFileSync(file, 'utf8'), created);
    // What is not saved would be restored in the next window.
    await closeEditors(other);
    await other.context().close();
    rmSync(file);
    await page.bringToFront();
  },

  async 'the walkthrough is there for who looks for it'({ page }) {
    await openFile(page, 'typo.yaml');
    await squiggles(page, 1);
    assert.equal(await page.getByText('Get Started with Bound Tokens').count(), 0);
    await runCommand(page, 'Open Walkthrough');
    await pick(page, 'Bound Tokens', 'Get Started with Bound Tokens');
    for (const step of ['See what is wrong', 'Fix it', 'Fix while saving', 'Leave legacy tokens behind'])
      await page.getByRole('heading', { name: step }).waitFor();
    // Pictures are shown where there is room for them.
    await page.keyboard.press('Control+B');
    await page.locator('img[alt*="underlined"]').waitFor();
    await picture(page, 'walkthrough');
    await page.keyboard.press('Control+B');
  },

  async 'in German everything of ours is German'({ page, openIn }) {
    const german = await openIn('de');
    await openFile(german, 'typo.yaml');
    await squiggles(german, 1);
    await statusSays(german, 'Kubernetes >=1.24-0', 'der Standardwert');
    await goToLine(german, '12:10');
    await openFixes(german, 'misspelled-key für diese Zeile abschalten');
    await picture(german, 'german-fixes');
    await german.keyboard.press('Escape');
    const titles = Object.entries(germanTexts).flatMap(([key, text]) =>
      key.startsWith('command.') ? text : [],
    );
    await german.keyboard.press('F1');
    await german.locator('.quick-input-widget input.input').fill('>Bound Tokens: ');
    // Below each stands the English title, for who looks for that.
    const offered = german.locator('.quick-input-list-rows > :first-child .label-name');
    await offered.filter({ hasText: 'Arbeitsbereich prüfen' }).waitFor();
    await picture(german, 'german-commands');
    for (const text of await offered.allInnerTexts()) {
      const title = text.replace(/\s+/g, ' ').replace('Bound Tokens: ', '');
      assert.ok(titles.includes(title), `'${title}' is no German title`);
    }
    await german.keyboard.press('Escape');
    await runCommand(german, 'Bound Tokens: Arbeitsbereich prüfen');
    await german.locator('.statusbar', { hasText: /Bound Tokens: \d+ Dateien geprüft/ }).waitFor();
    await german.context().close();
    await page.bringToFront();
  },
};
