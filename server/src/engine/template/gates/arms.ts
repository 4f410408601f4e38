// Which arm of a choice is taken, for one sample version: true, false or unknown.

import { truthOf, unknown, type Value } from './values.ts';

/** Whether an arm is taken by what its condition gives: true, false or unknown. */
export function isTaken(asked: Value): Value {
  return truthOf(asked) ?? unknown;
}

/** The same of a `range`, which goes by what it has to go through. */
export function hasRounds(asked: Value): Value {
  return Array.isArray(asked) || truthOf(asked) === false ? isTaken(asked) : unknown;
}

/** What stands behind a `break` or `continue` may be skipped, though the loop has rounds. */
export function isTakenOnce(taken: Value): Value {
  return taken === true ? unknown : taken;
}

/** Whether neither of two is known to be false. */
export function mayBeBoth(one: Value, other: Value): Value {
  return one !== false && other !== false;
}

/** Whether the next arm is reached. */
export function goesOn(reached: Value, taken: Value): Value {
  if (reached === false || taken === true) return false;
  return taken === false ? reached : unknown;
}
