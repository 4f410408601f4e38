// Where comments stand that may silence findings: in YAML and templates, in scripts, and in files that are no YAML.

import type { Section } from '../text/section.ts';
import type { Span } from '../text/span.ts';
import type { TextKind } from '../workspace/classify.ts';
import { isTextKind } from '../workspace/classify.ts';
import { allDocuments, type PlacedDocument, type SourceFile } from '../workspace/sourceFile.ts';
import { scriptsOf } from '../workspace/yamlScripts.ts';
import { type Comment, startsLine } from '../yaml/comments.ts';

export interface PlacedComment {
  readonly section: Section;
  /** Where the section begins in the file. */
  readonly start: number;
  readonly comment: Comment;
}

/** The comments of a file, in order; those left out that `mark` does not occur in. */
export function commentsOf(file: SourceFile, mark: string): readonly PlacedComment[] {
  const { kind, text, whole } = file;
  if (isTextKind(kind))
    return textComments(text, mark, kind).map((comment) => ({ section: whole, start: 0, comment }));
  return allDocuments(file).flatMap((placed) => {
    const { document, start } = placed;
    if (!document.text.includes(mark)) return [];
    const comments = [...document.comments, ...scriptComments(placed, mark)];
    comments.sort((a, b) => a.span.start - b.span.start);
    return comments.map((comment) => ({ section: document, start, comment }));
  });
}

/** Comments of scripts in YAML, which are text to YAML. */
function scriptComments({ document, holdsScripts }: PlacedDocument, mark: string): readonly Comment[] {
  // Where all marks stand in comments of YAML, nothing else need be read.
  const marks = document.text.split(mark).length - 1;
  const known = document.comments.filter(({ text }) => text.includes(mark)).length;
  if (!holdsScripts || marks <= known) return [];
  const found = new Map<number, Comment>();
  for (const script of scriptsOf(document)) {
    for (const { index, 0: line } of script.text.matchAll(/^[ \t]*#.*/gm)) {
      if (!line.includes(mark)) continue;
      const hash = index + line.indexOf('#');
      const span = script.written({ start: hash, end: index + line.trimEnd().length });
      const words = document.text.slice(span.start + 1, span.end).trim();
      found.set(span.start, { span, text: words, ownLine: startsLine(document.text, span.start) });
    }
  }
  return [...found.values()];
}

/** How a comment is written: in it, the words. */
const hash = /(?<=^|[ \t\uFEFF])#[ \t]*(.*?)[ \t\r]*$/gm;
const slashes = /(?<=^|[ \t\uFEFF])(?:#|\/\/)[ \t]*(.*?)[ \t\r]*$/gm;
const arrow = /<!--\s*(.*?)\s*-->|(?<=^|[ \t])#[ \t]*(.*?)[ \t\r]*$/gm;

const patterns: Readonly<Record<TextKind, RegExp>> = {
  shell: hash,
  powershell: hash,
  dockerfile: hash,
  terraform: slashes,
  // In a block of commands they are the shell's.
  markdown: arrow,
};

function textComments(text: string, mark: string, kind: TextKind): readonly Comment[] {
  return linesWith(text, mark).flatMap(({ start, end }) =>
    [...text.slice(start, end).matchAll(patterns[kind])].flatMap((found) => {
      const words = found[1] ?? found[2] ?? '';
      if (!words.startsWith(mark)) return [];
      const from = start + found.index;
      const span = { start: from, end: from + found[0].trimEnd().length };
      return [{ span, text: words, ownLine: startsLine(text, from) }];
    }),
  );
}

function linesWith(text: string, mark: string): readonly Span[] {
  const lines: Span[] = [];
  for (let at = text.indexOf(mark); at >= 0; ) {
    const start = text.lastIndexOf('\n', at) + 1;
    const lineBreak = text.indexOf('\n', at);
    const end = lineBreak < 0 ? text.length : lineBreak;
    lines.push({ start, end });
    at = text.indexOf(mark, end);
  }
  return lines;
}
