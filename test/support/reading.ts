// How a text is read: for laws about masks, spans and syntax problems.

import { expect } from 'vitest';
import { isTextKind } from '../../server/src/engine/index.ts';
import { createSourceFile } from '../../server/src/engine/workspace/sourceFile.ts';
import type { YamlNode } from '../../server/src/engine/yaml/nodes.ts';

/** The syntax problems of all documents of a text. */
export function problemsOf(uri: string, text: string) {
  return createSourceFile(uri, text).documents.flatMap(({ document }) => document.problems);
}

/** The template actions of a text, with their places in it. */
export function regionSourcesOf(uri: string, text: string) {
  return createSourceFile(uri, text).template?.regions ?? [];
}

/** Law 5: the mask is as long as the text and keeps its line breaks; every node lies within its document. */
export function checkReading(uri: string, text: string): void {
  const file = createSourceFile(uri, text);
  if (file.template) expect(file.template.masked.length).toBe(text.length);
  const cut = file.documents.map(({ document }) => document.text).join('');
  expect(cut).toBe(isTextKind(file.kind) ? '' : text);
  for (const { document, start } of file.documents) {
    expect(text.startsWith(document.text, start)).toBe(true);
    expect(document.masked.length).toBe(document.text.length);
    for (let at = 0; at < document.text.length; at++) {
      if (document.text[at] === '\n' && document.masked[at] !== '\n' && !inRegion(document.regions, at)) {
        expect.fail(`the line break at ${start + at} is gone from the mask`);
      }
    }
    if (document.root) checkNode(document.root, document.text.length);
  }
}

function inRegion(regions: readonly { span: { start: number; end: number } }[], offset: number): boolean {
  return regions.some(({ span }) => span.start <= offset && offset < span.end);
}

function checkNode(node: YamlNode, length: number): void {
  const { start, end } = node.span;
  expect(0 <= start && start <= end && end <= length, `${node.type} ${start}–${end} of ${length}`).toBe(true);
  if (node.type === 'sequence') for (const item of node.items) checkNode(item, length);
  if (node.type !== 'map') return;
  for (const pair of node.pairs) {
    checkNode(pair.key, length);
    if (pair.value) checkNode(pair.value, length);
  }
}
