// Writes the migration page of the whole workspace on request, with progress.

import {
  baseNameOf,
  type FileTokens,
  type Location,
  targetVersions,
  tokenReport,
  withoutTokens,
} from '../../engine/index.ts';
import { canonicalUri } from '../../files/fileUri.ts';
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
    return writeReport({ connection, session }, params.linkRoot, progress, token);
  });
}

async function writeReport(
  wire: Wire,
  linkRoot: string | undefined,
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
    const pages = [...files].map(([load, read]) => {
      const about = loads.length > 1 ? readable(baseNameOf(load.folder.uri ?? '')) : undefined;
      return pageOf(load, read, run, about, linkRoot);
    });
    return { markdown: withoutTokens(pages.join('\n')) };
  } finally {
    progress.done();
  }
}

function pageOf(
  load: Load,
  read: readonly FileTokens[],
  { skipped }: Run,
  about: string | undefined,
  linkRoot: string | undefined,
): string {
  const { folder, places } = load;
  const { kubernetesVersion: target } = folder.settings;
  const root = `${folder.uri ?? ''}/`;
  const versions = targetVersions(target);
  // The folder's settings hold no other.
  if (!versions) return '';
  return migrationMarkdown({
    report: tokenReport(read, versions),
    target,
    date: today(),
    skipped: skipped.filter(({ uri }) => uri.startsWith(root)).length,
    ...(about !== undefined && { about }),
    placeOf({ uri, span }: Location) {
      const line = (places(uri)?.positionAt(span.start).line ?? 0) + 1;
      const path = uri.startsWith(root) ? uri.slice(root.length) : uri;
      // Written out in full where nobody says what the links of the page will count from.
      const target = linkRoot === undefined ? uri : pathFrom(canonicalUri(linkRoot), uri);
      return { path: readable(path), line, href: `${target}#L${line}` };
    },
  });
}

/** The way from a folder to a file, beginning with `/`; up first where the file lies beside the folder. */
function pathFrom(folder: string, uri: string): string {
  const [from, to] = [folder.replace(/\/$/, '').split('/'), uri.split('/')];
  const shared = from.findIndex((segment, at) => segment !== to[at]);
  const common = shared < 0 ? from.length : shared;
  return `/${[...from.slice(common).map(() => '..'), ...to.slice(common)].join('/')}`;
}

/** A piece of a URI as people write paths. */
function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
