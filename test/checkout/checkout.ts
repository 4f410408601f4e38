// A clone of this project as it would be committed now, and repositories of others that use it, for as long as a test file
// runs.

import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '../..');

export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly output: string;
}

type Env = Readonly<Record<string, string | undefined>>;

export interface Checkout {
  /** Holds the clone, as `project`, and everything else. */
  readonly folder: string;
  /** The commit of the clone. */
  readonly revision: string;
  /** A repository with these files committed. */
  makeRepository(name: string, files: Readonly<Record<string, string>>): Promise<string>;
  run(cwd: string, env: Env, command: string, ...args: readonly string[]): Promise<Ended>;
  /** Runs what must succeed; what it says. */
  must(cwd: string, command: string, ...args: readonly string[]): Promise<string>;
  remove(): Promise<void>;
}

export async function checkout(): Promise<Checkout> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bound-tokens-checkout-'));
  const makeRepository = async (name: string, files: Readonly<Record<string, string>>) => {
    const repository = path.join(folder, name);
    for (const [file, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(repository, file)), { recursive: true });
      await writeFile(path.join(repository, file), text);
    }
    await must(repository, 'git', 'init', '--quiet');
    await must(repository, 'git', 'add', '--all');
    await must(repository, 'git', 'commit', '--quiet', '--no-verify', '--message', 'First');
    return repository;
  };
  await copyProject(path.join(folder, 'project'));
  const project = await makeRepository('project', {});
  const revision = await must(project, 'git', 'rev-parse', 'HEAD');
  const remove = () => rm(folder, { recursive: true, force: true });
  return { folder, revision, makeRepository, run: runIn, must, remove };
}

/** The files of this project as they are, without those that git ignores. */
async function copyProject(target: string): Promise<void> {
  const listed = await must(root, 'git', 'ls-files', '--cached', '--others', '--exclude-standard', '-z');
  for (const file of new Set(listed.split('\0').filter(Boolean)))
    await cp(path.join(root, file), path.join(target, file)).catch((error) => {
      // Deleted, and not committed yet.
      if (error.code !== 'ENOENT') throw error;
    });
}

const author: Env = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
  // A hook that this test runs in must not take the repositories here for its own.
  GIT_DIR: undefined,
  GIT_INDEX_FILE: undefined,
  GIT_WORK_TREE: undefined,
};

async function runIn(cwd: string, env: Env, command: string, ...args: readonly string[]): Promise<Ended> {
  const options = { cwd, env: { ...process.env, ...author, ...env }, maxBuffer: 1e8 };
  return run(command, args, options).then(
    ({ stdout, stderr }) => ({ exitCode: 0, stdout, output: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      exitCode: error.code,
      stdout: error.stdout,
      output: error.stdout + error.stderr,
    }),
  );
}

async function must(cwd: string, command: string, ...args: readonly string[]): Promise<string> {
  const { exitCode, output } = await runIn(cwd, {}, command, ...args);
  if (exitCode !== 0) throw new Error(`${command} ${args.join(' ')}: ${output}`);
  return output.trim();
}
