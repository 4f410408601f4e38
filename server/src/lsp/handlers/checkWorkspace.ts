// Checks every file of the workspace on request, with progress, and publishes what is wrong with those that are not
// open. What was published is kept true as files are opened, closed and changed.

import type { FileReport, Severity } from '../../engine/index.ts';
import { canonicalUri } from '../../files/fileUri.ts';
import {
  type CheckWorkspaceParams,
  type CheckWorkspaceResult,
  checkWorkspaceRequest,
  clearWorkspaceCheckRequest,
} from '../../protocol/messages.ts';
import { type CancellationToken, ResponseError, requestCancelled } from '../connection.ts';
import { logCrashes, standing } from '../findings.ts';
import { type Progress, progressStarter } from '../progress.ts';
import { type Places, toDiagnostic } from '../toProtocol.ts';
import { count, forEachFile, type Load, loadAll, type Run, startRun, type Wire } from '../wholeWorkspace.ts';
import type { Context } from './context.ts';

export function registerCheckWorkspace({ connection, session }: Context): void {
  const start = progressStarter(connection, session.abilities);
  connection.onRequest(checkWorkspaceRequest, async (params: CheckWorkspaceParams, token) => {
    const progress = await start('Bound Tokens', params.workDoneToken);
    return checkAll({ connection, session }, progress, token);
  });
  connection.onRequest(clearWorkspaceCheckRequest, () => {
    for (const uri of session.published) {
      connection.tell('textDocument/publishDiagnostics', { uri, diagnostics: [] });
    }
    session.published.clear();
  });
}

/** To be called when a file is opened: what was published of it would stand beside what the client pulls. */
export function withdraw({ connection, session }: Context, uri: string): void {
  if (!session.published.has(canonicalUri(uri)) || !session.abilities.pullsDiagnostics) return;
  connection.tell('textDocument/publishDiagnostics', { uri, diagnostics: [] });
}

/** To be called when a file that is not open has changed, or was closed: what was published of it is made true again. */
export async function republish({ connection, session }: Context, uri: string): Promise<void> {
  const key = canonicalUri(uri);
  if (!session.published.has(key)) return;
  const folder = session.folderOf(key);
  await folder.settled;
  await folder.use(key);
  if (session.document(key) !== undefined) return;
  const report = folder.settings.enable ? folder.check(key) : undefined;
  publish({ connection, session }, uri, report, (other) => folder.placed(other));
  folder.release(key);
}

async function checkAll(
  wire: Wire,
  progress: Progress,
  token: CancellationToken,
): Promise<CheckWorkspaceResult | ResponseError> {
  const run = startRun(wire, progress, token);
  try {
    const loads = await loadAll(run, ({ scripts }) => (scripts.enable ? 'all' : 'manifests'));
    const findings = await checkLoads(run, loads);
    if (run.isCancelled()) return new ResponseError(requestCancelled, 'cancelled');
    return { files: count(loads), findings, skipped: run.skipped };
  } finally {
    progress.done();
  }
}

async function checkLoads(run: Run, loads: readonly Load[]): Promise<Record<Severity, number>> {
  const findings = { error: 0, warning: 0, information: 0, hint: 0 };
  await forEachFile(run, loads, ({ linter, places }, uri) => {
    const report = linter.check(uri);
    for (const { severity } of report === undefined ? [] : standing(report)) findings[severity]++;
    if (run.wire.session.document(uri) === undefined) publish(run.wire, uri, report, places);
  });
  return findings;
}

function publish(
  { connection, session }: Wire,
  uri: string,
  report: FileReport | undefined,
  places: Places,
): void {
  const key = canonicalUri(uri);
  logCrashes(session, report);
  const placed = places(key);
  const findings = report === undefined || placed === undefined ? [] : standing(report);
  const diagnostics = findings.flatMap((finding) => {
    return placed === undefined ? [] : [toDiagnostic(finding, placed, places, session.abilities)];
  });
  if (diagnostics.length > 0) session.published.add(key);
  else if (!session.published.delete(key)) return;
  connection.tell('textDocument/publishDiagnostics', { uri, diagnostics });
}
