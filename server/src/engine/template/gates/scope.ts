// Variables of a running template: where they are in sight, and what is known of them after a choice nobody can decide.

import type { Pipeline } from '../expression.ts';
import { either, unknown, type Value } from './values.ts';

/** The variables in sight; `owner` chains outwards. */
export interface Scope {
  readonly variables: Map<string, Value>;
  readonly outer: Scope | undefined;
  readonly dot: Value;
}

export function scopeOf(dot: Value, outer?: Scope): Scope {
  const scope: Scope = { variables: new Map(), outer, dot };
  if (!outer) scope.variables.set('$', dot);
  return scope;
}

/** Carries out `$x := …` or `$x = …`. */
export function assign(scope: Scope, { variables, stores }: Pipeline, value: Value): void {
  const [name] = variables;
  if (name === undefined) return;
  if (stores === 'set') store(scope, name, value);
  else scope.variables.set(name, value);
}

/** Gives a variable in sight another value. */
export function store(scope: Scope, name: string, value: Value): void {
  let owner: Scope | undefined = scope;
  while (owner && !owner.variables.has(name)) owner = owner.outer;
  (owner ?? scope).variables.set(name, value);
}

/** The value of a variable, `$` included. */
export function variable(scope: Scope, name: string): Value {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const value = at.variables.get(name);
    if (value !== undefined) return value;
  }
  return unknown;
}

/** What the variables in sight hold at a moment, from the innermost scope outwards. */
export type Snapshot = readonly Map<string, Value>[];

export function snapshot(scope: Scope): Snapshot {
  const maps: Map<string, Value>[] = [];
  for (let at: Scope | undefined = scope; at; at = at.outer) maps.push(new Map(at.variables));
  return maps;
}

/** Puts the variables back to what they held. */
export function restore(scope: Scope, maps: Snapshot): void {
  let depth = 0;
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    for (const [name, value] of maps[depth] ?? []) at.variables.set(name, value);
    depth++;
  }
}

/** What is known after one of several outcomes, and nobody says which: of the variables, and of the text written. */
export function merge(scope: Scope, outcomes: readonly { text: Value; variables: Snapshot }[]): Value {
  const [first, ...others] = outcomes;
  if (!first) return '';
  restore(scope, first.variables);
  for (const other of others) {
    let depth = 0;
    for (let at: Scope | undefined = scope; at; at = at.outer) {
      for (const [name, value] of at.variables) {
        at.variables.set(name, either(value, other.variables[depth]?.get(name) ?? unknown));
      }
      depth++;
    }
  }
  return mergedText(outcomes);
}

/** What is known of the text alone. */
export function mergedText([first, ...others]: readonly { readonly text: Value }[]): Value {
  return first ? others.reduce((text, other) => either(text, other.text), first.text) : '';
}
