// Variables of a running template, and where they are in sight.

import type { Pipeline } from '../expression.ts';
import type { Sampled } from './samples.ts';
import { unknown } from './values.ts';

/** The variables in sight; `owner` chains outwards. */
export interface Scope {
  readonly variables: Map<string, Sampled>;
  readonly outer: Scope | undefined;
  readonly dot: Sampled;
}

export function scopeOf(dot: Sampled, outer?: Scope): Scope {
  const scope: Scope = { variables: new Map(), outer, dot };
  if (!outer) scope.variables.set('$', dot);
  return scope;
}

/** Carries out `$x := …` or `$x = …`. */
export function assign(scope: Scope, { variables, stores }: Pipeline, value: Sampled): void {
  const [name] = variables;
  if (name === undefined) return;
  if (stores === 'set') store(scope, name, value);
  else scope.variables.set(name, value);
}

/** Gives a variable in sight another value. */
export function store(scope: Scope, name: string, value: Sampled): void {
  let owner: Scope | undefined = scope;
  while (owner && !owner.variables.has(name)) owner = owner.outer;
  (owner ?? scope).variables.set(name, value);
}

/** The value of a variable, `$` included. */
export function variable(scope: Scope, name: string): Sampled {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const value = at.variables.get(name);
    if (value !== undefined) return value;
  }
  return unknown;
}
