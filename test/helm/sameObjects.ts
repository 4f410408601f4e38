// Whether two renderings of a chart differ in what a change should change, and in nothing else.

import { expect } from 'vitest';
import type { KubernetesObject } from './render.ts';

/** What may be different. Objects are named by `identityOf`. */
export interface Difference {
  readonly added?: readonly KubernetesObject[];
  readonly removed?: readonly string[];
  /** What becomes of an object. */
  readonly changed?: Readonly<Record<string, (object: KubernetesObject) => KubernetesObject>>;
}

/** Fails unless `after` holds the objects of `before` with just this difference. Their order does not matter. */
export function expectSameObjects(
  before: readonly KubernetesObject[],
  after: readonly KubernetesObject[],
  { added = [], removed = [], changed = {} }: Difference = {},
): void {
  const names = before.map(identityOf);
  expect(names, 'what is said to change is there').toEqual(
    expect.arrayContaining([...removed, ...Object.keys(changed)]),
  );
  const expected = before
    .filter((object) => !removed.includes(identityOf(object)))
    .map((object) => changed[identityOf(object)]?.(object) ?? object);
  expect(inOrder(after)).toEqual(inOrder([...expected, ...added]));
}

/** Such as `Secret token`, or `Secret tools/token` where a namespace is written. */
export function identityOf(object: KubernetesObject): string {
  const { kind, metadata } = object;
  const { name, namespace }: { name?: unknown; namespace?: unknown } =
    typeof metadata === 'object' && metadata !== null ? metadata : {};
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

function inOrder(objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  return [...objects].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function sortKey(object: KubernetesObject): string {
  return `${identityOf(object)} ${JSON.stringify(object)}`;
}
