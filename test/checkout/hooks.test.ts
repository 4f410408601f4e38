// Our hooks, run by the real pre-commit: it clones what would be committed of this project, has npm install it from
// there, and hands over the files of a repository.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { findPreCommit, missingPreCommit } from '../../scripts/preCommit.mts';
import { type Checkout, checkout } from './checkout.ts';

const program = await findPreCommit();
const minutes = 60_000;

let project: Checkout;

const runIn = (cwd: string, command: string, ...args: readonly string[]) =>
  project.run(cwd, { PRE_COMMIT_HOME: path.join(project.folder, 'home') }, command, ...args);

const config = (hook: string, args = '') => `repos:
  - repo: ${path.join(project.folder, 'project')}
    rev: ${project.revision}
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
    project = await checkout();
  }, minutes);
  afterAll(() => project.remove());

  describe('pre-commit', () => {
    test(
      'installs the hook from a clone, and checks a template alone as it stands among its neighbours',
      async () => {
        const repository = await project.makeRepository('chart', {
          '.pre-commit-config.yaml': config('bound-tokens', '--fail-on, information'),
          'chart/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
          'chart/templates/secret.yaml': secret,
        });
        await runIn(repository, program, 'install');
        await mkdir(path.join(repository, 'chart/templates'), { recursive: true });
        await writeFile(path.join(repository, 'chart/templates/pod.yaml'), pod);
        await project.must(repository, 'git', 'add', '--all');
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
        await project.must(repository, 'git', 'add', '--all');
        const taken = await runIn(repository, 'git', 'commit', '--message', 'Second');
        expect(taken).toMatchObject({ exitCode: 0, output: expect.stringMatching(/bound-tokens\.+Passed/) });
      },
      10 * minutes,
    );

    test(
      'fixes what is safe to fix, and lets the author look at it',
      async () => {
        const misspelt = secret.replace('service-account.name', 'sevice-account.name');
        const repository = await project.makeRepository('fixing', {
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
      10 * minutes,
    );
  });
}
