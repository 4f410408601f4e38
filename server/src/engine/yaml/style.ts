// How a document is written: its indentation, the place of its dashes. Read from the document itself, so that what is
// inserted looks as if its author had typed it.

import type { YamlDocument } from './document.ts';
import type { YamlMap, YamlNode, YamlSequence } from './nodes.ts';
import type { WritingStyle } from './write.ts';

/** The style around a node: that of the nearest example before or after it, else two spaces and undented dashes. */
export function styleOf(document: YamlDocument): WritingStyle {
  let step: number | undefined;
  let listIndentation: number | undefined;
  const visit = (node: YamlNode | undefined): void => {
    if (!node || (step !== undefined && listIndentation !== undefined)) return;
    if (node.type === 'sequence') {
      listIndentation ??= listIndentationOf(document, node);
      for (const item of node.items) visit(item);
    } else if (node.type === 'map') {
      step ??= stepOf(document, node);
      for (const pair of node.pairs) visit(pair.value);
    }
  };
  visit(document.root);
  const found = step ?? 2;
  return { step: found, listIndentation: Math.min(listIndentation ?? 0, found), json: isJson(document) };
}

/** Whether the document is written as JSON is. */
export function isJson(document: YamlDocument): boolean {
  const root = document.root;
  return root?.type === 'map' && root.flow && root.pairs[0]?.key.style === 'double';
}

/** The column of an offset, counted in UTF-16 units from the start of its line. */
export function columnOf(document: YamlDocument, offset: number): number {
  return offset - (document.text.lastIndexOf('\n', offset - 1) + 1);
}

/** White space up to the column of an offset: as the line has it, tabs and all, so that what is inserted stands level. */
export function indentationAt(document: YamlDocument, offset: number): string {
  const start = document.text.lastIndexOf('\n', offset - 1) + 1;
  return document.text.slice(start, offset).replace(/[^\t]/g, ' ');
}

function stepOf(document: YamlDocument, map: YamlMap): number | undefined {
  for (const pair of map.pairs) {
    if (pair.value?.type !== 'map' || pair.value.flow || map.flow) continue;
    // A tab says nothing of columns.
    if (indentationAt(document, pair.value.span.start).includes('\t')) continue;
    const step = columnOf(document, pair.value.span.start) - columnOf(document, pair.key.span.start);
    if (step > 0) return step;
  }
  return undefined;
}

function listIndentationOf(document: YamlDocument, list: YamlSequence): number | undefined {
  if (list.flow || list.parent?.type !== 'pair') return undefined;
  const indentation = columnOf(document, list.span.start) - columnOf(document, list.parent.key.span.start);
  return indentation >= 0 ? indentation : undefined;
}
