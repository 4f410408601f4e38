// The baseline on disk. In the file, paths are relative to its folder, so that it holds wherever a run is started; in
// here, to the working directory, as reports have them.

import { existsSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import type { FileSource } from '../files/fileSource.ts';
import { type BaselineEntry, baselineText, parseBaseline } from '../report/baseline.ts';
import type { Io } from './io.ts';
import { uriFrom } from './paths.ts';

/** A baseline, and which of its files are no longer there; or why it cannot be used. */
export type ReadBaseline =
  | { readonly is: 'entries'; readonly entries: readonly BaselineEntry[]; isGone(path: string): boolean }
  | { readonly is: 'refused'; readonly message: string };

export async function readBaseline(file: string, io: Io, files: FileSource): Promise<ReadBaseline> {
  const read = await files.read(uriFrom(io.folder, file));
  if (read.is === 'missing')
    return refused(`There is no baseline \`${file}\`; --write-baseline ${file} makes it.`);
  if (read.is !== 'text') return refused(`The baseline \`${file}\` cannot be read: ${read.reason}.`);
  const parsed = parseBaseline(read.text);
  if (typeof parsed === 'string') return refused(`\`${file}\` is no baseline: ${parsed}.`);
  const entries = parsed.map((entry) => ({
    ...entry,
    path: seenFrom(io.folder, folderOf(file, io), entry.path),
  }));
  const gone = new Set<string>();
  for (const path of new Set(entries.map((entry) => entry.path)))
    if ((await files.list(uriFrom(io.folder, path))).is === 'missing') gone.add(path);
  return { is: 'entries', entries, isGone: (path) => gone.has(path) };
}

/** The baseline that a new one takes the place of; one without entries where there is none. */
export async function replacedBaseline(file: string, io: Io, files: FileSource): Promise<ReadBaseline> {
  if (existsSync(resolve(io.folder, file))) return readBaseline(file, io, files);
  return { is: 'entries', entries: [], isGone: () => false };
}

/** Undefined when all went well; otherwise why it did not. */
export function writeBaseline(file: string, entries: readonly BaselineEntry[], io: Io): string | undefined {
  const placed = entries.map((entry) => ({
    ...entry,
    path: seenFrom(folderOf(file, io), io.folder, entry.path),
  }));
  try {
    writeFileSync(resolve(io.folder, file), baselineText(placed));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function folderOf(file: string, io: Io): string {
  return dirname(resolve(io.folder, file));
}

/** A path that is relative to one folder, relative to another. */
function seenFrom(folder: string, other: string, path: string): string {
  return relative(folder, resolve(other, path)).split(sep).join('/');
}

function refused(message: string): ReadBaseline {
  return { is: 'refused', message };
}
