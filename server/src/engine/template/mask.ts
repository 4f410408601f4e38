// Pieces to text that a YAML parser can read: of the same length, every visible literal character where it was. What
// an action leaves behind is chosen so that the layout the eye sees is the layout YAML sees: `x` for values, line
// breaks for lines that hold actions only. Positions come from the source, so line breaks may go anywhere.

import { type BlockScalar, literalLine, outputBehindHeader, outputLine } from './blockScalars.ts';
import { withColumns } from './columns.ts';
import { blockScalarHeader, commentStart, indicatorColumn, startsStructure } from './layout.ts';
import { firstVisible, type Glyph, type Line, linesOf, nextGlyph } from './lines.ts';
import type { Piece } from './pieces.ts';
import type { TemplateText } from './templateText.ts';

export interface Mask {
  readonly masked: string;
  /** The places of the outputs that are written as blank, because they write whole lines. */
  readonly splices: ReadonlySet<number>;
}

/** Masks the text that `pieces` cover. */
export function mask(source: TemplateText, pieces: readonly Piece[]): Mask {
  const start = pieces[0]?.start ?? 0;
  const state: State = {
    source,
    chunks: [],
    copied: start,
    splices: new Set(),
    scalar: undefined,
    waiting: undefined,
  };
  for (const line of linesOf(source.text, pieces)) {
    const [part] = line.parts;
    if (!part) continue;
    if (part.type === 'text' && line.parts.length === 1 && !part.joined) maskPlainLine(state, line);
    else maskLine(state, line);
  }
  copyUpTo(state, pieces.at(-1)?.end ?? start);
  return { masked: state.chunks.join(''), splices: state.splices };
}

interface State {
  readonly source: TemplateText;
  readonly chunks: string[];
  readonly splices: Set<number>;
  /** Up to here the source is in `chunks`. */
  copied: number;
  /** The block scalar in which the line may stand. */
  scalar: BlockScalar | undefined;
  waiting: Waiting | undefined;
}

/** An output behind `key:` or `-` that ends its line: the next literal line tells whether it writes lines. */
interface Waiting {
  /** Its place in `chunks`. */
  readonly chunk: number;
  readonly action: number;
  /** The column of the key or dash. */
  readonly column: number;
}

function copyUpTo(state: State, end: number): void {
  if (end > state.copied) state.chunks.push(state.source.text.slice(state.copied, end));
  state.copied = Math.max(state.copied, end);
}

function replaceLine(state: State, line: Line, chunks: readonly string[]): void {
  copyUpTo(state, line.start);
  state.chunks.push(...chunks);
  state.copied = line.end;
}

/** White space alone could be read as a deeper indentation of a block scalar; empty lines mean nothing anywhere. */
function emptyLine(state: State, line: Line): void {
  replaceLine(state, line, ['\n'.repeat(line.end - line.start)]);
}

function maskPlainLine(state: State, line: Line): void {
  const { text } = state.source;
  const visible = firstVisible(text, line.start, line.end);
  const indentation = visible - line.start;
  const scalar = visible < line.end ? scalarAround(state, indentation) : undefined;
  if (visible === line.end) emptyLine(state, line);
  else if (scalar) scalar.indentation ??= indentation;
  else enterLine(state, indentation, text.slice(line.start, line.end));
}

/** The block scalar that goes on with a line of this indentation; one that does not is over. */
function scalarAround(state: State, indentation: number): BlockScalar | undefined {
  if (state.scalar && indentation <= state.scalar.column) state.scalar = undefined;
  return state.scalar;
}

/** Takes note of what a literal line outside block scalars means for the lines around it. */
function enterLine(state: State, indentation: number, masked: string): void {
  const { waiting } = state;
  if (waiting) {
    const content = masked.slice(masked.lastIndexOf('\n') + 1).trimStart();
    if (!content.startsWith('#')) {
      if (indentation > waiting.column && startsStructure(content)) splice(state, waiting);
      state.waiting = undefined;
    }
  }
  const header = blockScalarHeader(masked);
  state.scalar = header && { ...header };
}

function splice(state: State, { chunk, action }: Waiting): void {
  state.chunks[chunk] = ' '.repeat(state.chunks[chunk]?.length ?? 0);
  state.splices.add(action);
}

function maskLine(state: State, line: Line): void {
  const { source } = state;
  const first = nextGlyph(source, line, { part: 0, offset: line.start, column: 0 });
  if (!first) {
    emptyLine(state, line);
    return;
  }
  const written = line.parts.map((part) => writtenAs(source.text, part));
  if (!hasText(source.text, line, first)) {
    maskOutputs(state, line, first, written.join(''));
    return;
  }
  const scalar = scalarAround(state, indentationOf(source, line, first));
  if (scalar) replaceLine(state, line, [literalLine(scalar, line, first, written.join(''))]);
  else maskLiteralLine(state, line, first, written);
}

/** Nothing but outputs on the line: they write whole lines, of a block scalar or of the structure around them. */
function maskOutputs(state: State, line: Line, first: Glyph, written: string): void {
  const action = line.parts[first.part]?.action ?? -1;
  const isUnindented = state.source.written[action]?.call === undefined;
  // Right behind `key: |`, what does not say how it is indented is taken to know.
  const opens = isUnindented && state.scalar !== undefined && state.scalar.indentation === undefined;
  const scalar = opens ? state.scalar : scalarAround(state, indentationOf(state.source, line, first));
  const masked = scalar && outputLine(scalar, line, first, written);
  if (masked === undefined) emptyLine(state, line);
  else replaceLine(state, line, [masked]);
  if (!scalar) for (const part of line.parts) if (part.type === 'output') state.splices.add(part.action);
}

function hasText(text: string, line: Line, first: Glyph): boolean {
  if (first.type === 'text') return true;
  return line.parts.some(({ type, start, end }) => type === 'text' && firstVisible(text, start, end) < end);
}

/** The column in which the line's content begins after rendering. */
function indentationOf({ written }: TemplateText, line: Line, { type, part, column }: Glyph): number {
  if (type === 'text') return column;
  const { call, by } = written[line.parts[part]?.action ?? -1] ?? {};
  if (call === 'nindent') return by ?? column;
  return call === 'indent' ? column + (by ?? 0) : column;
}

function writtenAs(text: string, { type, start, end, joined }: Piece): string {
  if (type === 'output') return 'x'.repeat(end - start);
  if (type !== 'text') return ' '.repeat(end - start);
  const literal = text.slice(start, end);
  return joined ? literal.replace(/[\r\n]/g, ' ') : literal;
}

function maskLiteralLine(state: State, line: Line, first: Glyph, written: string[]): void {
  const { source } = state;
  const codeEnd = line.start + commentStart(written.join(''));
  const tail = [...indentedTail(source, line, codeEnd)];
  for (const { place, part } of tail) written[place] = ' '.repeat(part.end - part.start);
  enterLine(state, first.column, withColumns(source, line, first, written.join('')));
  if (state.scalar) {
    const content = tail.at(-1);
    if (content)
      written[content.place] = outputBehindHeader(state.scalar, content.part.end - content.part.start);
  } else {
    for (const { part } of tail) state.splices.add(part.action);
  }
  const masked = withColumns(source, line, first, written.join(''));
  const last = lastOutput(source.text, line, codeEnd);
  if (last && tail.length === 0) replaceAndWait(state, line, masked, last);
  else replaceLine(state, line, [masked]);
}

/** Writes a line that ends in an output, and waits for the next when that may tell what the output writes. */
function replaceAndWait(state: State, line: Line, masked: string, { start, end, action }: Piece): void {
  const head = masked.slice(0, start - line.start);
  const rest = masked.slice(end - line.start);
  replaceLine(state, line, [head, masked.slice(head.length, masked.length - rest.length), rest]);
  const column = indicatorColumn(head);
  if (column !== undefined) state.waiting = { chunk: state.chunks.length - 2, action, column };
}

interface TailPart {
  readonly place: number;
  readonly part: Piece;
}

/** The `nindent` outputs behind which the line has nothing more, last first. */
function* indentedTail({ text, written }: TemplateText, line: Line, codeEnd: number): Iterable<TailPart> {
  for (const visible of visibleFromEnd(text, line, codeEnd)) {
    if (visible.part.type !== 'output' || written[visible.part.action]?.call !== 'nindent') return;
    yield visible;
  }
}

/** The output that ends the line, if one does. */
function lastOutput(text: string, line: Line, codeEnd: number): Piece | undefined {
  for (const { part } of visibleFromEnd(text, line, codeEnd))
    return part.type === 'output' ? part : undefined;
  return undefined;
}

/** The outputs and literal texts of a line that are not blank and not in its comment, last first. */
function* visibleFromEnd(text: string, line: Line, codeEnd: number): Iterable<TailPart> {
  for (let place = line.parts.length - 1; place >= 0; place--) {
    const part = line.parts[place];
    if (!part || part.start >= codeEnd || part.type === 'silent' || part.type === 'dead') continue;
    const end = Math.min(part.end, codeEnd);
    if (part.type === 'output' || firstVisible(text, part.start, end) < end) yield { place, part };
  }
}
