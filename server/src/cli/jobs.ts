// Checking on several threads. All of them know all texts, so that whoever checks a file sees its neighbours and finds
// what one thread alone would find; what is shared out is the files to check. Nobody is told what to do: each takes the
// next portion until none is left, so that a slow one holds nobody up.

import type { Linter } from '../engine/index.ts';
import { type CheckedFile, checkFile } from './checkedFile.ts';
import type { Counters, Job, Portion } from './job.ts';
import { linterFor } from './linter.ts';
import { filesByScope } from './scopes.ts';

const next = 0;
const done = 1;

export function createCounters(): Counters {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
}

/** How many threads a run is worth when nobody says: none but this one for what takes about a second. */
export function jobsWorthwhile(characters: number, processors: number): number {
  return Math.max(1, Math.min(processors, mostJobs, Math.floor(characters / charactersPerJob)));
}

/** More threads wait for memory, and each holds all texts. */
const mostJobs = 8;
const charactersPerJob = 5_000_000;

/** Cuts files into portions, the largest first: what is begun last is then soon done. */
export function portionsOf(linter: Linter, uris: readonly string[], jobs: number): readonly Portion[] {
  const sizeOf = (uri: string): number => linter.text(uri)?.length ?? 0;
  const sum = (portion: Portion): number => portion.reduce((total, uri) => total + sizeOf(uri), 0);
  // A scope that is a large part of all is shared out, though each thread then makes its index.
  const most = sum(uris) / (jobs * 4);
  const portions = [...filesByScope(linter, uris).values()].flatMap((files) =>
    sum(files) > most ? cut(files, most, sizeOf) : [files],
  );
  return portions
    .map((files) => ({ files, size: sum(files) }))
    .sort((a, b) => b.size - a.size)
    .map(({ files }) => files);
}

function cut(files: Portion, most: number, sizeOf: (uri: string) => number): readonly Portion[] {
  const pieces: string[][] = [];
  let room = 0;
  for (const uri of files) {
    if (room <= 0) {
      pieces.push([]);
      room = most;
    }
    pieces.at(-1)?.push(uri);
    room -= sizeOf(uri);
  }
  return pieces;
}

/** Checks portion after portion until none is left. `onFile` hears how many files all threads have done. */
export function checkPortions(
  linter: Linter,
  portions: readonly Portion[],
  counters: Counters,
  onFile: (filesDone: number) => void = () => {},
): readonly CheckedFile[] {
  const checked: CheckedFile[] = [];
  for (let at = Atomics.add(counters, next, 1); at < portions.length; at = Atomics.add(counters, next, 1)) {
    for (const uri of portions[at] ?? []) {
      const file = checkFile(linter, uri);
      if (file) checked.push(file);
      onFile(Atomics.add(counters, done, 1) + 1);
    }
  }
  return checked;
}

/** What a thread beside the first one does, from beginning to end. */
export function doJob({ options, folder, today, texts, portions, counters }: Job): readonly CheckedFile[] {
  const prepared = linterFor(options, { folder, today });
  if (prepared.is === 'refused') throw new Error(prepared.message);
  for (const [uri, text] of texts) prepared.linter.setFile(uri, text);
  return checkPortions(prepared.linter, portions, counters);
}
