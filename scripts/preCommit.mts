// Finds the real pre-commit that our hooks are tested with. In: nothing. Out: its program; where there is none on PATH and
// none in the cache it is installed with Python, once.
//   node scripts/preCommit.mts
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder, programFile } from './go.mts';

/** pre-commit cannot be had: neither there nor to be installed. The message says what to install. */
export class NoPreCommit extends Error {}

/** What to do where there is none. */
export const missingPreCommit =
  'Run `node scripts/preCommit.mts`, which installs pre-commit with Python 3 and its venv; or install `pre-commit`. ' +
  'The hooks need `git`, `node` and `npm` as well.';

/** The release that is installed. */
const pinned = '4.7.0';

const run = promisify(execFile);
const folder = () => path.join(cacheFolder(), `pre-commit-${pinned}`);
const installed = () =>
  path.join(folder(), process.platform === 'win32' ? 'Scripts' : 'bin', programFile('pre-commit'));

/** The pre-commit that is there already. */
export async function findPreCommit(): Promise<string | undefined> {
  for (const program of [installed(), 'pre-commit']) if (await answers(program)) return program;
  return undefined;
}

/** The pre-commit that is there, or else the one that is installed now. Throws `NoPreCommit`. */
export async function preCommit(): Promise<string> {
  for (const tool of ['git', 'npm'])
    if (!(await answers(tool))) throw new NoPreCommit(`${missingPreCommit} There is no ${tool}.`);
  const found = await findPreCommit();
  if (found !== undefined) return found;
  console.log(`[pre-commit] installing pre-commit ${pinned} with Python into ${cacheFolder()}, once`);
  try {
    mkdirSync(cacheFolder(), { recursive: true });
    // Scripts in it name its path: it cannot be made elsewhere and moved. What is left of a failure is taken away.
    rmSync(folder(), { recursive: true, force: true });
    await run('python3', ['-m', 'venv', folder()]);
    await run(path.join(path.dirname(installed()), 'pip'), ['install', '--quiet', `pre-commit==${pinned}`]);
  } catch (error) {
    rmSync(folder(), { recursive: true, force: true });
    throw new NoPreCommit(`${missingPreCommit} ${error instanceof Error ? error.message : error}`);
  }
  return installed();
}

async function answers(program: string): Promise<boolean> {
  if (path.isAbsolute(program) && !existsSync(program)) return false;
  return run(program, ['--version']).then(
    () => true,
    () => false,
  );
}

if (process.argv[1] === import.meta.filename) {
  try {
    console.log(`[pre-commit] ${await preCommit()}`);
  } catch (error) {
    if (!(error instanceof NoPreCommit)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
