// Our hooks, run by the real pre-commit: it clones what would be committed of this project, has npm install it from
// there, and hands over the files of a repository.

import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { findPreCommit, missingPreCommit } from '../../scripts/preCommit.mts';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '../..');
const program = await findPreCommit();
const minutes = 60_000;

let folder = '';
let revision = '';
const at = (name: string) => path.join(folder, name);

const environment = () => ({
  ...process.env,
  PRE_COMMIT_HOME: at('home'),
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
  // A hook that this test runs in must not take the repositories here for its own.
  GIT_DIR: undefined,
  GIT_INDEX_FILE: undefined,
  GIT_WORK_TREE: undefined,
});

async function runIn(cwd: string, command: string, ...args: readonly string[]) {
  const options = { cwd, env: environment(), maxBuffer: 1e8 };
  return run(command, args, options).then(
    ({ stdout, stderr }) => ({ exitCode: 0, output: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      exitCode: error.code,
      output: error.stdout + error.stderr,
    }),
  );
}

/** Runs what must succeed. */
async function must(cwd: string, command: string, ...args: readonly string[]): Promise<string> {
  const { exitCode, output } = await runIn(cwd, command, ...args);
  if (exitCode !== 0) throw new Error(`${command} ${args.join(' ')}: ${output}`);
  return output.trim();
}

async function makeRepository(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const repository = at(name);
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(repository, file)), { recursive: true });
    await writeFile(path.join(repository, file), text);
  }
  await must(repository, 'git', 'init', '--quiet');
  await must(repository, 'git', 'add', '--all');
  await must(repository, 'git', 'commit', '--quiet', '--no-verify', '--message', 'First');
  return repository;
}

/** The files of this project as they are, committed in a repository of their own. */
async function cloneProject(): Promise<string> {
  const listed = await must(root, 'git', 'ls-files', '--cached', '--others', '--exclude-standard', '-z');
  for (const file of new Set(listed.split('\0').filter(Boolean)))
    await cp(path.join(root, file), path.join(at('project'), file)).catch((error) => {
      // Deleted, and not committed yet.
      if (error.code !== 'ENOENT') throw error;
    });
  const project = await makeRepository('project', {});
  return must(project, 'git', 'rev-parse', 'HEAD');
}

const config = (hook: string, args = '') => `repos:
  - repo: ${at('project')}
    rev: ${revision}
    hooks:
      - id: ${hook}
        language_version: system
        args: [${args}]
`;

const secret = `apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata:
  name: credentials
  annotations:
    kubernetes.io/service-account.name: app
`;
const pod = `apiVersion: v1
kind: Pod
metadata:
  name: {{ .Release.Name }}
spec:
  serviceAccountName: app
  containers:
    - { name: app, image: nginx, volumeMounts: [{ name: token, mountPath: /token }] }
  volumes:
    - name: token
      secret: { secretName: credentials }
`;

if (program === undefined) {
  it('says what to do, and fails where everything must be checked', () => {
    const because = `No hook is run: pre-commit is missing. ${missingPreCommit}`;
    console.warn(because);
    expect(['', '0', 'false'], because).toContain(process.env.CI ?? '');
  });
} else {
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'bound-tokens-hooks-'));
    revision = await cloneProject();
  }, minutes);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  describe('pre-commit', () => {
    test(
      'installs the hook from a clone, and checks a template alone as it stands among its neighbours',
      async () => {
        const repository = await makeRepository('chart', {
          '.pre-commit-config.yaml': config('bound-tokens', '--fail-on, information'),
          'chart/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
          'chart/templates/secret.yaml': secret,
        });
        await must(repository, program, 'install');
        await mkdir(path.join(repository, 'chart/templates'), { recursive: true });
        await writeFile(path.join(repository, 'chart/templates/pod.yaml'), pod);
        await must(repository, 'git', 'add', '--all');
        const refused = await runIn(repository, 'git', 'commit', '--message', 'Second');
        expect(refused.exitCode).toBe(1);
        // What it finds rests on the Secret, which is not handed over.
        expect(refused.output).toContain('information[token-secret-volume]');
        expect(refused.output).toContain('chart/templates/pod.yaml:11:');
        expect(refused.output).toContain('in 1 file,');

        const bound = pod.replace(
          'secret: { secretName: credentials }',
          'projected: { sources: [{ serviceAccountToken: { path: token } }] }',
        );
        await writeFile(path.join(repository, 'chart/templates/pod.yaml'), bound);
        await must(repository, 'git', 'add', '--all');
        const taken = await runIn(repository, 'git', 'commit', '--message', 'Second');
        expect(taken).toMatchObject({ exitCode: 0, output: expect.stringMatching(/bound-tokens\.+Passed/) });
      },
      5 * minutes,
    );

    test(
      'fixes what is safe to fix, and lets the author look at it',
      async () => {
        const misspelt = secret.replace('service-account.name', 'sevice-account.name');
        const repository = await makeRepository('fixing', {
          '.pre-commit-config.yaml': config('bound-tokens-fix'),
          'a file.yaml': misspelt,
          'notes.txt': misspelt,
        });
        const { exitCode, output } = await runIn(repository, program, 'run', '--all-files');
        expect(exitCode).toBe(1);
        expect(output).toContain('files were modified by this hook');
        expect(await readFile(path.join(repository, 'a file.yaml'), 'utf8')).toBe(secret);
        expect(await readFile(path.join(repository, 'notes.txt'), 'utf8')).toBe(misspelt);
        expect((await runIn(repository, program, 'run', '--all-files')).exitCode).toBe(0);
      },
      5 * minutes,
    );
  });
}
