// A world that does not cooperate: links in circles, folders that nobody may read, files that vanish, full disks, readers
// that leave. Real processes over real folders; what needs other rights than root's runs as nobody.

import {
  chmod,
  chown,
  copyFile,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../server/src/cli/run.ts';
import type { FileSource } from '../../server/src/files/fileSource.ts';
import { nodeFiles } from '../../server/src/files/nodeFiles.ts';
import { bundleCli } from '../support/bundles.ts';
import { capturedIo } from './capturedIo.ts';
import { testFolder } from './folder.ts';
import { runInShell, startCli } from './program.ts';

const misspelt = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: a\n  anotations:\n    a: b\n';
const spelt = misspelt.replace('anotations', 'annotations');
const plain = '--no-color';

const folder = testFolder();
const { write, read } = folder;
let home = '';
let program = '';

beforeAll(async () => {
  // Where nobody may read it, too.
  home = await mkdtemp(path.join(tmpdir(), 'bound-tokens-cli-'));
  await chmod(home, 0o755);
  program = path.join(home, 'cli.mjs');
  await copyFile(await bundleCli(), program);
});
afterAll(() => rm(home, { recursive: true }));

function cli(...argv: readonly string[]) {
  return startCli(program, { folder: folder.path, argv: [...argv, plain] }).ended;
}

function asNobody(...argv: readonly string[]) {
  return startCli(program, { folder: folder.path, argv: [...argv, plain], asNobody: true }).ended;
}

describe('what cannot be read', () => {
  test('links in circles end', async () => {
    await write({ 'a/a.yaml': misspelt });
    await symlink('..', path.join(folder.path, 'a/up'));
    await symlink('two', path.join(folder.path, 'one'));
    await symlink('one', path.join(folder.path, 'two'));
    await symlink('self.yaml', path.join(folder.path, 'self.yaml'));
    const { exitCode, out } = await cli('check', '--format', 'json');
    const report = JSON.parse(out);
    expect(exitCode).toBe(1);
    expect(report.findings.map((one: { path: string }) => one.path)).toEqual(['a/a.yaml']);
    expect(report.skipped.map((one: { path: string }) => one.path)).toEqual(['self.yaml', 'a/up']);
  });

  test('folders and files that may not be read are told of, the others are checked', async () => {
    await write({ 'locked/a.yaml': misspelt, 'open/a.yaml': misspelt, 'open/b.yaml': misspelt });
    await chmod(folder.path, 0o755);
    await chmod(path.join(folder.path, 'locked'), 0o000);
    await chmod(path.join(folder.path, 'open/b.yaml'), 0o000);
    const { exitCode, out, err } = await asNobody('check', '--format', 'json');
    await chmod(path.join(folder.path, 'locked'), 0o755);
    const report = JSON.parse(out);
    expect({ exitCode, err }).toEqual({ exitCode: 1, err: '' });
    expect(report.findings).toHaveLength(1);
    expect(report.skipped).toEqual([
      { path: 'locked', reason: 'permission denied' },
      { path: 'open/b.yaml', reason: 'permission denied' },
    ]);
  });

  test('a file of 50 MB is left out, with the reason', async () => {
    await write({ 'a.yaml': misspelt, 'big.yaml': `${misspelt}# ${'x'.repeat(50_000_000)}\n` });
    const { out } = await cli('check', '--format', 'json');
    expect(JSON.parse(out).skipped).toEqual([{ path: 'big.yaml', reason: 'larger than 20 MB' }]);
    expect((await cli('check', 'big.yaml')).err).toContain('`big.yaml` cannot be read: larger than 20 MB.');
  });

  test.each([
    ['UTF-16 of either kind', Buffer.from(`\ufeff${misspelt}`, 'utf16le'), 'UTF-16, not UTF-8'],
    ['bytes that are no UTF-8', Buffer.from([0x61, 0x3a, 0xff, 0x0a]), 'not UTF-8'],
    ['zeros', Buffer.from('a: \0\n'), 'binary'],
  ])('%s: refused, and not touched by fixing', async (_, bytes, reason) => {
    await writeFile(path.join(folder.path, 'a.yaml'), bytes);
    const { out } = await cli('fix', '--format', 'json');
    expect(JSON.parse(out).skipped).toEqual([{ path: 'a.yaml', reason }]);
    expect(await readFile(path.join(folder.path, 'a.yaml'))).toEqual(bytes);
  });
});

describe('files that do not hold still', () => {
  /** The disk, on which something happens to a file just before it is read. */
  function disturbed(disturb: (uri: string, reads: number) => Promise<void>): FileSource {
    const disk = nodeFiles();
    const reads = new Map<string, number>();
    return {
      list: disk.list,
      async read(uri) {
        const count = (reads.get(uri) ?? 0) + 1;
        reads.set(uri, count);
        await disturb(uri, count);
        return disk.read(uri);
      },
    };
  }

  async function fixOn(files: FileSource) {
    const io = capturedIo({ folder: folder.path });
    const exitCode = await run(['fix', plain], io, files);
    return { exitCode, ...io.text() };
  }

  test('a file that vanishes between listing and reading is told of', async () => {
    await write({ 'a.yaml': misspelt, 'b.yaml': misspelt });
    const files = disturbed((uri) =>
      uri.endsWith('/a.yaml') ? rm(path.join(folder.path, 'a.yaml'), { force: true }) : Promise.resolve(),
    );
    const { out } = await fixOn(files);
    expect(out).toContain('a.yaml');
    expect(out).toContain('no longer there');
    expect(await read('b.yaml')).toBe(spelt);
    expect(await readdir(folder.path)).toEqual(['b.yaml']);
  });

  test('a file that vanishes between checking and writing is not made again', async () => {
    await write({ 'a.yaml': misspelt });
    const files = disturbed((uri, reads) =>
      uri.endsWith('/a.yaml') && reads === 2 ? rm(path.join(folder.path, 'a.yaml')) : Promise.resolve(),
    );
    const { exitCode, err } = await fixOn(files);
    expect({ exitCode, err }).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('a.yaml: no longer there'),
    });
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('a folder that vanishes is told of', async () => {
    await write({ 'a/a.yaml': misspelt, 'b.yaml': misspelt });
    const disk = nodeFiles();
    const vanishing: FileSource = {
      read: disk.read,
      list: (uri) => (uri.endsWith('/a') ? { is: 'missing' } : disk.list(uri)),
    };
    const { out } = await fixOn(vanishing);
    expect(out).toMatch(/\ba\b.*not found/);
    expect(await read('b.yaml')).toBe(spelt);
  });
});

describe('writing', () => {
  test('keeps mode, owner, line ends and a byte order mark', async () => {
    const text = `\ufeff${misspelt}`.replaceAll('\n', '\r\n');
    await write({ 'a.yaml': text });
    const file = path.join(folder.path, 'a.yaml');
    await chmod(file, 0o604);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) await chown(file, 65_534, 65_533);
    const before = await stat(file);
    await cli('fix');
    const after = await stat(file);
    expect(await read('a.yaml')).toBe(text.replace('anotations', 'annotations'));
    expect([after.mode, after.uid, after.gid]).toEqual([before.mode, before.uid, before.gid]);
  });

  test('keeps mixed line ends where nothing is fixed', async () => {
    const text = misspelt.replace('v1\n', 'v1\r\n').replace('name: a\n', 'name: a\r\n');
    await write({ 'a.yaml': text });
    await cli('fix');
    expect(await read('a.yaml')).toBe(text.replace('anotations', 'annotations'));
  });

  test('goes through links to files, and not out of the folder', async () => {
    await write({ 'in/a.yaml': misspelt, 'elsewhere/b.yaml': misspelt, 'elsewhere/c/c.yaml': misspelt });
    await symlink('../elsewhere/b.yaml', path.join(folder.path, 'in/b.yaml'));
    await symlink('../elsewhere/c', path.join(folder.path, 'in/c'));
    const { exitCode, err } = await cli('fix', 'in');
    expect(exitCode).toBe(2);
    expect(err).toContain('Not fixed: in/b.yaml: it lies outside of the paths named.');
    expect(err).toContain('Not fixed: in/c/c.yaml: it lies outside of the paths named.');
    expect(await read('in/a.yaml')).toBe(spelt);
    expect([await read('elsewhere/b.yaml'), await read('elsewhere/c/c.yaml')]).toEqual([misspelt, misspelt]);
    expect((await cli('fix', 'in', 'elsewhere')).err).not.toContain('Not fixed');
    expect(await read('elsewhere/b.yaml')).toBe(spelt);
    expect((await stat(path.join(folder.path, 'in/b.yaml'))).isFile()).toBe(true);
  });

  test('leaves files with several names alone', async () => {
    await write({ 'a.yaml': misspelt });
    await link(path.join(folder.path, 'a.yaml'), path.join(folder.path, 'b.yml.orig'));
    const { exitCode, err } = await cli('fix');
    expect(exitCode).toBe(2);
    expect(err).toContain('Not fixed: a.yaml: it has several names (hard links).');
    expect(await read('a.yaml')).toBe(misspelt);
  });

  test('a folder in which nothing may be made stays as it is', async () => {
    await write({ 'locked/a.yaml': misspelt, 'open/a.yaml': misspelt });
    await chmod(folder.path, 0o755);
    for (const name of ['locked/a.yaml', 'open/a.yaml']) await chmod(path.join(folder.path, name), 0o666);
    await chmod(path.join(folder.path, 'locked'), 0o555);
    await chmod(path.join(folder.path, 'open'), 0o777);
    const { exitCode, err } = await asNobody('fix');
    await chmod(path.join(folder.path, 'locked'), 0o755);
    expect(exitCode).toBe(2);
    expect(err).toBe('Fixed 1 problem in 1 file.\nNot fixed: locked/a.yaml: permission denied.\n');
    expect(await read('locked/a.yaml')).toBe(misspelt);
    expect(await read('open/a.yaml')).toBe(spelt);
    expect(await readdir(path.join(folder.path, 'locked'))).toEqual(['a.yaml']);
  });

  test('where a file cannot be written to its end the old one stays', async () => {
    const big = `${misspelt}${'# as long as it takes\n'.repeat(1000)}`;
    await write({ 'a.yaml': big, 'b.yaml': misspelt });
    // Blocks of 1,024 bytes: less than the large file, more than the small one.
    const { exitCode, err } = await runInShell(
      program,
      folder.path,
      'ulimit -f 8; "$NODE" "$CLI" fix --no-color',
    );
    expect({ exitCode, err }).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('Not fixed: a.yaml: no space left.'),
    });
    expect(await read('a.yaml')).toBe(big);
    expect(await read('b.yaml')).toBe(spelt);
    expect((await readdir(folder.path)).sort()).toEqual(['a.yaml', 'b.yaml']);
  });

  test('two runs at once leave whole files', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `${index}.yaml`);
    await write(Object.fromEntries(names.map((name) => [name, misspelt])));
    const runs = await Promise.all([cli('fix'), cli('fix')]);
    for (const { exitCode, err } of runs) {
      expect([0, 1, 2]).toContain(exitCode);
      expect(err).not.toContain('Internal error');
    }
    for (const name of names) expect(await read(name)).toBe(spelt);
    expect((await readdir(folder.path)).sort()).toEqual([...names].sort());
  });
});

describe('where the report goes', () => {
  test('a reader that leaves early is no failure', async () => {
    await mkdir(path.join(folder.path, 'x'));
    const texts = Array.from({ length: 400 }, (_, index) => [`x/${index}.yaml`, misspelt]);
    await write(Object.fromEntries(texts));
    const command = '"$NODE" "$CLI" check --format json | head -c 10 > /dev/null; echo "$PIPESTATUS"';
    expect(await runInShell(program, folder.path, command)).toEqual({ exitCode: 0, out: '1\n', err: '' });
  });

  test.runIf(process.platform === 'linux')('a full disk is told of in one line', async () => {
    await write({ 'a.yaml': misspelt });
    const command = '"$NODE" "$CLI" check > /dev/full';
    expect(await runInShell(program, folder.path, command)).toEqual({
      exitCode: 2,
      out: '',
      err: 'The report cannot be written: no space left.\n',
    });
  });
});
