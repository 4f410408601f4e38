// Shards: parts of a run that, put together, are the run.

import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { shardOf } from '../../server/src/report/shards.ts';
import { filesWithTokens } from '../support/tokens.ts';
import { runCaptured } from './captured.ts';
import { testFolder } from './folder.ts';

const folder = testFolder();
afterEach(() => rm(`${folder.path}-shards`, { recursive: true, force: true }));

async function runIn(...argv: readonly string[]) {
  return runCaptured(argv, { folder: folder.path });
}

/** Manifests, charts, kustomizations, scripts, and files that cannot be read. */
async function writeFixtures() {
  const root = path.join(import.meta.dirname, '../..');
  await cp(path.join(root, 'examples'), path.join(folder.path, 'examples'), { recursive: true });
  await cp(path.join(root, 'test/cli/reportWorkspace'), path.join(folder.path, 'workspace'), {
    recursive: true,
  });
  await folder.write(filesWithTokens);
  await folder.write({ 'binary.yaml': 'kind: \0' });
}

async function writeShards(count: number, ...more: readonly string[]): Promise<readonly string[]> {
  const files = Array.from({ length: count }, (_, at) => `${folder.path}-shards/${at + 1}.json`);
  await mkdir(`${folder.path}-shards`, { recursive: true });
  for (const [at, file] of files.entries())
    await runIn('check', '.', '--format', 'json', '-o', file, '--shard', `${at + 1}/${count}`, ...more);
  return files;
}

describe('merged shards are the whole run', () => {
  test.each([1, 2, 3, 4, 5])('in %i parts', async (count) => {
    await writeFixtures();
    const files = await writeShards(count);
    for (const format of ['json', 'pretty', 'sarif', 'github', 'gitlab', 'junit']) {
      const whole = await runIn('check', '.', '--format', format);
      const merged = await runIn('merge', ...[...files].reverse(), '--format', format);
      expect(merged).toEqual(whole);
      expect(whole.exitCode).toBe(1);
    }
  });

  test('a baseline holds in each of them', async () => {
    await writeFixtures();
    await runIn('check', '.', '--write-baseline', 'known.json');
    await folder.write({ 'z.yaml': filesWithTokens['chart/values.yaml'] ?? '' });
    const files = await writeShards(3, '--baseline', 'known.json');
    const whole = await runIn('check', '.', '--baseline', 'known.json', '--format', 'json');
    expect(await runIn('merge', ...files, '--format', 'json')).toEqual(whole);
    const paths = JSON.parse(whole.out).findings.flatMap((one: { suppressed: unknown; path: string }) =>
      one.suppressed ? [] : [one.path],
    );
    expect(paths).toEqual(['z.yaml']);
  });

  test('each file is in one of them, and none is empty while there are enough', async () => {
    await writeFixtures();
    const files = await writeShards(4);
    const parts = await Promise.all(files.map(async (file) => JSON.parse(await readFile(file, 'utf8'))));
    const checked: readonly string[] = parts.flatMap((part) => part.checked);
    expect(new Set(checked).size).toBe(checked.length);
    for (const part of parts) expect(part.summary.files).toBeGreaterThan(2);
    const whole = JSON.parse((await runIn('check', '.', '--format', 'json')).out);
    expect([...checked].sort()).toEqual(whole.checked);
  });

  test('a shard says in its summary that it is one', async () => {
    await folder.write({ 'a.yaml': 'kind: A\n', 'b.yaml': 'kind: B\n' });
    expect((await runIn('check', '.', '--shard', '2/2')).out).toBe(
      'No problems in 1 file, Kubernetes >=1.24-0, shard 2 of 2.\n',
    );
  });
});

describe('work is shared out', () => {
  const files = Array.from({ length: 200 }, (_, at) => ({ path: `${at}.yaml`, size: (at * 7919) % 5000 }));

  test('evenly, by size', () => {
    const loads = [1, 2, 3, 4, 5, 6, 7].map((index) =>
      shardOf(files, index, 7).reduce((sum, { size }) => sum + size, 0),
    );
    expect(Math.max(...loads) / Math.min(...loads)).toBeLessThan(1.05);
  });

  test('in the same way in whatever order the files come', () => {
    const turned = [...files].reverse();
    expect(new Set(shardOf(turned, 2, 5))).toEqual(new Set(shardOf(files, 2, 5)));
  });

  test('to more parts than there are files', () => {
    const counts = [1, 2, 3].map((index) => shardOf(files.slice(0, 2), index, 3).length);
    expect([...counts].sort()).toEqual([0, 1, 1]);
  });
});

describe('merge refuses', () => {
  const complaint = async (...files: readonly string[]) => {
    const { exitCode, out, err } = await runIn('merge', ...files);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    return err;
  };
  const changed = async (file: string, change: object) => {
    const report = { ...JSON.parse(await readFile(file, 'utf8')), ...change };
    await folder.write({ 'out/changed.json': JSON.stringify(report) });
    return 'out/changed.json';
  };

  test('what is no report', async () => {
    await folder.write({ 'a.json': '{', 'b.json': '{}', 'c.json': '{"version": 1, "findings": []}' });
    expect(await complaint('a.json')).toBe('`a.json` cannot be merged: it is no JSON.\n');
    expect(await complaint('b.json')).toBe(
      '`b.json` cannot be merged: it is no report of `bound-tokens check`.\n',
    );
    expect(await complaint('c.json')).toContain('its `tool` is missing or wrong');
    expect(await complaint('d.json')).toBe('There is no file `d.json`.\n');
  });

  test('what does not belong together', async () => {
    await writeFixtures();
    const [one = '', two = '', three = ''] = await writeShards(3);
    expect(await complaint(one, two)).toBe('Shard 3 of 3 is missing.\n');
    expect(await complaint(one)).toBe('Shard 2, 3 of 3 is missing.\n');
    expect(await complaint(one, two, three, two)).toBe('Shard 2 of 3 is given twice.\n');
    expect(await complaint(one, two, await changed(three, { target: '1.30' }))).toContain(
      'two targets, >=1.24-0 and 1.30;',
    );
    expect(await complaint(one, two, await changed(three, { tool: '9' }))).toContain(
      'two versions of Bound Tokens',
    );
    expect(await complaint(one, two, await changed(three, { rules: ['a'] }))).toContain('different rules');
    expect(await complaint(one, two, await changed(three, { shard: null }))).toContain('is no shard');
    const other = { index: 3, count: 3, files: 'other' };
    expect(await complaint(one, two, await changed(three, { shard: other }))).toContain('different files');
    const of4 = { index: 3, count: 4, files: '' };
    expect(await complaint(one, two, await changed(three, { shard: of4 }))).toContain('of 3 and of 4');
    const [finding] = JSON.parse(await readFile(one, 'utf8')).findings;
    const bent = { findings: [{ ...finding, range: { start: { line: 1 } } }] };
    expect(await complaint(await changed(one, bent))).toContain('its `findings` is missing or wrong');
  });

  test('nothing of a single report: it is written in another format, also from standard input', async () => {
    await writeFixtures();
    const whole = await runIn('check', '.', '--format', 'json');
    const argv = ['merge', '-', '--format', 'gitlab', '--fail-on', 'never'];
    const merged = await runCaptured(argv, { folder: folder.path, input: whole.out });
    expect(merged.exitCode).toBe(0);
    expect(merged.out).toBe((await runIn('check', '.', '--format', 'gitlab')).out);
  });
});
