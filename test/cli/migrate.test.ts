// `fix --migrate` over real folders: what is written, what is told, how it ends.

import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import type { FileSource } from '../../server/src/files/fileSource.ts';
import { nodeFiles } from '../../server/src/files/nodeFiles.ts';
import { runCaptured } from './captured.ts';
import { testFolder } from './folder.ts';

const secret = (name: string, namespace = '') => `apiVersion: v1
kind: Secret
metadata:
  name: ${name}
${namespace === '' ? '' : `  namespace: ${namespace}\n`}  annotations:
    kubernetes.io/service-account.name: robot
type: kubernetes.io/service-account-token
`;
const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: robot\n';
const pod = (volume: string) => `apiVersion: v1
kind: Pod
metadata:
  name: worker
spec:
  serviceAccountName: robot
  containers:
    - name: app
      image: app
  volumes:
    - name: token
${volume}`;
const mounted = (name: string) => pod(`      secret:\n        secretName: ${name}\n`);
const script =
  'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  a: kubectl get secret robot-token\n';

const folder = testFolder();
const { write, read } = folder;

function migrate(...argv: readonly string[]) {
  return migrateWith(nodeFiles(), ...argv);
}

async function migrateWith(files: FileSource, ...argv: readonly string[]) {
  const home = pathToFileURL(`${path.join(folder.path, 'home')}/`).href;
  return runCaptured(['fix', '--migrate', ...argv], { folder: folder.path, home }, files);
}

test('all files change, and nothing is left', async () => {
  await write({
    'a/account.yaml': `${account}---\n${secret('robot-token')}`,
    'a/pod.yaml': mounted('robot-token'),
  });
  const result = await migrate('robot-token');
  expect(result).toEqual({
    exitCode: 0,
    out: '',
    err: `Migrated \`robot-token\`:
  Make the volume \`token\` of Pod \`worker\` a projected one with a bound token.
  Remove Secret \`robot-token\`.
`,
  });
  expect(await read('a/account.yaml')).toBe(account);
  expect(await read('a/pod.yaml')).toContain('          - serviceAccountToken:\n');
  // It is gone.
  expect(await migrate('robot-token')).toMatchObject({ exitCode: 2 });
});

test('files that are named with their neighbours change together', async () => {
  await write({
    'account.yaml': `${account}---\n${secret('robot-token')}`,
    'pod.yaml': mounted('robot-token'),
  });
  expect((await migrate('robot-token', 'pod.yaml')).exitCode).toBe(0);
  expect(await read('account.yaml')).toBe(account);
});

test('a diff writes nothing', async () => {
  const files = { 'a.yaml': `${account}---\n${secret('robot-token')}`, 'b.yaml': mounted('robot-token') };
  await write(files);
  const result = await migrate('robot-token', '--diff');
  expect(result.exitCode).toBe(0);
  expect(result.out).toContain('--- a/a.yaml\n+++ b/a.yaml\n');
  expect(result.out).toContain('\n-      secret:\n-        secretName: robot-token\n+      projected:\n');
  expect(result.err).toMatch(/^Would migrate `robot-token`:\n/);
  expect([await read('a.yaml'), await read('b.yaml')]).toEqual(Object.values(files));
});

test('what is left is told with its place as the files are then', async () => {
  await write({ 'a.yaml': secret('robot-token'), 'b.yaml': `${mounted('robot-token')}---\n${script}` });
  const result = await migrate('robot-token');
  expect(result.exitCode).toBe(1);
  const line = (await read('b.yaml')).split('\n').findIndex((text) => text.includes('kubectl')) + 1;
  expect(line).toBeGreaterThan(20);
  expect(result.err).toContain(`To do by hand:
  b.yaml:${line}: \`a: kubectl get secret robot-token\`: a command reads the token from the Secret. Request a token`);
  expect(result.err).toMatch(/Until then Secret `robot-token` stays\.\n$/);
  expect(await read('a.yaml')).toBe(secret('robot-token'));
  const again = await migrate('robot-token');
  expect(again.err).toMatch(/^Nothing to change for `robot-token`\.\nTo do by hand:\n/);
  expect((await migrate('robot-token', '--fail-on', 'never')).exitCode).toBe(0);
});

test('several Secrets, by namespace too', async () => {
  const two = `${secret('first')}---\n${secret('second', 'jobs')}`;
  await write({
    'a.yaml': `${account}---\n${two}`,
    'b.yaml': mounted('first'),
    'c.yaml': mounted('second'),
    'other/a.yaml': secret('second', 'other'),
    'other/b.yaml': mounted('second'),
  });
  expect((await migrate('first,jobs/second')).exitCode).toBe(0);
  expect(await read('a.yaml')).toBe(account);
  expect(await read('c.yaml')).toContain('serviceAccountToken');
  expect(await read('other/b.yaml')).toBe(mounted('second'));
  // Wherever it is declared.
  expect((await migrate('second')).exitCode).toBe(0);
  expect(await read('other/b.yaml')).toContain('serviceAccountToken');
});

test('for programs', async () => {
  await write({ 'a.yaml': secret('robot-token'), 'b.yaml': mounted('robot-token'), 'c.yaml': script });
  const result = await migrate('robot-token', '--format', 'json');
  expect(result).toMatchObject({ exitCode: 1, err: '' });
  expect(JSON.parse(result.out)).toEqual({
    version: 1,
    migrations: [
      {
        path: 'a.yaml',
        name: 'robot-token',
        namespace: null,
        serviceAccount: 'robot',
        refused: null,
        steps: [
          {
            is: 'volume',
            title: 'Make the volume `token` of Pod `worker` a projected one with a bound token',
            paths: ['b.yaml'],
          },
        ],
        left: [
          {
            path: 'c.yaml',
            range: { start: { line: 6, column: 25 }, end: { line: 6, column: 36 } },
            what: '`a: kubectl get secret robot-token`',
            because: 'a command reads the token from the Secret',
            instead: expect.stringMatching(/^Request a token instead: /),
            needsSecret: true,
          },
        ],
      },
    ],
  });
});

test('a Secret that nothing uses is refused', async () => {
  await write({ 'a.yaml': secret('robot-token') });
  const result = await migrate('robot-token');
  expect(result.exitCode).toBe(1);
  expect(result.err).toMatch(/^Not migrated: `robot-token`: nothing in these files uses it; /);
});

test('wrong usage', async () => {
  await write({ 'a.yaml': secret('robot-token', 'jobs'), 'b.yaml': mounted('robot-token') });
  expect(await migrate('robot-tokne')).toEqual({
    exitCode: 2,
    out: '',
    err: 'There is no token Secret `robot-tokne` in these files. Did you mean `robot-token`?\n',
  });
  expect((await migrate('job/robot-token')).err).toContain('Did you mean `jobs/robot-token`?');
  expect((await migrate('robot-token', '-')).err).toMatch(/^--migrate changes several files; /);
  expect((await migrate('robot-token', '--fix=all')).err).toMatch(
    /^--migrate applies no rules; leave --fix out/,
  );
  expect((await migrate('')).err).toMatch(/^--migrate needs a value\./);
  expect(await read('b.yaml')).toBe(mounted('robot-token'));
});

test('a file that cannot be written is told of', async () => {
  await write({ 'a.yaml': secret('robot-token'), 'b.yaml': mounted('robot-token') });
  await chmod(path.join(folder.path, 'b.yaml'), 0o444);
  const result = await migrate('robot-token');
  expect(result).toEqual({
    exitCode: 2,
    out: '',
    err: 'Not changed: b.yaml: read-only.\nNothing was written.\n',
  });
  expect(await read('a.yaml')).toBe(secret('robot-token'));
});

test('nothing is written that belongs elsewhere: then not even what is named is', async () => {
  await write({
    'a/secret.yaml': secret('robot-token'),
    'a/kustomization.yaml': 'resources: [secret.yaml, ../b/pod.yaml]\n',
    'b/pod.yaml': mounted('robot-token'),
  });
  const result = await migrate('robot-token', 'a');
  expect(result).toEqual({
    exitCode: 2,
    out: '',
    err: 'Not changed: b/pod.yaml: it lies outside of the paths named.\nNothing was written.\n',
  });
  expect(await read('a/secret.yaml')).toBe(secret('robot-token'));
  expect((await migrate('robot-token', 'a', 'b')).exitCode).toBe(0);
});

test('a Secret stays when what uses it has changed meanwhile', async () => {
  await write({ 'a.yaml': secret('robot-token'), 'b.yaml': mounted('robot-token') });
  const disk = nodeFiles();
  let reads = 0;
  const changing: FileSource = {
    list: disk.list,
    read(uri) {
      const result = disk.read(uri);
      if (!uri.endsWith('/b.yaml') || result.is !== 'text' || reads++ === 0) return result;
      return { is: 'text', text: `${result.text}# changed\n` };
    },
  };
  const result = await migrateWith(changing, 'robot-token');
  expect(result.exitCode).toBe(2);
  expect(result.err).toContain('Not changed: b.yaml: changed while it was being checked.\n');
  expect(await read('a.yaml')).toBe(secret('robot-token'));
});
