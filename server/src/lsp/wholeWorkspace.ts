// All files of all folders, loaded into linters of their own and gone through one by one: with progress, and giving way
// to messages, so that a person can stop it.

import type { Linter } from '../engine/index.ts';
import { configurationsAround } from '../files/configurations.ts';
import { discover, type Wanted } from '../files/discover.ts';
import type { Settings } from '../protocol/settings.ts';
import type { CancellationToken } from './connection.ts';
import { type Folder, placedText } from './folder.ts';
import type { Context } from './handlers/context.ts';
import type { Progress } from './progress.ts';
import type { Places } from './toProtocol.ts';
import { breather } from './turns.ts';

export type Wire = Pick<Context, 'connection' | 'session'>;

/** Everything there is to check in one folder, apart from the folder's own linter. */
export interface Load {
  readonly folder: Folder;
  readonly linter: Linter;
  readonly places: Places;
  readonly uris: readonly string[];
}

/** One walk through the workspace. */
export interface Run {
  readonly wire: Wire;
  readonly progress: Progress;
  readonly isCancelled: () => boolean;
  readonly breathe: () => Promise<void> | undefined;
  readonly skipped: { readonly uri: string; readonly reason: string }[];
}

export function startRun(wire: Wire, progress: Progress, token: CancellationToken): Run {
  const isCancelled = () => token.isCancellationRequested || progress.isCancelled();
  return { wire, progress, isCancelled, breathe: breather(), skipped: [] };
}

/**
 * The files of the folders in which checking is switched on, scripts and the like where `wanted` says so; less of them
 * when the run is cancelled.
 */
export async function loadAll(
  run: Run,
  wanted: (settings: Settings) => Wanted = () => 'manifests',
): Promise<readonly Load[]> {
  const loads: Load[] = [];
  for (const folder of run.wire.session.workspaceFolders()) {
    await folder.settled;
    if (folder.settings.enable) loads.push(await load(run, folder, wanted(folder.settings)));
  }
  return loads;
}

async function load(
  { wire: { session }, isCancelled, breathe, skipped }: Run,
  folder: Folder,
  wanted: Wanted,
): Promise<Load> {
  const linter = folder.newLinter();
  const texts = new Map<string, ReturnType<typeof placedText>>();
  const root = folder.uri ?? '';
  for (const { uri, text } of await configurationsAround(session.setup.files, root))
    linter.setFile(uri, text);
  for await (const found of discover(session.setup.files, root, wanted, linter.isExcluded)) {
    await breathe();
    if (isCancelled()) break;
    const { uri } = found;
    // A workspace folder may lie in another.
    if (session.folderOf(uri) !== folder) continue;
    const document = session.document(uri);
    const result = found.is === 'skipped' ? found : await session.setup.files.read(uri);
    const text = document?.text ?? (result.is === 'text' ? result.text : undefined);
    if (text === undefined) {
      skipped.push({ uri, reason: 'reason' in result ? result.reason : 'not found' });
      continue;
    }
    texts.set(uri, document ?? placedText(uri, text));
    linter.setFile(uri, text);
  }
  return { folder, linter, places: (uri) => texts.get(uri), uris: [...texts.keys()] };
}

/** Goes through all files until the run is cancelled. */
export async function forEachFile(
  run: Run,
  loads: readonly Load[],
  visit: (load: Load, uri: string) => void,
): Promise<void> {
  const total = count(loads);
  let visited = 0;
  for (const load of loads) {
    for (const uri of load.uris) {
      const pause = run.breathe();
      if (pause !== undefined) {
        const { translate } = run.wire.session;
        run.progress.report((100 * visited) / total, translate('{0} of {1} files', visited, total));
        await pause;
      }
      if (run.isCancelled()) return;
      visited++;
      visit(load, uri);
    }
  }
}

export function count(loads: readonly Load[]): number {
  return loads.reduce((sum, { uris }) => sum + uris.length, 0);
}
