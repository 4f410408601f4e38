// Builds programs with Go into the user's cache, for tests that compare with the real thing. In: a package and the name of
// a folder. Out: the folder, which is made once; what is built halfway never looks finished.
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** Go is not there, or cannot build what it should. */
export class CannotBuild extends Error {}

const run = promisify(execFile);

/** The folder in which everything that tests build is kept. */
export function cacheFolder(): string {
  return path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'bound-tokens');
}

/** The file that a program of this name is, on this system. */
export function programFile(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}

/** What `go` answers. */
export async function askGo(args: readonly string[]): Promise<string> {
  // Outside every module, or Go would take the one around the checkout for meant.
  const { stdout } = await run('go', args, { cwd: tmpdir() });
  return stdout.trim();
}

/** Builds a package such as `example.com/tool@v1.2.3` into a folder of the cache. Throws `CannotBuild`. */
export async function buildWithGo(
  program: string,
  name: string,
  say: (text: string) => void,
): Promise<string> {
  const folder = path.join(cacheFolder(), name);
  mkdirSync(cacheFolder(), { recursive: true });
  // Built beside its place, so that whoever stops halfway leaves nothing that looks finished.
  const unfinished = mkdtempSync(`${folder}-`);
  try {
    await install(program, unfinished, say);
    if (!existsSync(folder)) renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** Runs `go install` at low priority and tells every while that it is still at it. */
function install(program: string, folder: string, say: (text: string) => void): Promise<void> {
  const started = performance.now();
  const args = ['-n', '10', 'go', 'install', '-ldflags=-s', program];
  const env = { ...process.env, GOBIN: folder, CGO_ENABLED: '0' };
  const [command = 'go', ...rest] = process.platform === 'win32' ? args.slice(2) : ['nice', ...args];
  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, { cwd: tmpdir(), env, stdio: ['ignore', 'ignore', 'pipe'] });
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    const progress = setInterval(() => {
      const downloads = output.match(/^go: downloading/gm)?.length ?? 0;
      say(`${Math.round((performance.now() - started) / 1000)} s, ${downloads} modules fetched`);
    }, 30_000);
    child.on('error', (error) => {
      clearInterval(progress);
      reject(new CannotBuild(`Go cannot be started: ${error.message}`));
    });
    child.on('close', (code) => {
      clearInterval(progress);
      if (code === 0) resolve();
      else reject(new CannotBuild(`go install ${program} ended with ${code}\n${output}`));
    });
  });
}
