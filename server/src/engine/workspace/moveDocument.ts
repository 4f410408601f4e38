// Moves a YAML document of a file above another one, with its separator and its comments.

import { resourcesOf } from '../kubernetes/resource.ts';
import type { SectionEdit } from '../text/section.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { PlacedDocument, SourceFile } from './sourceFile.ts';

/**
 * The edits that put `moved` right above `other`, which comes earlier in the file. Undefined where more would move than
 * the one object, where a comment between two documents may belong to either, and in templates.
 */
export function moveDocument(
  file: SourceFile,
  moved: YamlDocument,
  other: YamlDocument,
): readonly SectionEdit[] | undefined {
  const { documents, whole, text } = file;
  const to = documents.findIndex(({ document }) => document === other);
  const from = documents.findIndex(({ document }) => document === moved);
  const target = documents[to];
  const source = documents[from];
  if (!target || !source || from <= to || file.template || isDelicate(text)) return undefined;
  if (resourcesOf(moved).length !== 1 || moved.problems.length > 0) return undefined;
  const neighbours = [documents[to - 1], documents[from - 1], source];
  if (neighbours.some((one) => one && endsInComment(one.document))) return undefined;
  const start = source.start;
  const end = start + moved.text.length;
  const at = target.start + (other.text.startsWith('---') ? 0 : headerOf(other));
  return [
    { section: whole, span: { start: at, end: at }, newText: textAbove(source, target) },
    { section: whole, span: { start, end }, newText: '' },
  ];
}

/** Directives, ends of documents, a byte order mark, and comments that silence all up to the next one. */
function isDelicate(text: string): boolean {
  return /^(?:%|\.\.\.|\uFEFF)|bound-tokens-(?:disable|enable)(?!-)/m.test(text);
}

/** Whether a comment stands between a document's object and the next document. Comments alone are the file's header. */
function endsInComment({ root, comments, text }: YamlDocument): boolean {
  const last = comments.findLast(({ ownLine }) => ownLine);
  return root !== undefined && last !== undefined && text.slice(last.span.end).trim() === '';
}

/** How long the comment is that stands at the top of a file, with an empty line behind it. */
function headerOf({ text }: YamlDocument): number {
  return /^(?:#.*\r?\n)+(?:[ \t]*\r?\n)+/.exec(text)?.[0].length ?? 0;
}

function textAbove({ document: moved }: PlacedDocument, { document: other }: PlacedDocument): string {
  const { lineBreak } = moved;
  const lines = moved.text.endsWith('\n') ? moved.text : moved.text + lineBreak;
  if (other.text.startsWith('---')) return lines;
  // The first document of the file has no separator: the two change places with the one between them.
  return `${lines.replace(/^---[ \t]*\r?\n/, '')}---${lineBreak}`;
}
