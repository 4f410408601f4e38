// Threads: a run on many of them says what a run on one says.

import { cp } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { smallFiles } from '../../bench/synthetic.mts';
import { checkPortions, createCounters, jobsWorthwhile, portionsOf } from '../../server/src/cli/jobs.ts';
import { createLinter } from '../../server/src/engine/index.ts';
import { rules } from '../../server/src/rules/index.generated.ts';
import { bundleCli } from '../support/bundles.ts';
import { testFolder } from './folder.ts';
import { startCli } from './program.ts';

const folder = testFolder();
let program = '';
beforeAll(async () => {
  program = await bundleCli();
}, 60_000);

function runIn(...argv: readonly string[]) {
  return startCli(program, { folder: folder.path, argv }).ended;
}

/** Charts, kustomizations, scripts, a configuration with mistakes, and folders whose files speak to each other. */
async function writeFixtures() {
  const root = path.join(import.meta.dirname, '../..');
  await cp(path.join(root, 'examples'), path.join(folder.path, 'examples'), { recursive: true });
  await cp(path.join(root, 'test/cli/reportWorkspace'), path.join(folder.path, 'workspace'), {
    recursive: true,
  });
  await folder.write(Object.fromEntries([...smallFiles(120, 3)].map((file) => [file.path, file.text])));
  await folder.write({
    'workspace/.bound-tokens.yaml': 'rules:\n  no-such-rule: off\n',
    'binary.yaml': 'kind: \0',
  });
}

describe('on several threads', () => {
  test.each(['2', '3', '16'])(
    '--jobs %s reports what --jobs 1 does',
    async (jobs) => {
      await writeFixtures();
      for (const format of ['json', 'pretty']) {
        const alone = await runIn('check', '.', '--format', format, '--jobs', '1');
        expect(alone.out).toContain('long-lived-token-secret');
        expect(await runIn('check', '.', '--format', format, '--jobs', jobs)).toEqual(alone);
      }
    },
    120_000,
  );

  test('--fix writes the same files', async () => {
    await writeFixtures();
    const alone = await runIn('check', '.', '--fix=all', '--format', 'json', '--jobs', '1');
    await writeFixtures();
    expect(await runIn('fix', '.', '--fix=all', '--format', 'json', '--jobs', '3')).toEqual(alone);
  }, 120_000);

  test('the number must be one', async () => {
    for (const jobs of ['0', 'many', '65', '-1', '1.5']) {
      const { exitCode, err } = await runIn('check', `--jobs=${jobs}`);
      expect(exitCode).toBe(2);
      expect(err).toContain('--jobs takes the number of threads');
    }
  });
});

describe('portions', () => {
  function filled(files: readonly (readonly [uri: string, text: string])[]) {
    const linter = createLinter({ rules });
    for (const [uri, text] of files) linter.setFile(uri, text);
    return linter;
  }

  test('hold every file once, a scope as long as it is not most of all', () => {
    const small = Array.from({ length: 20 }, (_, at) => [`file:///${at % 5}/${at}.yaml`, 'a: 1\n'] as const);
    const large = Array.from(
      { length: 40 },
      (_, at) => [`file:///big/${at}.yaml`, 'a: 1\n'.repeat(50)] as const,
    );
    const uris = [...small, ...large].map(([uri]) => uri);
    const portions = portionsOf(filled([...small, ...large]), uris, 2);
    expect(portions.flat().sort()).toEqual([...uris].sort());
    expect(portions.filter((files) => files.some((uri) => uri.includes('/big/'))).length).toBeGreaterThan(4);
    expect(portions.filter((files) => files.some((uri) => uri.includes('/1/'))).length).toBe(1);
  });

  test('are taken by one thread alone', () => {
    const files = Array.from({ length: 9 }, (_, at) => [`file:///${at}/a.yaml`, 'a: 1\n'] as const);
    const uris = files.map(([uri]) => uri);
    const [first, second] = [filled(files), filled(files)];
    const portions = portionsOf(first, uris, 3);
    const counters = createCounters();
    let early: readonly string[] = [];
    const late = checkPortions(first, portions, counters, (done) => {
      // Another thread helps out when four are done.
      if (done === 4) early = checkPortions(second, portions, counters).map(({ uri }) => uri);
    });
    expect([...early, ...late.map(({ uri }) => uri)].sort()).toEqual([...uris].sort());
    expect(early).toHaveLength(5);
  });

  test('more threads only where there is work for them', () => {
    expect(jobsWorthwhile(1_000_000, 8)).toBe(1);
    expect(jobsWorthwhile(20_000_000, 2)).toBe(2);
    expect(jobsWorthwhile(20_000_000, 64)).toBe(4);
    expect(jobsWorthwhile(900_000_000, 64)).toBe(8);
  });
});
