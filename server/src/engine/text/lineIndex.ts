// Offsets to lines and columns and back. Lines end at LF, CR LF or a lone CR, as in the language server protocol.

/** A place in a text: both count from 0, the column in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Answers where lines begin in one text. */
export interface LineIndex {
  /** How many lines the text has; a text without line breaks has one. */
  readonly lineCount: number;
  positionAt(offset: number): Position;
  /** Clamps a line or column outside the text to its nearest end. */
  offsetAt(position: Position): number;
  /** The offset at which a line begins, and the one at which its text (without line break) ends. */
  lineSpan(line: number): { readonly start: number; readonly end: number };
}

/** Builds the index of a text in one pass, or of what `lineStarts` has given before. */
export function createLineIndex(text: string, starts: readonly number[] = lineStarts(text)): LineIndex {
  const startOf = (line: number): number => starts[line] ?? text.length;

  const lineOf = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (startOf(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  const lineSpan = (line: number) => {
    const start = startOf(line);
    let end = line + 1 < starts.length ? startOf(line + 1) : text.length;
    while (end > start && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--;
    return { start, end };
  };

  return {
    lineCount: starts.length,
    positionAt(offset) {
      const clamped = Math.max(0, Math.min(offset, text.length));
      const line = lineOf(clamped);
      return { line, character: clamped - startOf(line) };
    },
    offsetAt({ line, character }) {
      if (line < 0) return 0;
      if (line >= starts.length) return text.length;
      const { start, end } = lineSpan(line);
      return Math.max(start, Math.min(start + character, end));
    },
    lineSpan,
  };
}

/** The offsets at which lines begin; the first is 0. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  if (text.includes('\r')) {
    const breaks = /\r\n?|\n/g;
    while (breaks.exec(text)) starts.push(breaks.lastIndex);
  } else {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  }
  return starts;
}
