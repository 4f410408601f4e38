// Where comments stand that may silence findings: in YAML and templates, in scripts, and in files that are no YAML.

import type { Script } from '../shell/script.ts';
import type { Section } from '../text/section.ts';
import type { Span } from '../text/span.ts';
import { isTextKind } from '../workspace/classify.ts';
import { proseOf, scriptsOfMarkdown } from '../workspace/markdown.ts';
import type { PlacedDocument, SourceFile } from '../workspace/sourceFile.ts';
import { scriptsOf } from '../workspace/yamlScripts.ts';
import { type Comment, startsLine } from '../yaml/comments.ts';

export interface PlacedComment {
  readonly section: Section;
  /** Where the section begins in the file. */
  readonly start: number;
  readonly comment: Comment;
}

/** The comments of a file, in order; `marked` are the documents of the file in which `mark` occurs at all. */
export function commentsOf(
  file: SourceFile,
  marked: readonly PlacedDocument[],
  mark: string,
): readonly PlacedComment[] {
  if (isTextKind(file.kind))
    return textComments(file, mark).map((comment) => ({ section: file.whole, start: 0, comment }));
  return marked.flatMap((placed) => {
    const { document, start } = placed;
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
  return holdsScripts && marks > known ? commentsIn(scriptsOf(document), mark) : [];
}

/** The comments of scripts. A script that is found twice has them once. */
function commentsIn(scripts: readonly Script[], mark: string): readonly Comment[] {
  const found = new Map<number, Comment>();
  for (const { text, section, written } of scripts) {
    for (const { index, 0: comment, 1: before = '' } of text.matchAll(hash)) {
      if (!comment.includes(mark)) continue;
      const span = written({ start: index + before.length, end: index + comment.trimEnd().length });
      const words = section.text.slice(span.start + 1, span.end).trim();
      found.set(span.start, { span, text: words, ownLine: startsLine(section.text, span.start) });
    }
  }
  return [...found.values()];
}

/** What stands before a comment, and the words in it. */
const hash = /(^|[ \t\uFEFF])#(.*)/gm;
const slashes = /(^|[ \t\uFEFF])(?:#|\/\/)(.*)/gm;
const arrow = /^([ \t]*)<!--(.*?)-->/gm;

function textComments({ text, whole, kind }: SourceFile, mark: string): readonly Comment[] {
  if (!text.includes(mark)) return [];
  if (kind !== 'markdown')
    return commentsAmong(text, linesWith(text, mark), kind === 'terraform' ? slashes : hash, mark);
  // What a page shows in its blocks is none of its own, but for the comments of commands.
  return [
    ...commentsAmong(text, proseOf(text), arrow, mark),
    ...commentsIn(scriptsOfMarkdown(whole), mark),
  ].sort((a, b) => a.span.start - b.span.start);
}

function commentsAmong(
  text: string,
  lines: readonly Span[],
  pattern: RegExp,
  mark: string,
): readonly Comment[] {
  return lines.flatMap(({ start, end }) =>
    [...text.slice(start, end).matchAll(pattern)].flatMap((found) => {
      const [whole, before = '', inner = ''] = found;
      const words = inner.trim();
      if (!words.startsWith(mark)) return [];
      const from = start + found.index + before.length;
      const span = { start: from, end: start + found.index + whole.trimEnd().length };
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
