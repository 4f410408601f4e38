// Baselines: what was known when they were written is silent, whatever moved; what came since is told.

import { rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { runCaptured } from './captured.ts';
import { testFolder } from './folder.ts';

const pod = (name: string, seconds = 3607) => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  serviceAccountName: ${name}
  containers:
    - name: app
      image: nginx
      volumeMounts: [{ name: token, mountPath: /var/run/token }]
  volumes:
    - name: token
      projected:
        sources:
          - serviceAccountToken:
              path: token
              expirationSeconds: ${seconds}
`;

const folder = testFolder();
const { write, read } = folder;

async function runIn(argv: readonly string[], inner = '') {
  return runCaptured(argv, { folder: folder.path + inner });
}

const only = ['--rule', 'extended-token-expiration'];

async function checked(...argv: readonly string[]) {
  const result = await runIn(['check', '--format', 'json', ...argv]);
  const report = JSON.parse(result.out || '{"findings":[]}');
  const standing = report.findings.filter((one: { suppressed: unknown }) => !one.suppressed);
  return { ...result, report, paths: standing.map((one: { path: string }) => one.path) };
}

const learn = () => runIn(['check', '.', ...only, '--write-baseline', 'known.json']);
const compare = (...argv: readonly string[]) => checked('.', ...only, '--baseline', 'known.json', ...argv);

describe('a baseline', () => {
  test('is written once, and silences what it knows', async () => {
    await write({ 'b.yaml': pod('b'), 'a/a.yaml': `${pod('a')}---\n${pod('a')}` });
    const written = await learn();
    expect(written).toMatchObject({
      exitCode: 0,
      err: 'Wrote 3 findings to known.json; use it with --baseline known.json.\n',
    });
    expect(written.out).toBe('No problems in 2 files, Kubernetes >=1.24-0.\n3 more are in the baseline.\n');
    const { exitCode, report, err } = await compare();
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(report.summary.findings).toEqual({ error: 0, warning: 0, information: 0, hint: 0 });
    expect(report.findings).toHaveLength(3);
    expect(report.findings[0].suppressed).toEqual({ kind: 'baseline', range: null, reason: null });
  });

  test('is sorted, has a line for every field and no line numbers', async () => {
    await write({ 'b.yaml': pod('b'), 'a/a.yaml': `${pod('a')}---\n${pod('a')}` });
    await learn();
    const text = await read('known.json');
    const { version, findings } = JSON.parse(text);
    expect(version).toBe(1);
    expect(findings).toEqual([
      {
        path: 'a/a.yaml',
        rule: 'extended-token-expiration',
        fingerprint: expect.stringMatching(/^[\da-f]{32}$/),
        count: 2,
        message: expect.any(String),
      },
      expect.objectContaining({ path: 'b.yaml', count: 1 }),
    ]);
    expect(text.split('\n').filter((line) => line.includes(':'))).toHaveLength(2 + 2 * 5);
  });

  test('holds when lines move, and counts', async () => {
    await write({ 'a.yaml': pod('a') });
    await learn();
    await write({ 'a.yaml': `# new\n\n${pod('other', 3600)}---\n${pod('a')}` });
    expect(await compare()).toMatchObject({ exitCode: 0, err: '' });
    await write({ 'a.yaml': `${pod('a')}---\n${pod('a')}` });
    expect(await compare()).toMatchObject({ exitCode: 1, paths: ['a.yaml'] });
    await write({ 'a.yaml': `${pod('a')}---\n${pod('new')}` });
    const { report } = await compare();
    const standing = report.findings.filter((one: { suppressed: unknown }) => !one.suppressed);
    expect(standing.map((one: { resource: { name: string } }) => one.resource.name)).toEqual(['new']);
  });

  test('follows a file that was renamed, when only one can be meant', async () => {
    await write({ 'old.yaml': pod('a') });
    await learn();
    await rm(`${folder.path}/old.yaml`);
    await write({ 'moved/new.yaml': pod('a') });
    expect(await compare()).toMatchObject({ exitCode: 0, err: '' });
    await write({ 'another.yaml': pod('a') });
    expect(await compare()).toMatchObject({ exitCode: 1, paths: ['another.yaml', 'moved/new.yaml'] });
  });

  test('does not follow a copy', async () => {
    await write({ 'old.yaml': pod('a') });
    await learn();
    await write({ 'copy.yaml': pod('a') });
    expect(await compare()).toMatchObject({ exitCode: 1, paths: ['copy.yaml'] });
  });

  test('tells which entries are no longer needed, of files that were looked at alone', async () => {
    await write({ 'a.yaml': pod('a'), 'b.yaml': pod('b') });
    await learn();
    await write({ 'a.yaml': pod('a', 3600) });
    expect(await compare()).toMatchObject({
      exitCode: 0,
      err:
        '1 entry of the baseline is no longer needed; --write-baseline known.json drops it:\n' +
        '  a.yaml: extended-token-expiration\n',
    });
    expect((await checked('b.yaml', '--baseline', 'known.json')).err).toBe('');
    expect((await checked('.', '--rule', 'misspelled-key', '--baseline', 'known.json')).err).toBe('');
    await learn();
    expect(JSON.parse(await read('known.json')).findings).toHaveLength(1);
    expect((await compare()).err).toBe('');
  });

  test('is not out of date because little is shown', async () => {
    await write({ 'a.yaml': pod('a') });
    await learn();
    expect(await compare('--min-severity', 'error')).toMatchObject({ exitCode: 0, err: '' });
  });

  test('keeps what a smaller run did not look at', async () => {
    await write({ 'a.yaml': pod('a'), 'b.yaml': pod('b') });
    await learn();
    await write({ 'a.yaml': pod('a', 3600) });
    await runIn(['check', 'a.yaml', '--write-baseline', 'known.json']);
    const { findings } = JSON.parse(await read('known.json'));
    expect(findings.map((entry: { path: string }) => entry.path)).toEqual(['b.yaml']);
    await runIn(['check', '.', '--rule', 'misspelled-key', '--write-baseline', 'known.json']);
    expect(JSON.parse(await read('known.json')).findings).toHaveLength(1);
  });

  test('holds from any working directory', async () => {
    await write({ 'sub/a.yaml': pod('a') });
    await learn();
    const inner = await runIn(['check', '.', ...only, '--baseline', '../known.json'], '/sub');
    expect(inner).toMatchObject({ exitCode: 0, err: '' });
  });

  test('goes with --diff, and every format', async () => {
    await write({ 'a.yaml': pod('a') });
    await learn();
    expect(await runIn(['fix', '.', ...only, '--diff', '--baseline', 'known.json'])).toMatchObject({
      exitCode: 0,
    });
    for (const format of ['pretty', 'sarif', 'github', 'gitlab', 'junit']) {
      const { exitCode, out } = await runIn([
        ...['check', '.', ...only, '--baseline', 'known.json', '--no-suppressed', '--format', format],
      ]);
      expect(exitCode).toBe(0);
      expect(out).not.toContain('3607 seconds: ');
      if (format === 'gitlab') expect(out).toBe('[]\n');
    }
  });
});

describe('what is no baseline is refused', () => {
  test.each([
    ['{', '`known.json` is no baseline: it is no JSON.'],
    ['[]', '`known.json` is no baseline: it has no list `findings`.'],
    ['{"version": 2, "findings": []}', '`known.json` is no baseline: its `version` is not 1.'],
    [
      '{"version": 1, "findings": [{"path": "a"}]}',
      '`known.json` is no baseline: entry 1 lacks a path, a rule, a fingerprint or a count.',
    ],
    [
      '{"version": 1, "findings": [{"path": "a", "rule": "b", "fingerprint": "c", "count": -1}]}',
      '`known.json` is no baseline: entry 1 lacks a path, a rule, a fingerprint or a count.',
    ],
  ])('%s', async (text, message) => {
    await write({ 'a.yaml': pod('a'), 'known.json': text });
    expect(await compare()).toMatchObject({ exitCode: 2, out: '', err: `${message}\n` });
    expect(await learn()).toMatchObject({ exitCode: 2, out: '', err: `${message}\n` });
    expect(await read('known.json')).toBe(text);
  });

  test('a file that is not there, or cannot be written', async () => {
    await write({ 'a.yaml': pod('a') });
    expect(await compare()).toMatchObject({
      exitCode: 2,
      err: 'There is no baseline `known.json`; --write-baseline known.json makes it.\n',
    });
    const written = await runIn(['check', '.', '--write-baseline', 'no/such/folder.json']);
    expect(written.exitCode).toBe(2);
    expect(written.err).toContain('The baseline `no/such/folder.json` cannot be written: ');
  });
});
