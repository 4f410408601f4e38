// Under which template conditions things of one document stand.

import type { YamlNode, YamlPair } from './nodes.ts';

/**
 * Whether one of two things of a document renders wherever the other does: it stands under a part of the other's
 * conditions. Of things in different arms of an `if`, or under different `if`s, nobody can tell.
 */
export function renderTogether(a: YamlNode | YamlPair, b: YamlNode | YamlPair): boolean {
  return a.section === b.section && (rendersWith(a, b) || rendersWith(b, a));
}

function rendersWith(a: YamlNode | YamlPair, b: YamlNode | YamlPair): boolean {
  const conditions = b.section.guardsAt(b.span.start);
  return a.section
    .guardsAt(a.span.start)
    .every(({ block, arm }) => conditions.some((other) => other.block === block && other.arm === arm));
}
