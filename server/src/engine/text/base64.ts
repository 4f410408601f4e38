// Base64, both alphabets (RFC 4648, sections 4 and 5), without help from Node or a browser.

const alphabets = [
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
];

/** What each character stands for; 255 for those in no alphabet. */
const values = new Uint8Array(128).fill(255);
for (const alphabet of alphabets)
  for (let at = 0; at < alphabet.length; at++) values[alphabet.charCodeAt(at)] = at;

/** Whether a character code is one of base64, padding apart. */
export function isBase64Code(code: number): boolean {
  return code < 128 && values[code] !== 255;
}

/** More arguments than that a call does not take everywhere. */
const chunkSize = 8192;

/**
 * The bytes that base64 without padding stands for, one character per byte. Undefined where another character occurs.
 * What is left at the end and makes no byte is dropped.
 */
export function decodeBase64(text: string): string | undefined {
  const parts: string[] = [];
  let bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!isBase64Code(code)) return undefined;
    held = ((held << 6) | (values[code] ?? 0)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
    if (bytes.length < chunkSize) continue;
    parts.push(String.fromCharCode(...bytes));
    bytes = [];
  }
  parts.push(String.fromCharCode(...bytes));
  return parts.join('');
}
