// New YAML text: data to lines, in block style or, inside `{ … }` and JSON, in flow style.

/** Text taken over as it is, such as the template source of a name. */
export interface SourceText {
  readonly source: string;
}

/** Data to be written. */
export type Writable =
  | string
  | number
  | boolean
  | SourceText
  | readonly Writable[]
  | { readonly [key: string]: Writable };

/** How the document at hand writes. */
export interface WritingStyle {
  /** Columns from a map to the maps in it. */
  readonly step: number;
  /** Columns from a key to the dashes of its list: 0 or `step`. */
  readonly listIndentation: number;
  /** Whether keys and strings stand in double quotes, as in JSON. */
  readonly json: boolean;
}

export function isSource(value: Writable): value is SourceText {
  return (
    typeof value === 'object' &&
    !Array.isArray(value) &&
    'source' in value &&
    typeof value.source === 'string'
  );
}

/** A scalar's text, quoted where it must be to stay a string. */
export function scalarText(value: string | number | boolean, json = false): string {
  if (typeof value !== 'string') return String(value);
  return json || !isPlain(value) ? JSON.stringify(value) : value;
}

/** The text in flow style, on one line. */
export function flowText(value: Writable, style: WritingStyle): string {
  if (typeof value !== 'object') return scalarText(value, style.json);
  if (isSource(value)) return value.source;
  if (isList(value)) return `[${value.map((item) => flowText(item, style)).join(', ')}]`;
  const pairs = Object.entries(value).map(
    ([key, item]) => `${scalarText(key, style.json)}: ${flowText(item, style)}`,
  );
  return style.json ? `{${pairs.join(', ')}}` : `{ ${pairs.join(', ')} }`;
}

/** The lines of a map's pairs or a list's items in block style, the outermost in column 0. */
export function blockLines(
  value: readonly Writable[] | { readonly [key: string]: Writable },
  style: WritingStyle,
): string[] {
  if (isList(value)) return value.flatMap((item) => itemLines(item, style));
  return Object.entries(value).flatMap(([key, item]) => pairLines(key, item, style));
}

/** The lines of one pair, its key in column 0. */
export function pairLines(key: string, value: Writable, style: WritingStyle): string[] {
  const name = scalarText(key);
  if (typeof value !== 'object' || isSource(value)) return [`${name}: ${flowText(value, style)}`];
  if (isList(value)) {
    if (value.length === 0) return [`${name}: []`];
    return [`${name}:`, ...indented(blockLines(value, style), style.listIndentation)];
  }
  if (Object.keys(value).length === 0) return [`${name}: {}`];
  return [`${name}:`, ...indented(blockLines(value, style), style.step)];
}

/** The lines of one list item, its dash in column 0. */
export function itemLines(value: Writable, style: WritingStyle): string[] {
  if (typeof value !== 'object' || isSource(value)) return [`- ${flowText(value, style)}`];
  const [first, ...rest] = blockLines(value, style);
  if (first === undefined) return ['- {}'];
  return [`- ${first}`, ...indented(rest, 2)];
}

/** The lines moved right by so many columns, or behind a text of white space. */
export function indented(lines: readonly string[], by: number | string): string[] {
  const padding = typeof by === 'string' ? by : ' '.repeat(by);
  return lines.map((line) => (line === '' ? line : padding + line));
}

function isList(value: Writable): value is readonly Writable[] {
  return Array.isArray(value);
}

/** Whether a string can stand without quotes and be read as that string by every YAML reader. */
function isPlain(text: string): boolean {
  if (!/^[A-Za-z_/.](?:[\w./@ -]|:(?=\S))*$/.test(text) || /\s$/.test(text)) return false;
  return !/^(?:true|false|yes|no|on|off|y|n|null|[.]\d+|\.(?:inf|nan))$/i.test(text);
}
