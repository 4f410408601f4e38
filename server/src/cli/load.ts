// From the paths a person named to texts in a linter. Comes in: paths; goes out: which files to check, and what was
// left out and why. A path that is not there is wrong usage, not an empty result.

import type { Linter } from '../engine/index.ts';
import { discover } from '../files/discover.ts';
import { type FileSource, refuseText } from '../files/fileSource.ts';
import type { SkippedFile } from '../report/outcome.ts';
import type { CheckOptions } from './arguments.ts';
import type { Io } from './io.ts';
import { shownPath, uriFrom } from './paths.ts';
import type { Progress } from './progress.ts';

export interface Loaded {
  readonly is: 'loaded';
  /** The files to check, each once, in the order they were found. */
  readonly uris: readonly string[];
  /** The texts as they were read, by URI. */
  readonly texts: ReadonlyMap<string, string>;
  readonly skipped: readonly SkippedFile[];
}

export interface NotThere {
  readonly is: 'not there';
  readonly message: string;
}

/** Puts the texts of all named files and folders into the linter. */
export async function load(
  options: CheckOptions,
  linter: Linter,
  io: Io,
  files: FileSource,
  progress: Progress,
): Promise<Loaded | NotThere> {
  if (options.paths.includes('-')) return loadInput(options, linter, io);
  const texts = new Map<string, string>();
  const skipped = new Map<string, SkippedFile>();
  for (const path of options.paths) {
    const root = uriFrom(io.folder, path);
    const problem = await problemWith(root, path, files);
    if (problem) return problem;
    for await (const found of discover(files, root)) {
      if (texts.has(found.uri)) continue;
      const result = found.is === 'skipped' ? found : await files.read(found.uri);
      if (result.is === 'text') texts.set(found.uri, result.text);
      else skipped.set(found.uri, { path: shownPath(io.folder, found.uri), reason: reasonOf(result) });
      progress.update(`Reading ${texts.size} files`);
    }
  }
  for (const [uri, text] of texts) linter.setFile(uri, text);
  return { is: 'loaded', uris: [...texts.keys()], texts, skipped: [...skipped.values()] };
}

/** The name under which standard input is checked when none is given. */
export const unnamedInput = 'stdin.yaml';

async function loadInput(options: CheckOptions, linter: Linter, io: Io): Promise<Loaded | NotThere> {
  const uri = uriFrom(io.folder, options.inputPath ?? unnamedInput);
  const text = await io.readInput();
  const refusal = refuseText(text);
  if (refusal !== undefined)
    return { is: 'not there', message: `Standard input cannot be checked: ${refusal}.` };
  linter.setFile(uri, text);
  return { is: 'loaded', uris: [uri], texts: new Map([[uri, text]]), skipped: [] };
}

async function problemWith(root: string, path: string, files: FileSource): Promise<NotThere | undefined> {
  const listing = await files.list(root);
  if (listing.is === 'missing')
    return { is: 'not there', message: `There is no file or folder \`${path}\`.` };
  const result = listing.is === 'file' ? await files.read(root) : listing;
  if (result.is !== 'unreadable') return undefined;
  return { is: 'not there', message: `\`${path}\` cannot be read: ${result.reason}.` };
}

function reasonOf(result: { readonly is: string; readonly reason?: string }): string {
  return result.reason ?? 'no longer there';
}
