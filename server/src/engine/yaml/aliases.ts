// Aliases: places that stand for what is written elsewhere in the document.

import type { YamlDocument } from './document.ts';
import type { YamlAlias, YamlNode } from './nodes.ts';

/** The aliases in a document's values, in order; documents without `*` are not read. */
export function aliasesOf(document: YamlDocument): readonly YamlAlias[] {
  return document.text.includes('*') ? document.roots.flatMap((root) => [...aliasesUnder(root)]) : [];
}

function* aliasesUnder(node: YamlNode | undefined): Generator<YamlAlias> {
  if (node?.type === 'alias') yield node;
  else if (node?.type === 'sequence') for (const item of node.items) yield* aliasesUnder(item);
  else if (node?.type === 'map') for (const { value } of node.pairs) yield* aliasesUnder(value);
}
