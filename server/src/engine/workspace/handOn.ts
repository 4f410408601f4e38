// What a new version of a text takes over from the old one: where its documents begin, and the documents whose text did not
// change. Costs the stretch that changed, and a look at each document's place.

import type { YamlDocument } from '../yaml/document.ts';
import { separatorsBetween } from '../yaml/documentSource.ts';
import type { SourceFile } from './sourceFile.ts';

/** How many characters two texts have in common from their start, and from their end. The two may overlap. */
export interface Common {
  readonly front: number;
  readonly back: number;
}

export function commonOf(before: string, now: string): Common {
  return { front: commonStart(before, now), back: commonEnd(before, now) };
}

/** Whether a text holds something of two characters, when it is known that another text does not. */
export function gained(pair: string, text: string, { front, back }: Common): boolean {
  return text.slice(Math.max(0, front - 1), Math.max(front, text.length - back) + 1).includes(pair);
}

/** Where the documents of a text without actions begin, found beside those of the text before; see `documentStarts`. */
export function startsAmid(
  before: SourceFile,
  text: string,
  asHelm: boolean,
  { front, back }: Common,
): readonly number[] {
  const moved = text.length - before.text.length;
  const starts: number[] = [];
  // A separator is known by the line break before it and the character behind it.
  for (const { start } of before.documents) {
    if (start > 0 && start + 4 > front) break;
    starts.push(start);
  }
  const known = (starts.at(-1) ?? 0) + 1;
  starts.push(...separatorsBetween(text, Math.max(known, front - 3), text.length - back + 1, asHelm));
  const last = starts.at(-1) ?? 0;
  for (const { start } of before.documents) {
    if (start - 1 >= before.text.length - back && start + moved > last) starts.push(start + moved);
  }
  return starts;
}

/** Finds for a document of the new text the old one with the same text, counting from the start and from the end. */
export function handedOn(
  previous: SourceFile,
  text: string,
  masked: string,
  starts: readonly number[],
  common: Common,
) {
  const old = previous.documents;
  const isMasked = masked !== text || previous.template !== undefined;
  const ofMasked = isMasked ? commonOf(maskedOf(previous), masked) : common;
  const front = Math.min(common.front, ofMasked.front);
  const back = Math.min(common.back, ofMasked.back);
  // The last document within the front must end where the next one begins in both texts.
  let first = 0;
  while ((old[first + 1]?.start ?? Infinity) <= front && old[first + 1]?.start === starts[first + 1]) first++;
  let last = 0;
  const fromEnd = (start: number | undefined, length: number) =>
    start === undefined ? Infinity : length - start;
  while (
    last < Math.min(old.length, starts.length) - first &&
    fromEnd(old[old.length - 1 - last]?.start, previous.text.length) <= back &&
    fromEnd(old[old.length - 1 - last]?.start, previous.text.length) ===
      fromEnd(starts[starts.length - 1 - last], text.length)
  )
    last++;

  return (index: number, context: string): YamlDocument | undefined => {
    const from =
      index < first
        ? index
        : index >= starts.length - last
          ? old.length - (starts.length - index)
          : undefined;
    const found = from === undefined ? undefined : old[from];
    return found?.context === context ? found.document : undefined;
  };
}

function maskedOf(file: SourceFile): string {
  return file.template?.masked ?? file.text;
}

/** How many characters two texts compare at once, at first: a comparison costs little however long it is. */
const stride = 65_536;

function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  for (let step = stride; step >= 1; step >>= 4)
    while (at + step <= most && a.slice(at, at + step) === b.slice(at, at + step)) at += step;
  return at;
}

function commonEnd(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  const piece = (text: string, step: number) => text.slice(text.length - at - step, text.length - at);
  for (let step = stride; step >= 1; step >>= 4)
    while (at + step <= most && piece(a, step) === piece(b, step)) at += step;
  return at;
}
