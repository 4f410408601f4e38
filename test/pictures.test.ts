// The pictures of the README: small, complete, and as they were taken.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { palettePng } from '../scripts/palettePng.mts';

const images = path.join(import.meta.dirname, '../images');
const pictures = readdirSync(images).filter((name) => name.endsWith('.png') && name !== 'icon.png');

test('they have fewer than 100 KB each, and 500 KB together', () => {
  const sizes = pictures.map((name) => readFileSync(path.join(images, name)).length);
  expect(sizes.length).toBeGreaterThan(0);
  expect(Math.max(...sizes)).toBeLessThan(100_000);
  expect(sizes.reduce((total, size) => total + size)).toBeLessThan(500_000);
});

test('few colours are kept as they are', () => {
  const rgba = Uint8Array.from([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 0, 0, 255]);
  expect(pixelsOf(palettePng({ width: 2, height: 2, rgba }))).toEqual([
    'ff0000',
    '00ff00',
    '0000ff',
    'ff0000',
  ]);
});

test('of many colours, the nearest that is used much stands for one that is used once', () => {
  const blues = Array.from({ length: 256 }, (_, index) => [
    8 * (index % 32),
    8 * Math.floor(index / 32),
    200,
  ]);
  const rgba = Uint8Array.from([...blues, ...blues, [255, 255, 210]].flatMap((colour) => [...colour, 255]));
  const pixels = pixelsOf(palettePng({ width: 513, height: 1, rgba }));
  expect(pixels.slice(0, 3)).toEqual(['0000c8', '0800c8', '1000c8']);
  expect(pixels.at(-1)).toBe('f838c8');
});

/** The colours of a PNG with a palette and no filters, in hexadecimal digits. */
function pixelsOf(png: Buffer): readonly string[] {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const data = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    chunks.set(png.toString('latin1', at + 4, at + 8), data);
  }
  const width = chunks.get('IHDR')?.readUInt32BE(0) ?? 0;
  const palette = chunks.get('PLTE')?.toString('hex') ?? '';
  return [...inflateSync(chunks.get('IDAT') ?? '')]
    .filter((_, index) => index % (width + 1) > 0)
    .map((number) => palette.slice(6 * number, 6 * number + 6));
}
