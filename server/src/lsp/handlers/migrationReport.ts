// Writes the migration page of the whole workspace on request, with progress.

import { type FileTokens, type Location, targetVersions, tokenReport } from '../../engine/index.ts';
import {
  type MigrationReportParams,
  type MigrationReportResult,
  migrationReportRequest,
} from '../../protocol/messages.ts';
import { migrationMarkdown } from '../../report/migrationMarkdown.ts';
import { type CancellationToken, ResponseError, requestCancelled } from '../connection.ts';
import { logCrashes } from '../findings.ts';
import { today } from '../folder.ts';
import { type Progress, progressStarter } from '../progress.ts';
import { forEachFile, type Load, loadAll, type Run, startRun, type Wire } from '../wholeWorkspace.ts';
import type { Context } from './context.ts';

export function registerMigrationReport({ connection, session }: Context): void {
  const start = progressStarter(connection, session.abilities);
  connection.onRequest(migrationReportRequest, async (params: MigrationReportParams, token) => {
    const progress = await start('Bound Tokens', params.workDoneToken);
    return writeReport({ connection, session }, progress, token);
  });
}

async function writeReport(
  wire: Wire,
  progress: Progress,
  token: CancellationToken,
): Promise<MigrationReportResult | ResponseError> {
  const run = startRun(wire, progress, token);
  try {
    const loads = await loadAll(run);
    const files = new Map(loads.map((load) => [load, [] as FileTokens[]]));
    await forEachFile(run, loads, (load, uri) => {
      const tokens = load.linter.tokensIn(uri);
      logCrashes(wire.session, tokens?.report);
      if (tokens) files.get(load)?.push(tokens);
      load.linter.release(uri);
    });
    if (run.isCancelled()) return new ResponseError(requestCancelled, 'cancelled');
    const pages = [...files].map(([load, read]) => pageOf(load, read, run, loads.length > 1));
    return { markdown: pages.join('\n') };
  } finally {
    progress.done();
  }
}

function pageOf(load: Load, read: readonly FileTokens[], { skipped }: Run, isOneOfMany: boolean): string {
  const { folder, places } = load;
  const { target } = folder.settings;
  const root = `${folder.uri ?? ''}/`;
  const versions = targetVersions(target);
  // The folder's settings hold no other.
  if (!versions) return '';
  return migrationMarkdown({
    report: tokenReport(read, versions),
    target,
    date: today(),
    skipped: skipped.filter(({ uri }) => uri.startsWith(root)).length,
    ...(isOneOfMany && { about: readable(root.slice(root.lastIndexOf('/', root.length - 2) + 1, -1)) }),
    placeOf({ uri, span }: Location) {
      const line = (places(uri)?.positionAt(span.start).line ?? 0) + 1;
      const path = uri.startsWith(root) ? uri.slice(root.length) : uri;
      // Written out in full: a page that is shown nowhere near the files has nothing to be relative to.
      return { path: readable(path), line, href: `${uri}#L${line}` };
    },
  });
}

/** A piece of a URI as people write paths. */
function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
