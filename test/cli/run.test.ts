// Whole runs over real folders, with captured output.

import { chmod, readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { FileSource } from '../../server/src/files/fileSource.ts';
import { nodeFiles } from '../../server/src/files/nodeFiles.ts';
import { rules } from '../../server/src/rules/index.generated.ts';
import { runCaptured } from './captured.ts';
import type { IoSetup } from './capturedIo.ts';
import { testFolder } from './folder.ts';

const longLived = `apiVersion: v1
kind: Pod
metadata:
  name: app
spec:
  serviceAccountName: app
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
              expirationSeconds: 3607
`;
const hourly = longLived.replace('3607', '3600');
const misspelt = `apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata:
  name: app-token
  annotations:
    kubernetes.io/sevice-account.name: app
`;
const spelt = misspelt.replace('sevice', 'service');
const only = ['--rule', 'extended-token-expiration,misspelled-key'];

const folder = testFolder();
const { write, read } = folder;

async function runIn(argv: readonly string[], setup: IoSetup = {}, files: FileSource = nodeFiles()) {
  const home = pathToFileURL(`${path.join(folder.path, 'home')}/`).href;
  return runCaptured(argv, { folder: folder.path, home, ...setup }, files);
}

async function jsonOf(argv: readonly string[], setup: IoSetup = {}) {
  const result = await runIn(['check', '--format', 'json', ...only, ...argv], setup);
  return { ...result, report: JSON.parse(result.out) };
}

test('a folder with all kinds of files: each is read as what it is', async () => {
  const comment = 'bound-tokens-disable-next-line no-such-rule';
  await write({
    '.github/workflows/ci.yaml': `jobs:\n  a:\n    steps:\n      - run: |\n          # ${comment}\n          kubectl\n`,
    'chart/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
    'chart/templates/NOTES.txt': `kubectl\n`,
    'deploy.sh': `{{ no: [yaml\n# ${comment}\nkubectl\n`,
    'on.ps1': `# ${comment}\n`,
    Dockerfile: `FROM a\n# ${comment}\nRUN kubectl\n`,
    'main.tf': `# ${comment}\n`,
    'README.md': `<!-- ${comment} -->\n\n    a: [\n`,
    'notes.txt': comment,
  });
  const argv = ['check', '--format', 'json', '--rule', 'unused-suppression,unreadable-yaml', '.'];
  const report = JSON.parse((await runIn(argv)).out);
  const found = report.findings.map(
    (one: { path: string; range: { start: { line: number } } }) => `${one.path}:${one.range.start.line}`,
  );
  expect(found).toEqual([
    '.github/workflows/ci.yaml:5',
    'Dockerfile:2',
    'README.md:1',
    'deploy.sh:2',
    'main.tf:1',
    'on.ps1:1',
  ]);
  expect(report.summary.files).toBe(8);
});

describe('exit codes', () => {
  test('0 when there is nothing, or nothing weighty enough', async () => {
    await write({ 'a.yaml': hourly, 'sub/b.yaml': longLived });
    expect((await runIn(['check', ...only, 'a.yaml'])).exitCode).toBe(0);
    expect((await runIn(['check', ...only, '--fail-on', 'error'])).exitCode).toBe(0);
    expect((await runIn(['check', ...only, '--fail-on', 'never'])).exitCode).toBe(0);
    expect((await runIn(['check', ...only, '--min-severity', 'error'])).exitCode).toBe(0);
  });

  test('1 when there is something', async () => {
    await write({ 'a.yaml': longLived });
    expect((await runIn(['check', ...only])).exitCode).toBe(1);
    expect((await runIn(['check', ...only, '--fail-on', 'hint'])).exitCode).toBe(1);
  });

  test.each([
    [['check', '--formt=json'], 'There is no option `--formt`. Did you mean `--format`?'],
    [['check', 'absent.yaml'], 'There is no file or folder `absent.yaml`.'],
    [['check', '--rule', 'extended-token-expirations'], 'Did you mean `extended-token-expiration`?'],
    [['check', '--target', 'yesterday'], '`yesterday` is no Kubernetes version or range'],
    [['explain', 'misspeled-key'], 'There is no rule `misspeled-key`.'],
    [['initialise'], 'Usage: bound-tokens <command>'],
  ])('2 on wrong usage: %j', async (argv, complaint) => {
    const result = await runIn(argv);
    expect(result).toMatchObject({ exitCode: 2, out: '' });
    expect(result.err).toContain(complaint);
  });

  test('2 when one of several paths is missing: nothing is checked by half', async () => {
    await write({ 'a.yaml': longLived });
    expect(await runIn(['check', ...only, 'a.yaml', 'b.yaml'])).toMatchObject({ exitCode: 2, out: '' });
  });

  test('3 when something breaks that must not', async () => {
    const broken: FileSource = {
      read: () => ({ is: 'missing' }),
      list: () => {
        throw new Error('no such luck');
      },
    };
    const result = await runIn(['check'], {}, broken);
    expect(result).toMatchObject({ exitCode: 3, out: '' });
    expect(result.err).toContain('Internal error, please report it: Error: no such luck');
  });
});

describe('check', () => {
  test('reads what .gitignore leaves, each file once, and sorts by path', async () => {
    await write({
      '.git/HEAD': '',
      '.gitignore': 'generated/\n',
      'z.yaml': longLived,
      'a/b.yml': longLived,
      'generated/c.yaml': longLived,
      'node_modules/d.yaml': longLived,
      'notes.txt': longLived,
    });
    const { report } = await jsonOf(['.', 'z.yaml', 'a']);
    expect(report.findings.map((finding: { path: string }) => finding.path)).toEqual(['a/b.yml', 'z.yaml']);
    expect(report.summary).toMatchObject({ files: 2, documents: 2, parsed: 2 });
  });

  test('a path that is named is read, ignored or not', async () => {
    await write({ '.git/HEAD': '', '.gitignore': 'c.yaml\n', 'c.yaml': longLived });
    expect((await jsonOf(['c.yaml'])).report.findings).toHaveLength(1);
  });

  test('writes paths as seen from the working directory', async () => {
    await write({ 'here/x.yaml': hourly, 'there/y.yaml': longLived });
    const { report } = await jsonOf(['../there'], { folder: path.join(folder.path, 'here') });
    expect(report.findings[0].path).toBe('../there/y.yaml');
  });

  test('gives a file alone the findings that it gets among its neighbours', async () => {
    const secret = spelt.replace('app-token', 'app-credentials');
    const pod = longLived.replace(/projected:.*/s, 'secret: { secretName: app-credentials }\n');
    await write({ 'flat/secret.yaml': secret, 'flat/pod.yaml': pod });
    await write({
      'chart/Chart.yaml': 'name: x\n',
      'chart/templates/a/secret.yaml': secret,
      'chart/templates/pod.yaml': pod,
    });
    const found = async (...argv: string[]) => {
      const { out } = await runIn(['check', '--format=json', '--rule=token-secret-volume', ...argv], {
        input: pod,
      });
      const { findings, summary } = JSON.parse(out);
      return { paths: findings.map((finding: { path: string }) => finding.path), files: summary.files };
    };
    expect(await found('flat')).toEqual({ paths: ['flat/pod.yaml'], files: 2 });
    expect(await found('flat/pod.yaml')).toEqual({ paths: ['flat/pod.yaml'], files: 1 });
    expect(await found('chart/templates/pod.yaml')).toEqual({
      paths: ['chart/templates/pod.yaml'],
      files: 1,
    });
    expect(await found('-', '--stdin-filename', 'flat/new.yaml')).toEqual({
      paths: ['flat/new.yaml'],
      files: 1,
    });
    expect(await found('-')).toEqual({ paths: [], files: 1 });
  });

  test('tells what it left out', async () => {
    await write({ 'a.yaml': hourly, 'b.yaml': 'kind: \0' });
    expect((await jsonOf([])).report.skipped).toEqual([{ path: 'b.yaml', reason: 'binary' }]);
    expect((await runIn(['check'])).out).toContain('Not checked: 1 file\n  b.yaml: binary');
  });

  test('knows the target', async () => {
    await write({ 'a.yaml': longLived });
    expect((await jsonOf([])).report.target).toBe('>=1.24-0');
    expect((await jsonOf(['--target', '1.29'])).report.target).toBe('1.29');
  });

  test('keeps silenced findings in JSON, out of the summary and the exit code', async () => {
    const silenced = longLived.replace('3607', '3607 # bound-tokens-disable-line -- a pilot');
    await write({ 'a.yaml': silenced });
    const { report, exitCode } = await jsonOf([]);
    expect(report.findings).toMatchObject([{ suppressed: { reason: 'a pilot' } }]);
    expect(report.summary.findings.warning).toBe(0);
    expect(exitCode).toBe(0);
  });

  test('a suppression expires', async () => {
    const dated = longLived.replace('3607', '3607 # bound-tokens-disable-line -- until 2026-06-30: a pilot');
    await write({ 'a.yaml': dated });
    expect((await jsonOf([], { today: '2026-06-30' })).exitCode).toBe(0);
    expect((await jsonOf([], { today: '2026-07-01' })).exitCode).toBe(1);
  });

  test('reads standard input under the name it is given', async () => {
    const { report, exitCode } = await jsonOf(['-', '--stdin-filename', 'x/y.yaml'], { input: longLived });
    expect(report.findings[0].path).toBe('x/y.yaml');
    expect(exitCode).toBe(1);
    expect((await runIn(['check', ...only, '-'], { input: longLived })).out).toContain('--> <stdin>:17:34');
  });

  test('paints on a terminal, unless told not to', async () => {
    await write({ 'a.yaml': longLived });
    const start = String.fromCharCode(27);
    expect((await runIn(['check'], { isTerminal: true })).out).toContain(start);
    expect((await runIn(['check', '--no-color'], { isTerminal: true })).out).not.toContain(start);
    expect((await runIn(['check'], { isTerminal: true, env: { NO_COLOR: '1' } })).out).not.toContain(start);
    expect((await runIn(['check'])).out).not.toContain(start);
  });
});

describe('fix', () => {
  test('writes safe fixes, keeps the rest and reports it', async () => {
    await write({ 'a.yaml': misspelt, 'b.yaml': longLived });
    const result = await runIn(['fix', ...only]);
    expect(result).toMatchObject({ exitCode: 1, err: 'Fixed 1 problem in 1 file.\n' });
    expect(result.out).toContain('b.yaml:17:34');
    expect(result.out).not.toContain('a.yaml');
    expect(await read('a.yaml')).toBe(spelt);
    expect(await read('b.yaml')).toBe(longLived);
  });

  test('a fix that reaches into another file changes both, as long as both were named', async () => {
    const key = '    kubernetes.io/service-account.name: app\n';
    const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n';
    const secret = spelt.replace(`  annotations:\n${key}`, '');
    const files = { 'account.yaml': `${account}  annotations:\n${key}`, 'secret.yaml': secret };
    await write(files);
    const misplaced = ['--fix=all', '--rule', 'misplaced-annotation'];
    expect(await runIn(['check', 'account.yaml', ...misplaced])).toMatchObject({ exitCode: 1 });
    expect(await read('secret.yaml')).toBe(secret);
    const result = await runIn(['check', ...misplaced]);
    expect(result).toMatchObject({ exitCode: 0, err: 'Fixed 1 problem in 2 files.\n' });
    expect(await read('account.yaml')).toBe(account);
    expect(await read('secret.yaml')).toContain(key);
  });

  test('--fix=all writes the others too, and again changes nothing', async () => {
    await write({ 'a.yaml': misspelt, 'b.yaml': longLived });
    expect((await runIn(['check', '--fix=all', ...only])).exitCode).toBe(0);
    expect(await read('a.yaml')).toBe(spelt);
    expect(await read('b.yaml')).toBe(hourly);
    expect(await runIn(['check', '--fix=all', ...only])).toMatchObject({ exitCode: 0, err: '' });
    expect((await readdir(folder.path)).sort()).toEqual(['a.yaml', 'b.yaml']);
  });

  test('keeps a byte order mark, line endings and permissions', async () => {
    await write({ 'a.yaml': `\ufeff${misspelt.replaceAll('\n', '\r\n')}` });
    await chmod(path.join(folder.path, 'a.yaml'), 0o640);
    await runIn(['fix', ...only]);
    expect(await read('a.yaml')).toBe(`\ufeff${spelt.replaceAll('\n', '\r\n')}`);
  });

  test('leaves a silenced finding alone', async () => {
    const silenced = misspelt.replace(': app\n', ': app # bound-tokens-disable-line\n');
    await write({ 'a.yaml': silenced });
    await runIn(['fix', ...only]);
    expect(await read('a.yaml')).toBe(silenced);
  });

  test('--diff writes nothing, and what it prints can be applied', async () => {
    await write({ 'sub/a.yaml': misspelt, 'b.yaml': longLived });
    const result = await runIn(['fix', '--diff', ...only]);
    expect(result.exitCode).toBe(1);
    expect(result.err).toBe('Would fix 1 problem in 1 file; nothing was written.\n');
    expect(result.out).toBe(
      [
        '--- a/sub/a.yaml',
        '+++ b/sub/a.yaml',
        '@@ -4,4 +4,4 @@',
        ' metadata:',
        '   name: app-token',
        '   annotations:',
        '-    kubernetes.io/sevice-account.name: app',
        '+    kubernetes.io/service-account.name: app',
        '',
      ].join('\n'),
    );
    expect(await read('sub/a.yaml')).toBe(misspelt);
    expect(await runIn(['fix', '--diff', 'b.yaml', ...only])).toMatchObject({
      out: '',
      err: 'Nothing to fix.\n',
    });
  });

  test('says which file it could not write, and exits with 2', async () => {
    await write({ 'a.yaml': misspelt, 'b.yaml': misspelt });
    await chmod(path.join(folder.path, 'a.yaml'), 0o444);
    const result = await runIn(['fix', ...only, '--fail-on', 'never']);
    expect(result.exitCode).toBe(2);
    expect(result.err).toBe('Fixed 1 problem in 1 file.\nNot fixed: a.yaml: read-only.\n');
    expect(result.out).toContain('a.yaml:7:5');
    expect(await read('b.yaml')).toBe(spelt);
  });

  test('leaves a file alone that changed meanwhile', async () => {
    await write({ 'a.yaml': misspelt });
    const disk = nodeFiles();
    let reads = 0;
    const moving: FileSource = {
      list: disk.list,
      read: (uri) => {
        const result = disk.read(uri);
        return result.is === 'text' && ++reads > 2
          ? { is: 'text', text: `${result.text}# edited\n` }
          : result;
      },
    };
    const result = await runIn(['fix', ...only, 'a.yaml'], {}, moving);
    expect(result.err).toContain('Not fixed: a.yaml: changed while it was being checked.');
    expect(await read('a.yaml')).toBe(misspelt);
  });

  test('fixed standard input goes to standard output, the report beside it', async () => {
    const result = await runIn(['fix', ...only, '-'], { input: misspelt });
    expect(result).toMatchObject({ exitCode: 0, out: spelt });
    expect(result.err).toContain('Fixed 1 problem in 1 file.');
  });
});

describe('the other commands', () => {
  test('explain prints the page', async () => {
    await write({ 'home/rules/misspelled-key.md': '# misspelled-key\n\nWhy.\n\n' });
    expect(await runIn(['explain', 'misspelled-key'])).toEqual({
      exitCode: 0,
      out: '# misspelled-key\n\nWhy.\n',
      err: '',
    });
  });

  test('rules lists every rule on a line', async () => {
    const { out, exitCode } = await runIn(['rules']);
    expect(exitCode).toBe(0);
    expect(out.trimEnd().split('\n')).toHaveLength(rules.length);
    for (const { id, summary } of rules) {
      const line = out.split('\n').find((candidate) => candidate.startsWith(`${id} `));
      expect(line).toContain(summary);
    }
  });

  test('version is that of the package', async () => {
    await write({ 'package.json': '{ "version": "1.2.3" }' });
    expect(await runIn(['--version'])).toEqual({ exitCode: 0, out: '1.2.3\n', err: '' });
  });

  test('help goes to standard output', async () => {
    const { exitCode, out } = await runIn(['fix', '--help']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^Usage: bound-tokens fix/);
  });
});
