// Cuts the raw text that stands below a field out of a YAML document, without reading it as YAML. Rather too much than
// too little: what is not sure to end is taken to go on to the end of the document.

/** The text below each field that `field` finds; the match must end with the field's name. */
export function* textBelow(text: string, field: RegExp): Generator<string> {
  let isAllGiven = false;
  for (const match of text.matchAll(field)) {
    const lineStart = text.lastIndexOf('\n', match.index - 1) + 1;
    const colon = text.indexOf(':', match.index + match[0].length);
    if (colon < 0 || text.slice(lineStart, match.index).includes('#')) continue;
    const found = below(text, match.index - lineStart, colon + 1);
    // Once is enough: of many fields in braces each would give the whole text.
    if (found !== text || !isAllGiven) yield found;
    isAllGiven ||= found === text;
  }
}

/** What stands below a field whose name begins in `column`; `from` is behind its colon. */
function below(text: string, column: number, from: number): string {
  let end = lineEnd(text, from);
  // Braces may close in any column, and what an alias stands for may be anywhere.
  if (/^\s*(?:[&!]\S+\s+)*(?:\{(?![{}])|\*)/.test(text.slice(from, end))) return text;
  while (end < text.length) {
    const next = lineEnd(text, end + 1);
    if (!belongs(text, end + 1, next, column)) break;
    end = next;
  }
  const found = text.slice(from, end);
  return found.includes('<<') ? text : found;
}

/** Whether a line stands below a field in `column`. Actions and comments stand where they like. */
function belongs(text: string, start: number, end: number, column: number): boolean {
  let at = start;
  while (at < end && (text[at] === ' ' || text[at] === '\t')) at++;
  if (at - start > column || at === end || text[at] === '\r' || text[at] === '#') return true;
  return text.startsWith('{{', at);
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
