// What a single line of YAML says about its neighbours, told from its text alone. Good enough where a parser can't be
// asked because the text is still being made readable for it.

/** The column where the comment of a line begins; the line's length when it has none. */
export function commentStart(line: string): number {
  if (!line.includes('#')) return line.length;
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? '';
    const previous = line[at - 1] ?? ' ';
    if (quote !== '') {
      if (char === '\\' && quote === '"') at++;
      else if (char === quote) quote = '';
    } else if (char === '#' && /\s/.test(previous)) {
      return at;
    } else if ((char === '"' || char === "'") && /[\s[{,:]/.test(previous)) {
      quote = char;
    }
  }
  return line.length;
}

const header = /(?:^|[\s:\-?])[|>]([-+]?[1-9]?|[1-9][-+])[ \t]*$/;
const indicators = /^ *(?:- +)*/;

/** The `|` or `>` behind which a block scalar begins. */
export interface BlockScalarHeader {
  /** The column its lines must stand right of: that of the key, or of the last dash when there is no key. */
  readonly column: number;
  /** The column in which its lines begin, when the header says it (`|2`). */
  readonly indentation: number | undefined;
}

/** The header in which a line ends (`key: |`, `- >-`). */
export function blockScalarHeader(masked: string): BlockScalarHeader | undefined {
  if (!masked.includes('|') && !masked.includes('>')) return undefined;
  const line = masked.slice(masked.lastIndexOf('\n') + 1);
  const code = line.slice(0, commentStart(line));
  const found = header.exec(code);
  if (!found) return undefined;
  const before = indicators.exec(code)?.[0] ?? '';
  const isItem = /^(?:[&!]\S*\s+)*[|>]/.test(code.slice(before.length));
  const column = isItem ? before.lastIndexOf('-') : before.length;
  const digit = /[1-9]/.exec(found[1] ?? '')?.[0];
  return column < 0
    ? undefined
    : { column, indentation: digit === undefined ? undefined : column + Number(digit) };
}

/** Whether a line's content begins with a list item or a key. */
export function startsStructure(content: string): boolean {
  return /^(?:-(?:\s|$)|[^#\s].*?:(?:\s|$))/.test(content);
}

/** The column of the key or list item whose `:` or `-` ends `head`. */
export function indicatorColumn(head: string): number | undefined {
  const before = head.trimEnd();
  const content = before.slice(before.lastIndexOf('\n') + 1);
  if (/^ *(?:- +)*-$/.test(content)) return content.length - 1;
  const isKey = /^ *(?:- +)*[^\s:]+:$/.test(content) || (content.endsWith(':') && before !== head);
  return isKey ? (indicators.exec(content)?.[0].length ?? 0) : undefined;
}
