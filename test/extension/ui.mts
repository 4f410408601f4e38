// Drives the workbench with keyboard and mouse, as a person would: the extension is packaged and installed, files are
// opened, fixed, saved. In: a prepared VS Code. Out: whether every scenario held; pictures in screenshots/ beside this file.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { PreparedVSCode } from '../../scripts/vscode.mts';
import { accessibility } from './scenarios/accessibility.mts';
import { commands } from './scenarios/commands.mts';
import { findings } from './scenarios/findings.mts';
import type { Scenarios, Window } from './scenarios/scenario.mts';
import { status } from './scenarios/status.mts';
import { fixtures, installExtension } from './staging.mts';
import { type Language, openBrowser, openWindow, startWorkbench } from './workbench.mts';
import { closeEditors, explorer, picture, screenshots } from './workbenchPage.mts';

/** What is measured comes last, as it loads the window anew. */
const scenarios: Scenarios = { ...findings, ...commands, ...accessibility, ...status };

/** Plays the scenarios whose names contain a text. */
export async function runInterface(
  vscode: PreparedVSCode,
  extension: string,
  wanted: string,
): Promise<boolean> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bt-ui-'));
  rmSync(screenshots, { recursive: true, force: true });
  mkdirSync(screenshots, { recursive: true });
  const extensions = installExtension(vscode, extension, folder);
  const settings = { 'editor.codeActionsOnSave': { 'source.fixAll.boundTokens': 'explicit' } };
  const server = await startWorkbench(vscode, { extensions, settings });
  const browser = await openBrowser();
  const chosen = Object.entries(scenarios).filter(([name]) => name.includes(wanted));
  let failed = 0;
  let page: Page | undefined;
  try {
    for (const [name, scenario] of chosen) {
      // After a failure nobody knows what the window shows, nor what VS Code has kept of the folder's editors.
      const workspace = path.join(folder, failed === 0 ? 'workspace' : `workspace-${failed}`);
      cpSync(fixtures, workspace, { recursive: true });
      const openIn = (language: Language) =>
        openWorkspace(browser, `http://${server.host}/?folder=${workspace}`, language);
      page ??= await openIn('en');
      if (await holds(name, { page, workspace, openIn }, scenario)) continue;
      failed++;
      await page.context().close();
      page = undefined;
    }
  } finally {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`${chosen.length - failed} passed, ${failed} failed`);
  return failed === 0;
}

async function openWorkspace(browser: Browser, address: string, language: Language): Promise<Page> {
  const page = await openWindow(browser, { language });
  page.setDefaultTimeout(30_000);
  await page.goto(address);
  // Before, no key is heard.
  await explorer(page);
  return page;
}

async function holds(name: string, window: Window, scenario: Scenarios[string]): Promise<boolean> {
  const start = Date.now();
  try {
    await scenario(window);
    await closeEditors(window.page);
    console.log(`  ✓ ${name} (${Date.now() - start} ms)`);
    return true;
  } catch (error) {
    const windows = window.page.context().browser()?.contexts() ?? [];
    for (const [index, page] of windows.flatMap((one) => one.pages()).entries())
      await picture(page, `failed ${name} ${index + 1}`);
    console.log(`  ✗ ${name}\n${error instanceof Error ? error.stack : error}`);
    return false;
  }
}
