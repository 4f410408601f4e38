// From the paths a person named to texts in a linter. Comes in: paths; goes out: which files to check, and what was
// left out and why. What belongs together with a named file is loaded as well, so that it gets the findings that it
// gets among its neighbours. A path that is not there is wrong usage, not an empty result.

import { classify, type Linter, parentOf } from '../engine/index.ts';
import { configurationsAround } from '../files/configurations.ts';
import { discover, type Wanted } from '../files/discover.ts';
import { type FileSource, refuseText } from '../files/fileSource.ts';
import { childUri, isWithin } from '../files/fileUri.ts';
import { kustomizedFiles } from '../files/kustomizations.ts';
import { filesOf, scopeRootOf } from '../files/scope.ts';
import type { SkippedFile } from '../report/outcome.ts';
import type { CheckOptions } from './arguments.ts';
import type { Io } from './io.ts';
import { shownPath, uriFrom } from './paths.ts';
import type { Progress } from './progress.ts';

export interface Loaded {
  readonly is: 'loaded';
  /** The files to check, each once, in the order they were found. */
  readonly uris: readonly string[];
  readonly skipped: readonly SkippedFile[];
}

export interface NotThere {
  readonly is: 'not there';
  readonly message: string;
}

/** Where texts come from and where they go. */
export interface Loading {
  readonly options: Pick<CheckOptions, 'paths' | 'inputPath' | 'configuration'>;
  readonly linter: Linter;
  readonly io: Io;
  readonly files: FileSource;
  readonly progress: Progress;
  readonly wanted: Wanted;
}

/** The name under which standard input is checked when none is given. */
export const unnamedInput = 'stdin.yaml';

/** Puts the texts of all named files and folders into the linter. */
export async function load(loading: Loading): Promise<Loaded | NotThere> {
  const { options, linter, io, files, progress, wanted } = loading;
  const refusal = await loadConfiguration(loading);
  if (refusal) return refusal;
  if (options.paths.includes('-')) return loadInput(loading);
  const uris = new Set<string>();
  const skipped = new Map<string, SkippedFile>();
  const scopes = new Set<string>();
  for (const path of options.paths) {
    const root = uriFrom(io.folder, path);
    const problem = await problemWith(root, path, files);
    if (problem) return problem;
    await loadConfigurations(loading, root);
    for await (const found of discover(files, root, wanted, linter.isExcluded)) {
      if (uris.has(found.uri)) continue;
      // Only what was named itself comes this far.
      const isExcluded = found.is === 'file' && linter.isExcluded(found.uri);
      const result = isExcluded ? excluded : found.is === 'skipped' ? found : await files.read(found.uri);
      if (result.is === 'text') {
        linter.setFile(found.uri, result.text);
        uris.add(found.uri);
      } else {
        skipped.set(found.uri, { path: shownPath(io.folder, found.uri), reason: reasonOf(result) });
      }
      progress.update(`Reading ${uris.size} files`);
    }
    await loadNeighbours(loading, root, scopes);
  }
  for (const uri of configurationsInUse(linter, [...uris])) uris.add(uri);
  return { is: 'loaded', uris: [...uris], skipped: [...skipped.values()] };
}

const excluded = { is: 'skipped', reason: 'excluded by the configuration' } as const;

/** Reads the configuration file that was named, if any. */
async function loadConfiguration({ options, linter, io, files }: Loading): Promise<NotThere | undefined> {
  const { configuration } = options;
  if (configuration === undefined) return undefined;
  const uri = uriFrom(io.folder, configuration);
  const result = await files.read(uri);
  if (result.is === 'text') {
    linter.setFile(uri, result.text);
    return undefined;
  }
  const message = `The configuration \`${configuration}\` cannot be read: ${reasonOf(result)}.`;
  return { is: 'not there', message };
}

/** Reads the configuration files above a file or folder, unless one has been named for all. */
async function loadConfigurations({ options, linter, files }: Loading, root: string): Promise<void> {
  if (options.configuration !== undefined) return;
  for (const { uri, text } of await configurationsAround(files, root)) {
    if (linter.text(uri) === undefined) linter.setFile(uri, text);
  }
}

/** The configuration files of some files in which something is wrong; they may lie outside of what was named. */
function configurationsInUse(linter: Linter, uris: readonly string[]): readonly string[] {
  const used = new Set(uris.flatMap((uri) => linter.configurationOf(uri) ?? []));
  return [...used].filter((uri) => (linter.check(uri)?.findings ?? []).length > 0);
}

async function loadInput(loading: Loading): Promise<Loaded | NotThere> {
  const { options, linter, io } = loading;
  const uri = uriFrom(io.folder, options.inputPath ?? unnamedInput);
  const text = await io.readInput();
  const refusal = refuseText(text);
  if (refusal !== undefined) {
    return { is: 'not there', message: `Standard input cannot be checked: ${refusal}.` };
  }
  await loadConfigurations(loading, uri);
  linter.setFile(uri, text);
  if (options.inputPath !== undefined) await loadNeighbours(loading, uri, new Set());
  return { is: 'loaded', uris: [uri, ...configurationsInUse(linter, [uri])], skipped: [] };
}

/**
 * A file belongs to its chart or folder; a folder that lies in a chart belongs to the chart; and kustomizations reach
 * out of the folder they lie in. `done`: see no scope twice.
 */
async function loadNeighbours(loading: Loading, root: string, done: Set<string>): Promise<void> {
  const { linter, files } = loading;
  const isFolder = (await files.list(root)).is === 'folder';
  const scope = await scopeRootOf(files, isFolder ? childUri(root, 'any') : root, undefined);
  if (scope !== undefined && !done.has(scope.uri) && (scope.isChart || !isFolder)) {
    done.add(scope.uri);
    for await (const uri of filesOf(files, scope)) await loadQuietly(loading, uri);
  }
  if (!isFolder) return;
  for (const uri of [...linter.files()]) {
    if (classify(uri) !== 'kustomization' || done.has(uri) || !isWithin(root, uri)) continue;
    done.add(uri);
    for await (const reached of kustomizedFiles(files, parentOf(uri))) await loadQuietly(loading, reached);
  }
}

/** What is loaded for the sake of others is not checked itself: that it cannot be read is no news. */
async function loadQuietly({ linter, files }: Loading, uri: string): Promise<void> {
  if (linter.text(uri) !== undefined || linter.isExcluded(uri)) return;
  const result = await files.read(uri);
  if (result.is === 'text') linter.setFile(uri, result.text);
}

async function problemWith(root: string, path: string, files: FileSource): Promise<NotThere | undefined> {
  const listing = await files.list(root);
  if (listing.is === 'missing') {
    return { is: 'not there', message: `There is no file or folder \`${path}\`.` };
  }
  const result = listing.is === 'file' ? await files.read(root) : listing;
  if (result.is !== 'unreadable') return undefined;
  return { is: 'not there', message: `\`${path}\` cannot be read: ${result.reason}.` };
}

function reasonOf(result: { readonly is: string; readonly reason?: string }): string {
  return result.reason ?? 'no longer there';
}
