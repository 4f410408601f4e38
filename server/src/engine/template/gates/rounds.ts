// What the rounds of a `range` hand on to each other: variables that one round changes are seen by the next.

import type { Step } from './program.ts';
import type { Sampled, Samples } from './samples.ts';
import { type Scope, store, variable } from './scope.ts';
import { sameOrUnknown, somethingTrue, truthOf, unknown, type Value } from './values.ts';

/** How the rounds of a loop differ from a text that renders once. */
export interface Rounds {
  /** The variables that `=` gives a new value. */
  readonly changes: readonly string[];
  /** Whether `break` or `continue` may skip what follows. */
  readonly leavesEarly: boolean;
}

export function roundsOf(steps: readonly Step[]): Rounds {
  return { changes: changedIn(steps), leavesEarly: leavesEarly(steps) };
}

/** How often a round is tried: a value needs as many to pass through a chain of variables. */
const mostTries = 3;

/** Lets the variables hold what is true of them at the start of every round; `perform` carries out one. */
export function settle(
  samples: Samples,
  { changes, leavesEarly }: Rounds,
  scope: Scope,
  perform: () => void,
): void {
  let isUnsettled: Sampled = true;
  for (let tries = 0; tries < mostTries && changes.length > 0 && !leavesEarly; tries++) {
    const before = changes.map((name) => variable(scope, name));
    perform();
    isUnsettled = false;
    for (const [index, name] of changes.entries()) {
      const earlier = before[index] ?? unknown;
      const either = samples.compute(sameOrUnknown, earlier, variable(scope, name));
      store(scope, name, either);
      const changed = samples.compute((now, then) => now !== then, either, earlier);
      isUnsettled = samples.compute((one, other) => one === true || other === true, isUnsettled, changed);
    }
    if (isUnsettled === false) return;
  }
  for (const name of changes) {
    const forgotten = samples.compute(
      (value, unsettled) => (unsettled ? unknown : value),
      variable(scope, name),
      isUnsettled,
    );
    store(scope, name, forgotten);
  }
}

export function forget(names: readonly string[], scope: Scope): void {
  for (const name of names) store(scope, name, unknown);
}

/** What is known of a text that is written any number of times. */
export function repeated(text: Value): Value {
  if (text === '') return '';
  return truthOf(text) ? somethingTrue : unknown;
}

/** The variables that steps give another value by `=`. */
export function changedIn(steps: readonly Step[]): readonly string[] {
  const changed = new Set<string>();
  for (const step of steps) {
    if (step.type === 'choice') for (const name of step.changes) changed.add(name);
    else if (step.type === 'assign' && step.pipeline.stores === 'set')
      for (const name of step.pipeline.variables) changed.add(name);
  }
  return [...changed];
}

/** A loop inside the loop is left by its own `break`. */
function leavesEarly(steps: readonly Step[]): boolean {
  return steps.some(
    (step) =>
      step.type === 'opaque' ||
      (step.type === 'choice' &&
        step.arms.some(({ asks, steps: inner }) => asks !== 'range' && leavesEarly(inner))),
  );
}
