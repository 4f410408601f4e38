// A real VS Code for one run: code-server on a free loopback port, and a browser that reaches nothing but loopback.
// In: a prepared VS Code. Out: an address and a way to stop; nothing stays behind, and nothing of the user's is touched.
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium, type PreparedVSCode } from '../../scripts/vscode.mts';

export interface Workbench {
  /** Host and port. */
  readonly host: string;
  stop(): Promise<void>;
}

export interface WorkbenchOptions {
  /** The user's settings, beside those that keep VS Code quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Where extensions were installed. */
  readonly extensions?: string;
  /** Lets a page name a test suite to run. It also hides toasts, so runs that look at the workbench go without. */
  readonly acceptsSuites?: boolean;
}

export async function startWorkbench(vscode: PreparedVSCode, options: WorkbenchOptions): Promise<Workbench> {
  // Short, as the path of a Unix socket in it may have 107 characters at most.
  const home = mkdtempSync(path.join(tmpdir(), 'bt-'));
  writeSettings(path.join(home, 'data/User'), options.settings ?? {});
  const port = await freePort();
  const server = spawn(vscode.node, [vscode.entry, ...serverArguments(vscode, options, home, port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that its extension hosts end with it.
    detached: true,
    env: {
      ...process.env,
      HOME: home,
      TMPDIR: home,
      VSCODE_IPC_HOOK_CLI: undefined,
      EXTENSIONS_GALLERY: '{"serviceUrl":"","itemUrl":"","resourceUrlTemplate":""}',
    },
  });
  const log = createWriteStream(path.join(home, 'server.log'));
  server.stdout.pipe(log);
  server.stderr.pipe(log);
  const stop = stopper(server, home);
  const host = `127.0.0.1:${port}`;
  await answers(server, `http://${host}/healthz`).catch(async (error: unknown) => {
    const output = readFileSync(path.join(home, 'server.log'), 'utf8');
    await stop();
    throw new Error(`code-server did not start:\n${output}`, { cause: error });
  });
  return { host, stop };
}

export async function openBrowser(): Promise<Browser> {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-sync',
  ];
  return chromium.launch({ executablePath: await findChromium(), args });
}

/** VS Code's display language. */
export type Language = 'en' | 'de' | 'fr';

export interface WindowOptions {
  readonly language?: Language;
  readonly size?: { readonly width: number; readonly height: number };
  /** Pixels of a picture for one of the page. */
  readonly scale?: number;
}

/** A window that remembers nothing of others, and in which every request that would leave the machine is refused. */
export async function openWindow(browser: Browser, options: WindowOptions = {}): Promise<Page> {
  const { language = 'en', size: viewport = { width: 1280, height: 800 }, scale = 1 } = options;
  const context = await browser.newContext({ viewport, deviceScaleFactor: scale });
  await context.route(isOutside, (route) => route.abort());
  // What a language pack does first; without one VS Code goes on in English, and extensions in the language.
  if (language !== 'en') {
    await context.addInitScript(
      (name) => Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: name }),
      language,
    );
  }
  return context.newPage();
}

/** Waits until a server of ours answers; rejects when it ends, or takes more than a minute. */
export async function answers(server: ChildProcess, address: string): Promise<void> {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    if (server.exitCode !== null) throw new Error(`exit code ${server.exitCode}`);
    const alive = await fetch(address).then(
      (response) => response.ok,
      () => false,
    );
    if (alive) return;
    await wait(100);
  }
  throw new Error('no answer in a minute');
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.on('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function isOutside({ protocol, hostname }: URL): boolean {
  return /^(https?|wss?):$/.test(protocol) && !/^(127\.0\.0\.1|(.+\.)?localhost)$/.test(hostname);
}

function writeSettings(folder: string, settings: Readonly<Record<string, unknown>>): void {
  mkdirSync(folder, { recursive: true });
  const quiet = {
    // The web workbench saves after a second by itself.
    'files.autoSave': 'off',
    'workbench.startupEditor': 'none',
    'workbench.tips.enabled': false,
    'workbench.enableExperiments': false,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'security.workspace.trust.enabled': false,
    'telemetry.telemetryLevel': 'off',
    'extensions.autoUpdate': false,
    'extensions.autoCheckUpdates': false,
    'chat.disableAIFeatures': true,
    'git.enabled': false,
    'update.showReleaseNotes': false,
  };
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify({ ...quiet, ...settings }, null, 2));
}

function serverArguments(
  vscode: PreparedVSCode,
  options: WorkbenchOptions,
  home: string,
  port: number,
): string[] {
  // Newer ones take a suite from the page only with this option; older ones always do, and do not know it.
  const knowsOption = readFileSync(path.join(path.dirname(vscode.entry), 'cli.js'), 'utf8').includes(
    'vscode-option',
  );
  const suites = options.acceptsSuites && knowsOption ? ['--vscode-option', 'enable-smoke-test-driver'] : [];
  return [
    ...['--bind-addr', `127.0.0.1:${port}`],
    ...['--auth', 'none'],
    ...['--config', path.join(home, 'config.yaml')],
    ...['--user-data-dir', path.join(home, 'data')],
    ...['--extensions-dir', options.extensions ?? path.join(home, 'extensions')],
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-workspace-trust',
    '--disable-getting-started-override',
    ...suites,
  ];
}

function stopper(server: ChildProcess, home: string): () => Promise<void> {
  const kill = (signal: NodeJS.Signals) => {
    // The group may be gone already.
    if (server.pid !== undefined && isAlive(-server.pid)) process.kill(-server.pid, signal);
  };
  const killNow = () => kill('SIGKILL');
  process.once('exit', killNow);
  return async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    kill('SIGTERM');
    if (server.exitCode === null) await Promise.race([ended, wait(2000)]);
    killNow();
    process.off('exit', killNow);
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

// A signal would end this process without its 'exit' handlers, and leave servers behind.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
