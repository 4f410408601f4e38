// Runs the suite in VS Code's two kinds of extension host: Node, as on a desktop or a remote machine, and a Web Worker,
// as in vscode.dev. In: a prepared VS Code and a staged extension. Out: whether the suite passed.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PreparedVSCode } from '../../scripts/vscode.mts';
import { answers, freePort, type Language, openBrowser, openWindow, startWorkbench } from './workbench.mts';

export interface SuiteRun {
  /** Absolute paths. */
  readonly extension: string;
  readonly suite: string;
  readonly workspace: string;
}

const timeout = 240_000;
/** Extensions beside ours; VS Code takes just one from its sources. */
const otherExtensions = path.join(import.meta.dirname, 'fixtures/extensions');

export async function runInNodeHost(vscode: PreparedVSCode, run: SuiteRun): Promise<boolean> {
  const workspace = copyOf(run.workspace);
  const extensions = copyOf(otherExtensions);
  const server = await startWorkbench(vscode, { extensions, acceptsSuites: true });
  try {
    const remote = (file: string) => `vscode-remote://${server.host}${file}`;
    const payload = JSON.stringify([
      ['extensionDevelopmentPath', remote(run.extension)],
      ['extensionTestsPath', remote(run.suite)],
      ['skipWelcome', 'true'],
    ]);
    const query = new URLSearchParams({ folder: workspace, payload });
    return await suitePassed(`http://${server.host}/?${query}`);
  } finally {
    await server.stop();
    for (const copy of [workspace, extensions]) rmSync(copy, { recursive: true, force: true });
  }
}

/** In German, to see that languages are spoken at all. */
export async function runInWebHost(vscode: PreparedVSCode, run: SuiteRun): Promise<boolean> {
  const port = await freePort();
  const options = {
    browserType: 'none',
    quality: 'stable',
    commit: vscode.commit,
    testRunnerDataDir: vscode.webBuilds,
    host: 'localhost',
    port,
    extensionDevelopmentPath: run.extension,
    extensionTestsPath: run.suite,
    extensionPaths: [otherExtensions],
    // Kept in the browser's memory; nothing is written back.
    folderPath: run.workspace,
  };
  // In a process of its own, as it writes a line for every file that it does not find.
  const open = 'require(process.argv[1]).open(JSON.parse(process.argv[2]))';
  const server = spawn(vscode.node, ['-e', open, vscode.testWeb, JSON.stringify(options)], {
    stdio: 'ignore',
  });
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  try {
    await answers(server, `http://localhost:${port}/`);
    return await suitePassed(`http://localhost:${port}/`, 'de');
  } finally {
    kill();
    process.off('exit', kill);
  }
}

/** Opens a page that runs a suite, shows what the suite says, and waits for its end. */
async function suitePassed(address: string, language: Language = 'en'): Promise<boolean> {
  const browser = await openBrowser();
  const said: string[] = [];
  const log: string[] = [];
  try {
    const page = await openWindow(browser, { language });
    const ended = new Promise<boolean>((resolve) => {
      const giveUp = (reason: string) => {
        log.push(reason);
        resolve(false);
      };
      setTimeout(giveUp, timeout, `the suite did not end in ${timeout / 1000} s`).unref();
      page.on('crash', () => giveUp('the page crashed'));
      page.exposeFunction('codeAutomationExit', (code: number) => resolve(code === 0));
      page.exposeFunction('codeAutomationLog', (_type: string, [line]: readonly unknown[]) => {
        // The workbench talks over the same channel; the suite marks its lines.
        const text = String(line);
        if (text.startsWith(mark)) {
          said.push(text.slice(mark.length));
          console.log(said.at(-1));
        } else {
          // What follows the first line is a stack of VS Code's own.
          log.push(text.replace(/\n.*/s, ''));
        }
      });
    });
    await page.goto(address);
    return await ended;
  } finally {
    await browser.close();
    const counted = said.some((line) => /^\d+ passed, \d+ failed$/.test(line));
    if (!counted) console.log([...log.slice(-40), '0 passed, 1 failed'].join('\n'));
  }
}

const mark = '[suite] ';

function copyOf(folder: string): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'bt-copy-'));
  cpSync(folder, copy, { recursive: true });
  return copy;
}
