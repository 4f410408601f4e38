// String literals of Go to the strings they mean.

const single: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const escapeSequence = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3})|([\s\S]))/g;

/** The value of a quoted or raw string literal, quotes included. An escape that Go does not know stands for itself. */
export function unquote(literal: string): string {
  const inside = literal.slice(1, literal.endsWith(literal[0] ?? '') && literal.length > 1 ? -1 : undefined);
  if (literal.startsWith('`')) return inside.replaceAll('\r', '');
  if (!inside.includes('\\')) return inside;
  return inside.replace(
    escapeSequence,
    (_, byte?: string, short?: string, long?: string, octal?: string, other?: string) => {
      if (other !== undefined) return single[other] ?? other;
      const code =
        octal === undefined ? Number.parseInt(byte ?? short ?? long ?? '0', 16) : Number.parseInt(octal, 8);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    },
  );
}
