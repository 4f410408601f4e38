// A picture with at most 256 colours, as a PNG: a third of the bytes, and on pictures of text no difference to be seen.
import { crc32, deflateSync } from 'node:zlib';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and alpha of each pixel, line by line; alpha is passed over. */
  readonly rgba: Uint8Array;
}

/** The bytes of a PNG. Colours that are too many become the nearest of those that are used most. */
export function palettePng({ width, height, rgba }: Pixels): Buffer {
  const palette = paletteOf(rgba);
  const nearest = nearestIn(palette);
  const lines = Buffer.alloc((width + 1) * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    // Each line starts with the number of its filter: none.
    const at = pixel + Math.floor(pixel / width) + 1;
    lines[at] = nearest(colourAt(rgba, pixel));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a pixel, each a number in the palette.
  header.set([8, 3], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channels))),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The colours that stand for the most pixels, after those that differ by a hair were put together. */
function paletteOf(rgba: Uint8Array): readonly number[] {
  const counts = new Map<number, Map<number, number>>();
  for (let pixel = 0; pixel < rgba.length / 4; pixel++) {
    const colour = colourAt(rgba, pixel);
    const alike = colour & 0xf8f8f8;
    const group = counts.get(alike) ?? new Map<number, number>();
    counts.set(alike, group.set(colour, (group.get(colour) ?? 0) + 1));
  }
  return [...counts.values()]
    .map((group) => ({ size: sum(group.values()), colour: mostUsed(group) }))
    .toSorted((a, b) => b.size - a.size)
    .slice(0, 256)
    .map(({ colour }) => colour);
}

function mostUsed(group: ReadonlyMap<number, number>): number {
  return [...group].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, number) => total + number, 0);
}

/** The place of the nearest colour in a palette. */
function nearestIn(palette: readonly number[]): (colour: number) => number {
  const known = new Map<number, number>();
  return (colour) => {
    const found = known.get(colour);
    if (found !== undefined) return found;
    const distances = palette.map((other) => distance(colour, other));
    const nearest = distances.indexOf(Math.min(...distances));
    known.set(colour, nearest);
    return nearest;
  };
}

function distance(a: number, b: number): number {
  const others = channels(b);
  return sum(channels(a).map((value, index) => (value - (others[index] ?? 0)) ** 2));
}

function colourAt(rgba: Uint8Array, pixel: number): number {
  const [red = 0, green = 0, blue = 0] = rgba.subarray(pixel * 4, pixel * 4 + 3);
  return (red << 16) | (green << 8) | blue;
}

function channels(colour: number): readonly number[] {
  return [colour >> 16, (colour >> 8) & 0xff, colour & 0xff];
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum32 = Buffer.alloc(4);
  sum32.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, sum32]);
}
