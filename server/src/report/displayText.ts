// Text as a terminal shows it: how many columns each character takes, and what stands for characters that a terminal
// would obey instead of showing. Source text is untrusted: an escape sequence in a manifest must not reach the screen.

import { eastAsianWidth } from 'get-east-asian-width';

/** One character as shown. */
export interface Cell {
  /** What to print. */
  readonly text: string;
  /** How many columns it takes. */
  readonly width: number;
  /** UTF-16 offset of the character in the text it comes from. */
  readonly offset: number;
}

const tabWidth = 4;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The characters of one line (without its line break). Tabs reach to the next multiple of four columns. */
export function cellsOf(line: string): readonly Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (const { segment, index } of graphemes.segment(line)) {
    const text = shown(segment, column);
    const width = segment === '\t' ? text.length : widthOf(text);
    cells.push({ text, width, offset: index });
    column += width;
  }
  return cells;
}

/** A text on one line with nothing in it that a terminal would obey. */
export function printable(text: string): string {
  return text.replace(/\r\n?|\n/g, ' ').replace(unseen, stand);
}

/** Control characters, and those that turn the direction of writing around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const unseen = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

function shown(grapheme: string, column: number): string {
  if (grapheme === '\t') return ' '.repeat(tabWidth - (column % tabWidth));
  if (grapheme === '\ufeff') return '';
  return grapheme.replace(unseen, stand);
}

/** The pictures that Unicode has for the ASCII control characters; `\ufffd` for the others. */
function stand(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}

function widthOf(grapheme: string): number {
  const code = grapheme.codePointAt(0) ?? 0;
  if (code < 0x300) return grapheme === '' ? 0 : 1;
  if (/^\p{Mark}/u.test(grapheme)) return 0;
  if (/\p{Emoji_Presentation}|\ufe0f/u.test(grapheme)) return 2;
  return eastAsianWidth(code);
}
