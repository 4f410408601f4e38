// A short run of what `node test/fuzz/run.mts` goes on with: the same sequences on every machine.

import { expect, test } from 'vitest';
import { ownSeeds } from './seeds.ts';
import { runSequence } from './sequences.ts';

const seed = Number(process.env.FUZZ_SEED ?? 1);
const sequences = Number(process.env.FUZZ_SEQUENCES ?? 6);

test.each([false, true])(`${sequences} sequences, seed ${seed}, typing: %s`, (typing) => {
  const seeds = ownSeeds();
  for (let sequence = 0; sequence < sequences; sequence++) {
    const { failures, inputs } = runSequence(seeds, { seed, sequence, typing });
    expect(inputs).toBeGreaterThan(20);
    expect(failures).toEqual([]);
  }
});
