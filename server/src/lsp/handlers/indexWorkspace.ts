// Reads the whole folder of an open document in the background, once: who uses a ServiceAccount may lie anywhere in it.
// Whoever types goes first, for the work gives way every few milliseconds; a person sees its progress and may stop it.

import { discover } from '../../files/discover.ts';
import type { Folder } from '../folder.ts';
import { type Progress, progressStarter } from '../progress.ts';
import { breather, nextTurn } from '../turns.ts';
import type { Context } from './context.ts';

/** Milliseconds that pass before anything is shown: most folders are read sooner. */
const quietTime = 1000;
/** Milliseconds for which messages may have to wait. */
const slice = 5;
/** Turns of the event loop that all other work is left between slices: an answer to a key stroke takes a few of them. */
const turns = 8;

/** Makes the function that has a folder read, unless it has been. */
export function indexer({ connection, session, changed }: Context): (folder: Folder) => Promise<void> {
  const start = progressStarter(connection, session.abilities);
  const begun = new WeakSet<Folder>();
  const { translate } = session;

  const read = async (folder: Folder, root: string): Promise<void> => {
    const since = performance.now();
    const breathe = breather(slice);
    let progress: Progress | undefined;
    let count = 0;
    try {
      for await (const found of discover(session.setup.files, root, 'manifests', folder.leavesOut)) {
        const pause = breathe();
        if (pause) {
          if (performance.now() - since > quietTime)
            progress ??= await start(translate('Bound Tokens: reading files'), undefined);
          progress?.report(undefined, translate('{0} files', count));
          await pause;
          for (let turn = 0; turn < turns; turn++) await nextTurn();
        }
        if (progress?.isCancelled()) {
          session.log(`Reading ${root} was stopped after ${count} files; what the others declare is unknown`);
          break;
        }
        // A workspace folder may lie in another.
        if (found.is !== 'file' || session.folderOf(found.uri) !== folder) continue;
        await folder.index(found.uri);
        count++;
      }
    } finally {
      progress?.done();
      changed();
    }
  };

  return (folder) => {
    const { uri: root } = folder;
    if (root === undefined || !folder.settings.enable || begun.has(folder)) return folder.whenIndexed;
    begun.add(folder);
    const reading = read(folder, root);
    // Who waits for it makes do with what could be read.
    folder.whenIndexed = reading.catch(() => undefined);
    return reading;
  };
}
