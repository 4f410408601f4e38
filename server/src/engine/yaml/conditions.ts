// Under which template conditions things of one document stand.

import type { YamlNode, YamlPair } from './nodes.ts';

/** Something in a document: a node, a pair, or any place. */
type Placed = Pick<YamlNode, 'section' | 'span'>;

/**
 * Whether one of two things of a document renders wherever the other does: it stands under a part of the other's
 * conditions. Of things in different arms of an `if`, or under different `if`s, nobody can tell.
 */
export function renderTogether(a: Placed, b: Placed): boolean {
  return a.section === b.section && (rendersWith(a, b) || rendersWith(b, a));
}

/** Whether a pair renders wherever the map that holds it does: no other pair of it stands under fewer conditions. */
export function standsUnconditionally({ section, span, parent }: YamlPair): boolean {
  const count = (place: Placed) => section.guardsAt(place.span.start).length;
  const around = parent.parent?.type === 'pair' ? [parent.parent.key, ...parent.pairs] : parent.pairs;
  return around.every((one) => count({ section, span }) <= count(one));
}

function rendersWith(a: Placed, b: Placed): boolean {
  const conditions = b.section.guardsAt(b.span.start);
  return a.section
    .guardsAt(a.span.start)
    .every(({ block, arm }) => conditions.some((other) => other.block === block && other.arm === arm));
}
