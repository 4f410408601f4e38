// What the rounds of a `range` hand on to each other: variables that one round changes are seen by the next.

import type { ChoiceArm, Step } from './program.ts';
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
  return { changes: [...new Set(changedIn(steps))], leavesEarly: leavesEarly(steps) };
}

/** How often a round is tried: a value needs as many to pass through a chain of variables. */
const mostTries = 3;

/** Lets the variables hold what is true of them at the start of every round; `perform` carries out one. */
export function settle({ changes, leavesEarly }: Rounds, scope: Scope, perform: () => void): void {
  for (let tries = 0; changes.length > 0 && tries < mostTries && !leavesEarly; tries++) {
    const before = changes.map((name) => variable(scope, name));
    perform();
    let changed = false;
    for (const [index, name] of changes.entries()) {
      const earlier = before[index] ?? unknown;
      const either = sameOrUnknown(earlier, variable(scope, name));
      store(scope, name, either);
      if (either !== earlier) changed = true;
    }
    if (!changed) return;
  }
  forget(changes, scope);
}

export function forget(names: readonly string[], scope: Scope): void {
  for (const name of names) store(scope, name, unknown);
}

/** What is known of a text that is written any number of times. */
export function repeated(text: Value): Value {
  if (text === '') return '';
  return truthOf(text) ? somethingTrue : unknown;
}

/** Whether one of some arms gives a variable around it another value. */
export function changeVariables(arms: readonly ChoiceArm[]): boolean {
  let change = changing.get(arms);
  if (change === undefined) {
    change = arms.some(({ steps }) => changedIn(steps).length > 0);
    changing.set(arms, change);
  }
  return change;
}

/** Kept as long as the program: it runs once for each version that is tried. */
const changing = new WeakMap<readonly ChoiceArm[], boolean>();

function changedIn(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step) => {
    if (step.type === 'choice') return step.arms.flatMap((arm) => changedIn(arm.steps));
    return step.type === 'assign' && step.pipeline.stores === 'set' ? step.pipeline.variables : [];
  });
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
