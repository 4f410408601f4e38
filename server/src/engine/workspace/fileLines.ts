// The lines of a file, counted document by document: a key stroke has the lines of one document counted again.

import { createLineIndex, type LineIndex, lineStarts } from '../text/lineIndex.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { SourceFile } from './sourceFile.ts';

/** The line index of a file's text. */
export function linesOfFile({ text, documents }: SourceFile): LineIndex {
  if (documents.length === 0) return createLineIndex(text);
  const starts: number[] = [];
  // Every document but the first begins at the start of a line, which the one before it ends with.
  for (const { document, start } of documents) {
    for (const line of startsOf(document)) if (line > 0 || start === 0) starts.push(start + line);
  }
  return createLineIndex(text, starts);
}

const memory = new WeakMap<YamlDocument, readonly number[]>();

function startsOf(document: YamlDocument): readonly number[] {
  let starts = memory.get(document);
  if (!starts) {
    starts = lineStarts(document.text);
    memory.set(document, starts);
  }
  return starts;
}
