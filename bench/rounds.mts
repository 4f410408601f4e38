// Measuring inside this process: every round runs every case once, in another order, so that noise hits all alike.

import { createRandom, shuffled } from './random.mts';
import { medianOf } from './statistics.mts';

export interface Case {
  readonly name: string;
  readonly run: () => void;
}

/** Median processor time of each case in milliseconds, by name. The first rounds only warm up. */
export function measureRounds(
  cases: readonly Case[],
  rounds: number,
  warmUp = 3,
): ReadonlyMap<string, number> {
  const samples = new Map(cases.map(({ name }): [string, number[]] => [name, []]));
  const random = createRandom(29);
  for (let round = -warmUp; round < rounds; round++) {
    for (const { name, run } of shuffled(cases, random)) {
      const before = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(before);
      if (round >= 0) samples.get(name)?.push((user + system) / 1000);
    }
  }
  return new Map([...samples].map(([name, times]) => [name, medianOf(times)]));
}
