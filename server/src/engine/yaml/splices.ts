// Which map or list a splice writes into. `{{ include "labels" . | nindent 4 }}` adds keys to the map whose keys stand
// in column 4: that map's absent keys can't be known. Where the indentation is decided elsewhere, every map around
// the action is taken to be open.

import type { TemplateRegion } from '../template/template.ts';
import type { Growing } from './convert.ts';
import type { YamlDocument } from './document.ts';
import type { YamlMap, YamlNode, YamlPair, YamlSequence } from './nodes.ts';
import { columnOf } from './style.ts';

/** Marks the collections of a tree that is still being built. */
export function attachSplices(document: YamlDocument, root: YamlNode): void {
  for (const region of document.regions) {
    if (region.role === 'splice') attach(document, root, region);
  }
}

function attach(document: YamlDocument, root: YamlNode, region: TemplateRegion): void {
  const indentation = indentationOf(document, region);
  let node: YamlNode | undefined = root;
  while (node && (node.type === 'map' || node.type === 'sequence')) {
    const column = columnOf(document, node.span.start);
    if (node.flow || indentation === undefined || indentation <= column) open(node, region);
    if (node.flow || (indentation !== undefined && indentation < column)) return;
    if (node.type === 'sequence') {
      node = lastBefore(node.items, region);
      continue;
    }
    const pair: YamlPair | undefined = lastBefore(node.pairs, region);
    if (pair && !pair.value) (pair as Growing<YamlPair>).splices.push(region);
    const next: YamlNode | undefined = pair?.value;
    // A list may stand in the same column as the key that holds it; nothing else can be deeper and yet here.
    if (indentation !== undefined && indentation <= column && next?.type !== 'sequence') return;
    node = next;
  }
}

function open(node: YamlMap | YamlSequence, region: TemplateRegion): void {
  (node as Growing<YamlMap>).splices.push(region);
}

function lastBefore<T extends YamlNode | YamlPair>(
  nodes: readonly T[],
  region: TemplateRegion,
): T | undefined {
  let found: T | undefined;
  for (const node of nodes) {
    if (node.span.start > region.span.start) break;
    found = node;
  }
  return found;
}

/** The column in which the action's lines begin; undefined when an expression decides it. */
function indentationOf(document: YamlDocument, region: TemplateRegion): number | undefined {
  const last = region.source.slice(region.source.lastIndexOf('|') + 1);
  const call = /^\s*(n?indent)\s+(\S+?)\s*-?\}\}$/.exec(last);
  const column = columnOf(document, region.span.start);
  if (!call) return column;
  const by = Number(call[2]);
  if (!Number.isInteger(by)) return undefined;
  return call[1] === 'nindent' ? by : column + by;
}
