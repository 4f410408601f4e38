// Texts that were written to do harm: nothing crashes, every law holds, and no answer takes a second. `HOSTILE_SCALE=1`
// has them at full size, about a megabyte each; by default they have a fiftieth of it.

import { describe, expect, test } from 'vitest';
import { createRandom } from '../../bench/random.mts';
import { hostiles } from './hostile.ts';
import { askAll, brokenLaws, linterWith } from './laws.ts';

const scale = Number(process.env.HOSTILE_SCALE ?? 0.02);
/** Milliseconds. */
const limit = 1000;

/** Milliseconds of work that something takes, at its best: other programs run as well. */
function workOf(work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3 && best > limit / 2; run++) {
    const started = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(started);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

test.each(hostiles(scale))('$name is checked within a second', ({ uri, text }) => {
  const work = workOf(() => expect(linterWith([{ uri, text }]).check(uri)?.crashes).toEqual([]));
  expect(work).toBeLessThan(limit);
});

// All laws together read a text about ten times.
describe.each(hostiles(scale / 10))('$name', ({ uri, text }) => {
  const file = { uri, text };

  test('breaks no law', () => {
    expect(brokenLaws(linterWith([]), [file], file)).toEqual([]);
  });

  test('has an answer to every question within a second', () => {
    const linter = linterWith([file]);
    for (const offset of [0, text.length >> 1, text.length]) {
      for (const { question, problems, milliseconds } of askAll(linter, file, offset, createRandom(1))) {
        expect(problems, `question ${question} at ${offset}`).toEqual([]);
        expect(milliseconds, `question ${question} at ${offset}`).toBeLessThan(limit);
      }
    }
  });
});
