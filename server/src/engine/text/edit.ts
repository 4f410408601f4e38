// Edits: replacements in the original text of one file.

import { overlaps, type Span } from './span.ts';

/** A change of a file's text: `span` (offsets into the whole file) is replaced by `newText`. */
export interface Edit {
  readonly uri: string;
  readonly span: Span;
  readonly newText: string;
}

/** Applies edits that do not overlap, in any order. Edits at one offset are applied in the order given. */
export function applyEdits(text: string, edits: readonly { span: Span; newText: string }[]): string {
  const inOrder = edits
    .map((edit, index) => ({ edit, index }))
    .sort(
      (a, b) =>
        a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end || a.index - b.index,
    );
  let result = '';
  let at = 0;
  for (const { edit } of inOrder) {
    result += text.slice(at, edit.span.start) + edit.newText;
    at = edit.span.end;
  }
  return result + text.slice(at);
}

/** Whether two edits cannot be applied in one pass: they share a character, or insert at the same place. */
export function collide(a: Edit, b: Edit): boolean {
  if (a.uri !== b.uri) return false;
  return overlaps(a.span, b.span) || (a.span.start === b.span.start && a.span.end === b.span.end);
}

/** Where an offset is once edits that do not overlap have been applied; what was replaced moves to its start. */
export function offsetAfter(edits: readonly { span: Span; newText: string }[], offset: number): number {
  let by = 0;
  for (const { span, newText } of edits) {
    if (span.end <= offset) by += newText.length - (span.end - span.start);
    else if (span.start < offset) by -= offset - span.start;
  }
  return offset + by;
}
