// What is known after a choice that nobody can decide, where each of its outcomes may be the one.

import type { Sampled, Samples } from './samples.ts';
import { either, type Value } from './values.ts';

/** What is known after one arm. */
export interface Outcome {
  /** Whether a sample may come to it: true or false. */
  readonly isPossible: Sampled;
  /** What it writes. */
  readonly text: Sampled;
  /** What the variables hold that the choice may change, in its own order. */
  readonly variables: readonly Sampled[];
}

export function mergedText(samples: Samples, outcomes: readonly Outcome[]): Sampled {
  return merged(samples, outcomes, ({ text }) => text);
}

export function mergedVariable(samples: Samples, outcomes: readonly Outcome[], at: number): Sampled {
  return merged(samples, outcomes, ({ variables }) => variables[at] ?? null);
}

function merged(
  samples: Samples,
  outcomes: readonly Outcome[],
  ofOutcome: (one: Outcome) => Sampled,
): Sampled {
  const [only] = outcomes;
  if (only && outcomes.length === 1) return ofOutcome(only);
  return samples.computeAll(
    eitherOf,
    outcomes.flatMap((one) => [one.isPossible, ofOutcome(one)]),
  );
}

/** What is known of one of several values; before each stands whether it may be the one. */
function eitherOf(given: readonly Value[]): Value {
  let result: Value | undefined;
  for (let at = 0; at < given.length; at += 2) {
    const value = given[at + 1] ?? null;
    if (given[at] === true) result = result === undefined ? value : either(result, value);
  }
  return result ?? '';
}
