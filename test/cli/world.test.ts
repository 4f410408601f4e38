// What surrounds a run: terminals, progress, diffs, and files that are replaced.

import {
  chmod,
  link,
  lstat,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { applyPatch } from 'diff';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { progressOn } from '../../server/src/cli/progress.ts';
import { realRoots, replaceFile } from '../../server/src/cli/replaceFile.ts';
import { didYouMean } from '../../server/src/cli/suggest.ts';
import { knowsLinks, wantsColor } from '../../server/src/cli/terminal.ts';
import { displayedDiff, unifiedDiff } from '../../server/src/cli/unifiedDiff.ts';
import { capturedIo } from './capturedIo.ts';

const terminal = capturedIo({ isTerminal: true }).out;
const pipe = capturedIo().out;

describe('colours', () => {
  test.each([
    [terminal, {}, true],
    [pipe, {}, false],
    [terminal, { NO_COLOR: '1' }, false],
    [terminal, { NO_COLOR: '' }, true],
    [terminal, { TERM: 'dumb' }, false],
    [pipe, { FORCE_COLOR: '1' }, true],
    [terminal, { FORCE_COLOR: '0' }, false],
    [pipe, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('%# terminal and environment decide', (output, env, expected) => {
    expect(wantsColor(output, env)).toBe(expected);
  });
});

describe('links', () => {
  test.each([
    [terminal, {}, false],
    [terminal, { TERM_PROGRAM: 'vscode' }, true],
    [pipe, { TERM_PROGRAM: 'vscode' }, false],
    [terminal, { VTE_VERSION: '7200' }, true],
    [terminal, { VTE_VERSION: '4800' }, false],
    [terminal, { TERM_PROGRAM: 'vscode', TMUX: '/tmp/x' }, false],
    [terminal, { WT_SESSION: 'x' }, true],
    [terminal, { FORCE_HYPERLINK: '1' }, true],
    [terminal, { FORCE_HYPERLINK: '0', TERM: 'xterm-kitty' }, false],
  ])('%# only where they are known to work', (output, env, expected) => {
    expect(knowsLinks(output, env)).toBe(expected);
  });
});

describe('progress', () => {
  test('shows nothing in the first second, then one line, rewritten ten times a second, gone at the end', () => {
    let clock = 0;
    const io = capturedIo({ isTerminal: true, columns: 20, now: () => clock });
    const progress = progressOn(io);
    for (clock = 0; clock < 1000; clock += 10) progress.update(`at ${clock}`);
    expect(io.text().err).toBe('');
    for (; clock < 1200; clock += 10) progress.update(`at ${clock} and a lot more text`);
    progress.end();
    const line = (text: string) => `\r\u001b[2K${text}`;
    expect(io.text()).toEqual({
      out: '',
      err: line('at 1000 and a lot m') + line('at 1100 and a lot m') + line(''),
    });
  });

  test('says how fast files are done and how long the rest takes, once that can be told', () => {
    let clock = 0;
    const io = capturedIo({ isTerminal: true, columns: 80, now: () => clock });
    const progress = progressOn(io);
    clock = 2000;
    progress.count('Checking', 1, 1000);
    clock = 4000;
    progress.count('Checking', 500, 1000);
    clock = 10_000;
    progress.count('Checking', 510, 12_000);
    const lines = io.text().err.split('\r\u001b[2K').slice(1);
    expect(lines).toEqual([
      'Checking 1 of 1000 files',
      'Checking 500 of 1000 files, 250 a second, 2 s left',
      'Checking 510 of 12000 files, 64 a second, 3 min 1 s left',
    ]);
  });

  test('never writes where nobody watches', () => {
    let clock = 0;
    const io = capturedIo({ now: () => clock });
    const progress = progressOn(io);
    for (; clock < 5000; clock += 500) progress.update('x');
    progress.end();
    expect(io.text().err).toBe('');
  });
});

describe('a diff', () => {
  const before = 'a: 1\r\nb: 2\r\nc: 3';
  const after = 'a: 1\r\nb: 4\r\nc: 3';

  test('can be applied, carriage returns and a missing last line break included', () => {
    const diff = unifiedDiff('x/y.yaml', before, after);
    expect(diff).toBe(
      '--- a/x/y.yaml\n+++ b/x/y.yaml\n@@ -1,3 +1,3 @@\n a: 1\r\n-b: 2\r\n+b: 4\r\n c: 3\n\\ No newline at end of file\n',
    );
    expect(applyPatch(before, diff)).toBe(after);
  });

  test('is harmless on a terminal', () => {
    const diff = unifiedDiff('x', '\ta: \u001b[31m\r\n', 'b\n');
    expect(displayedDiff(diff, false)).toContain('-    a: ␛[31m\n+b\n');
  });
});

describe('replacing a file', () => {
  let folder = '';
  let file = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'bound-tokens-'));
    file = path.join(folder, 'a.yaml');
    await writeFile(file, 'old\n');
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('keeps its permissions and leaves nothing behind', async () => {
    await chmod(file, 0o640);
    expect(await replaceFile(file, '\ufeffnew\r\n', [folder])).toEqual({ is: 'done' });
    expect(await readFile(file, 'utf8')).toBe('\ufeffnew\r\n');
    expect((await stat(file)).mode & 0o777).toBe(0o640);
    expect(await readdir(folder)).toEqual(['a.yaml']);
  });

  test('writes through a symbolic link', async () => {
    const link = path.join(folder, 'link.yaml');
    await symlink('a.yaml', link);
    expect(await replaceFile(link, 'new\n', [folder])).toEqual({ is: 'done' });
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readFile(file, 'utf8')).toBe('new\n');
  });

  test('refuses what is read-only, whoever asks', async () => {
    await chmod(file, 0o444);
    expect(await replaceFile(file, 'new\n', [folder])).toEqual({ is: 'refused', reason: 'read-only' });
    expect(await readFile(file, 'utf8')).toBe('old\n');
    expect(await readdir(folder)).toEqual(['a.yaml']);
  });

  test('never makes a file that was not there', async () => {
    const absent = path.join(folder, 'b.yaml');
    expect(await replaceFile(absent, 'new\n', [folder])).toEqual({
      is: 'refused',
      reason: 'no longer there',
    });
    expect(await readdir(folder)).toEqual(['a.yaml']);
  });

  test('writes nothing outside of what was named, wherever a link leads', async () => {
    const elsewhere = await mkdtemp(path.join(tmpdir(), 'bound-tokens-'));
    const target = path.join(elsewhere, 'target.yaml');
    const link = path.join(folder, 'link.yaml');
    await writeFile(target, 'old\n');
    await symlink(target, link);
    const outside = { is: 'refused', reason: 'it lies outside of the paths named' };
    expect(await replaceFile(link, 'new\n', await realRoots(folder, ['.', 'missing']))).toEqual(outside);
    // Whoever names the link names the file.
    expect(await replaceFile(link, 'new\n', await realRoots(folder, ['link.yaml']))).toEqual({ is: 'done' });
    expect(await readFile(target, 'utf8')).toBe('new\n');
    await rm(elsewhere, { recursive: true });
  });

  test('a folder with the same beginning is another folder', async () => {
    await writeFile(`${folder}-other.yaml`, 'old\n');
    expect(await replaceFile(`${folder}-other.yaml`, 'new\n', [folder])).toMatchObject({ is: 'refused' });
    await rm(`${folder}-other.yaml`);
  });

  test('does not part a file from its other names', async () => {
    await link(file, path.join(folder, 'b.yaml'));
    const refused = { is: 'refused', reason: 'it has several names (hard links)' };
    expect(await replaceFile(file, 'new\n', [folder])).toEqual(refused);
    expect(await readFile(file, 'utf8')).toBe('old\n');
  });

  test('what a killed run left behind goes, what another one needs stays', async () => {
    const [old, young] = ['.bound-tokens-0ab.tmp', '.bound-tokens-1cd.tmp'].map((name) =>
      path.join(folder, name),
    );
    await writeFile(old ?? '', 'half');
    await writeFile(young ?? '', 'half');
    await utimes(old ?? '', new Date(0), new Date(0));
    expect(await replaceFile(file, 'new\n', [folder])).toEqual({ is: 'done' });
    expect((await readdir(folder)).sort()).toEqual(['.bound-tokens-1cd.tmp', 'a.yaml']);
  });

  test('takes the temporary file away when the rename fails', async () => {
    expect(await replaceFile(folder, 'new\n', [folder])).toMatchObject({ is: 'refused' });
    expect(
      (await readdir(path.dirname(folder))).filter((name) => name.includes(path.basename(folder))),
    ).toHaveLength(1);
  });
});

test.each([
  ['projectd', ' Did you mean `projected`?'],
  ['proj', ' Did you mean `projected`?'],
  ['secret', ''],
  ['x', ''],
])('did you mean: %s', (word, expected) => {
  expect(didYouMean(word, ['projected', 'token'])).toBe(expected);
});
