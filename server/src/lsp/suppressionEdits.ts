// Comments that silence a finding, as edits of the text around it.

import { classify, type Edit, type Finding, isTextKind } from '../engine/index.ts';

/** Silences a finding's rule where the finding is; undefined where no comment can stand. */
export function disableHere(text: string, { rule, location }: Finding): readonly Edit[] | undefined {
  const comment = commentFor(location.uri);
  if (comment === undefined) return undefined;
  const insert = insertion(text, location.uri);
  const line = lineAt(text, location.span.start);
  const kind = classify(location.uri);
  // Within a command that goes over lines a comment would be a part of it.
  if (isTextKind(kind) && kind !== 'markdown' && goesOn(text, line)) return undefined;
  const block =
    kind === 'markdown'
      ? fenceAround(text, line)
      : isTextKind(kind)
        ? undefined
        : blockScalarAround(text, line);
  if (block === undefined) return [insert(line.start, line.indent + comment(`disable-next-line ${rule}`))];
  const indent = block.header.indent;
  return [
    insert(block.header.start, indent + comment(`disable ${rule}`)),
    insert(block.end, indent + comment(`enable ${rule}`)),
  ];
}

/** Silences a finding's rule from the top of its file on; undefined where no comment can stand. */
export function disableInFile(text: string, { rule, location }: Finding): readonly Edit[] | undefined {
  const comment = commentFor(location.uri);
  if (comment === undefined) return undefined;
  // Licences, front matter and the like stay on top.
  const top =
    classify(location.uri) === 'markdown'
      ? /^\uFEFF?(?:---\r?\n[\s\S]*?\n---\r?(?:\n|$))?/
      : /^\uFEFF?(?:[ \t]*#.*(?:\r?\n|$))*/;
  const header = top.exec(text)?.[0].length ?? 0;
  return [insertion(text, location.uri)(header, comment(`disable ${rule}`))];
}

type Comment = (words: string) => string;

/** JSON has no comments; a `#` in a partial template would be rendered as text, and one on a page is a heading. */
function commentFor(uri: string): Comment | undefined {
  if (/\.json$/i.test(uri)) return undefined;
  if (/\.(?:tpl|txt)$/i.test(uri)) return (words) => `{{- /* bound-tokens-${words} */}}`;
  if (classify(uri) === 'markdown') return (words) => `<!-- bound-tokens-${words} -->`;
  return (words) => `# bound-tokens-${words}`;
}

/** Whether the line before one says that its command goes on. */
function goesOn(text: string, { start }: Line): boolean {
  return /(?:[\\|`]|&&)[ \t]*\r?\n$/.test(text.slice(Math.max(0, start - 200), start));
}

/** The block of commands around a line of a page. */
function fenceAround(text: string, line: Line): Block | undefined {
  const isFence = ({ start, end }: Line) => /^[ \t>]*(?:`{3}|~{3})/.test(text.slice(start, end));
  let header = line;
  while (header.start > 0 && !isFence(header)) header = lineAt(text, header.start - 1);
  if (!isFence(header)) return undefined;
  let last = line;
  while (last.end < text.length && !isFence(last)) last = lineAt(text, last.end + 1);
  return { header, end: Math.min(last.end + 1, text.length) };
}

/** Makes edits that insert a line; the text's own line breaks are used. */
function insertion(text: string, uri: string) {
  const lineBreak = /\r?\n/.exec(text)?.[0] ?? '\n';
  return (offset: number, words: string): Edit => {
    const isAfterLine = offset === 0 || text[offset - 1] === '\n' || text[offset - 1] === '\uFEFF';
    const newText = isAfterLine ? words + lineBreak : lineBreak + words;
    return { uri, span: { start: offset, end: offset }, newText };
  };
}

interface Line {
  readonly start: number;
  /** Without the line break. */
  readonly end: number;
  readonly indent: string;
  readonly isBlank: boolean;
}

function lineAt(text: string, offset: number): Line {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const lineBreak = text.indexOf('\n', start);
  const end = lineBreak < 0 ? text.length : lineBreak;
  const words = text.slice(start, end);
  const indent = /^[ \t]*/.exec(words)?.[0] ?? '';
  return { start, end, indent, isBlank: words.trim() === '' };
}

/** Lines among which no comment can stand. */
interface Block {
  readonly header: Line;
  /** Where the line behind the last one begins. */
  readonly end: number;
}

/** In a literal or folded scalar a comment would be text: its first line, and where the scalar ends. */
function blockScalarAround(text: string, line: Line): Block | undefined {
  let lowest = line.indent.length;
  // Nothing is indented less than not at all.
  for (let at = line; at.start > 0 && lowest > 0; ) {
    at = lineAt(text, at.start - 1);
    if (at.isBlank || at.indent.length >= lowest) continue;
    if (/(?:^|[\s:-])[|>][-+0-9]*[ \t]*(?:#.*)?\r?$/.test(text.slice(at.start, at.end))) {
      return { header: at, end: endOfBlock(text, at) };
    }
    lowest = at.indent.length;
  }
  return undefined;
}

function endOfBlock(text: string, header: Line): number {
  let end = header.end;
  for (let at = header; at.end < text.length; ) {
    at = lineAt(text, at.end + 1);
    if (at.isBlank) continue;
    if (at.indent.length <= header.indent.length) break;
    end = at.end;
  }
  return Math.min(end + 1, text.length);
}
