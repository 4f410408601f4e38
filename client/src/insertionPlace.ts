// Where a new YAML document or a new line belongs in a text. In: a text and the line of the cursor. Out: one plain
// edit, after whose text the snippet starts. Knows just enough of Helm's actions to keep a new document out of a
// neighbour's block; neither the YAML nor the template need be well-formed.

/** UTF-16 offsets in the text as it is; `text` breaks its lines with `\n`. */
export interface InsertionPlace {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** After the YAML document that holds the line, set off by `---` unless the snippet brings its own. */
export function placeForDocument(
  source: string,
  cursorLine: number,
  separator: '---\n' | '',
): InsertionPlace {
  const lines = linesOf(source);
  const document = documentAround(lines, cursorLine);
  if (document.every(isAside)) return placeInEmptyDocument(lines[cursorLine] ?? emptyLine);
  // A block that opens at the document's end belongs to the next one.
  const last = document.findLast((line) => !isBlank(line) && !opensBlock(line)) ?? emptyLine;
  // A right trim would eat the line break, and glue the separator to what is rendered before it.
  const trim = /-\}\}\s*$/.exec(last.text);
  if (trim === null) return { start: last.end, end: last.end, text: `\n${separator}` };
  return { start: last.start + trim.index, end: last.end, text: `}}\n${separator}` };
}

/** Below the line, as deep as the line; deeper after the first line of a block scalar. A blank line is used itself. */
export function placeForLine(source: string, cursorLine: number, indentation: string): InsertionPlace {
  const { text, end } = linesOf(source)[cursorLine] ?? emptyLine;
  if (text.trim() === '') return { start: end, end, text: '' };
  const depth = /^[ \t]*/.exec(text)?.[0] ?? '';
  const deeper = /[:-] +[|>][-+0-9]*\s*$/.test(text) ? indentation : '';
  return { start: end, end, text: `\n${depth}${deeper}` };
}

interface Line {
  /** Without its line break. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const emptyLine: Line = { text: '', start: 0, end: 0 };

function linesOf(source: string): Line[] {
  const lines: Line[] = [];
  for (const { 1: text = '', 2: lineBreak, index } of source.matchAll(/([^\r\n]*)(\r\n|[\r\n]|$)/g)) {
    lines.push({ text, start: index, end: index + text.length });
    if (lineBreak === '') break;
  }
  return lines;
}

/** The lines between the `---` before a line, or on it, and the next `---`. */
function documentAround(lines: readonly Line[], cursorLine: number): Line[] {
  const before = lines.slice(0, cursorLine + 1).findLastIndex(isSeparator);
  const after = lines.findIndex((line, index) => index > cursorLine && isSeparator(line));
  return lines.slice(before + 1, after === -1 ? lines.length : after);
}

function placeInEmptyDocument(line: Line): InsertionPlace {
  if (isBlank(line)) return { start: line.start, end: line.end, text: '' };
  return { start: line.end, end: line.end, text: '\n' };
}

function isSeparator({ text }: Line): boolean {
  return /^---(\s|$)/.test(text);
}

function isBlank({ text }: Line): boolean {
  return text.trim() === '';
}

/** What follows such a line is rendered on its condition only. */
function opensBlock({ text }: Line): boolean {
  return /^\s*\{\{-?\s*(if|with|range|define|block)\b.*\}\}\s*$/.test(text);
}

/** Comments, and actions that write nothing, do not make a document. */
function isAside(line: Line): boolean {
  return (
    isBlank(line) ||
    opensBlock(line) ||
    /^\s*(#|\{\{-?\s*(end|else|\/\*|\$\w*\s*:?=).*\}\}\s*$)/.test(line.text)
  );
}
