// Killing a run that writes, at any moment: every file is as before or as it should be, never anything between.
// `KILLS=200` kills as often; the moments follow from `KILLS_SEED`.

import { watch } from 'node:fs';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { createRandom } from '../../bench/random.mts';
import { bundleCli } from '../support/bundles.ts';
import { testFolder } from './folder.ts';
import { startCli } from './program.ts';

const misspelt = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: a\n  anotations:\n    a: b\n';
const old = `${misspelt}${'# so much that writing it takes a while\n'.repeat(5000)}`;
const fixed = old.replace('anotations', 'annotations');
const names = Array.from({ length: 24 }, (_, index) => `${index}.yaml`);
const kills = Number(process.env.KILLS ?? 10);
const seed = Number(process.env.KILLS_SEED ?? 1);

const folder = testFolder();
let program = '';

beforeAll(async () => {
  program = await bundleCli();
});

/** Runs `fix` and kills it so many milliseconds after it has begun to write; whether it was still running then. */
async function killedRun(milliseconds: number): Promise<boolean> {
  const watcher = watch(folder.path);
  const begun = new Promise<void>((resolve) => watcher.once('change', () => resolve()));
  const { child, ended } = startCli(program, { folder: folder.path, argv: ['fix', '--no-color'] });
  await Promise.race([begun, ended]);
  watcher.close();
  if (milliseconds > 0) await after(milliseconds);
  child.kill('SIGKILL');
  return (await ended).exitCode === undefined;
}

/** How long a run writes, in milliseconds. */
async function writingTime(): Promise<number> {
  const watcher = watch(folder.path);
  const begun = new Promise<number>((resolve) => watcher.once('change', () => resolve(performance.now())));
  const { ended } = startCli(program, { folder: folder.path, argv: ['fix', '--no-color'] });
  const start = await begun;
  await ended;
  watcher.close();
  return performance.now() - start;
}

test(`a run that is killed, ${kills} times`, { timeout: 300_000 + 10_000 * kills }, async () => {
  const restore = async () => {
    for (const name of names) await writeFile(path.join(folder.path, name), old);
  };
  await restore();
  const span = await writingTime();
  const random = createRandom(seed);
  const seen = { running: 0, between: 0 };
  for (let kill = 0; kill < kills; kill++) {
    await restore();
    if (await killedRun(Math.floor(random.next() * span))) seen.running++;
    const texts = await Promise.all(names.map((name) => folder.read(name)));
    for (const [index, text] of texts.entries())
      expect(
        text === old || text === fixed,
        `${names[index]}, killed for the ${kill + 1}. time, seed ${seed}`,
      ).toBe(true);
    if (texts.includes(old) && texts.includes(fixed)) seen.between++;
  }
  // Else nothing would have been proven.
  expect(seen.running).toBeGreaterThan(kills / 4);
  expect(seen.between).toBeGreaterThan(0);
  console.log(`killed ${kills} times, ${seen.running} at work, ${seen.between} with some files written`);

  await leftoversGo();
});

/** What killed runs leave behind is no file to check, and goes with the next run. */
async function leftoversGo(): Promise<void> {
  const leftovers = (await readdir(folder.path)).filter((name) => name.startsWith('.bound-tokens-'));
  for (const name of [...leftovers, '.bound-tokens-0.tmp']) {
    const file = path.join(folder.path, name);
    await writeFile(file, misspelt);
    await utimes(file, new Date(0), new Date(0));
  }
  await writeFile(path.join(folder.path, '0.yaml'), old);
  const check = startCli(program, {
    folder: folder.path,
    argv: ['check', '--format', 'json', '--fail-on', 'never'],
  });
  expect(JSON.parse((await check.ended).out).summary.files).toBe(names.length);
  await startCli(program, { folder: folder.path, argv: ['fix', '--no-color'] }).ended;
  expect((await readdir(folder.path)).sort()).toEqual([...names].sort());
}
