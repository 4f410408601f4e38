// Looks for keys in the raw text of a YAML document, without reading it as YAML. Whatever could be a key is tried,
// wherever it stands, so that nothing is missed; words that only resemble keys are tried as well.

/**
 * Whether `test` holds for some stretch of text that could be a key: one with a `/`, one written as a JSON pointer
 * (`a~1b`), or one around a word in `seeds`, which need no `/`.
 */
export function someKeyIn(text: string, seeds: readonly string[], test: KeyTest): boolean {
  if (someTokenIn(text, seeds, test)) return true;
  return escapes.some((start) => text.includes(start)) && someTokenIn(unescaped(text), seeds, test);
}

/** `at`: where the key stands in `text`, or in a line of comment. */
export type KeyTest = (key: string, at: () => 'text' | 'comment') => boolean;

function someTokenIn(text: string, seeds: readonly string[], test: KeyTest): boolean {
  return ['/', '~1', ...seeds].some((seed) => someTokenAround(text, seed, test));
}

function someTokenAround(text: string, seed: string, test: KeyTest): boolean {
  for (let at = text.indexOf(seed); at >= 0; ) {
    let start = at;
    let end = at + seed.length;
    while (isKeyCharacter(text.charCodeAt(start - 1))) start--;
    while (isKeyCharacter(text.charCodeAt(end))) end++;
    if (test(keyIn(text.slice(start, end)), () => (isInCommentLine(text, start) ? 'comment' : 'text')))
      return true;
    at = text.indexOf(seed, end);
  }
  return false;
}

/** Whether the line of an offset is a comment, from its first character on. */
function isInCommentLine(text: string, offset: number): boolean {
  let first = text.lastIndexOf('\n', offset - 1) + 1;
  while (text[first] === ' ' || text[first] === '\t') first++;
  return text[first] === '#';
}

/** The key in a token: of a JSON pointer one step, of anything else all, without the backslashes of a JSON string. */
function keyIn(token: string): string {
  const plain = token.includes('\\') ? token.replaceAll('\\', '') : token;
  if (!plain.startsWith('/')) return plain;
  const steps = plain.split('/');
  const step = steps.find((part) => part.includes('~1')) ?? steps.at(-1) ?? '';
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** Letters, digits, `-`, `_`, `.`, `/`, and what escapes them: `~` and `\`. Not a number past either end of a text. */
function isKeyCharacter(code: number): boolean {
  return keyCharacters[code] === 1;
}

const keyCharacters = new Uint8Array(128);
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./~\\') {
  keyCharacters[character.charCodeAt(0)] = 1;
}

/** What a part of a key can hide behind in a quoted scalar: a character as a number, or a line that goes on. */
const escapes: readonly string[] = ['\\x', '\\u', '\\U', '\\\n', '\\\r'];

function unescaped(text: string): string {
  return text
    .replace(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))/gi, (_, x, u, long) =>
      characterOf(x ?? u ?? long),
    )
    .replace(/\\\r?\n[ \t]*/g, '');
}

function characterOf(hexadecimal: string): string {
  const code = Number.parseInt(hexadecimal, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
