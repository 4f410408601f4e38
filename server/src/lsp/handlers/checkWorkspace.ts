// Checks every file of the workspace on request, with progress, and publishes what is wrong with those that are not
// open. What was published is kept true as files are opened, closed and changed.

import type { FileReport, Linter, Severity } from '../../engine/index.ts';
import { discover } from '../../files/discover.ts';
import { canonicalUri } from '../../files/fileUri.ts';
import {
  type CheckWorkspaceParams,
  type CheckWorkspaceResult,
  checkWorkspaceRequest,
} from '../../protocol/messages.ts';
import { type CancellationToken, ResponseError, requestCancelled } from '../connection.ts';
import { logCrashes, standing } from '../findings.ts';
import { type Folder, placedText } from '../folder.ts';
import { type Progress, progressStarter } from '../progress.ts';
import { type Places, toDiagnostic } from '../toProtocol.ts';
import { breather } from '../turns.ts';
import type { Context } from './context.ts';

export function registerCheckWorkspace({ connection, session }: Context): void {
  const start = progressStarter(connection, session.abilities);
  connection.onRequest(checkWorkspaceRequest, async (params: CheckWorkspaceParams, token) => {
    const progress = await start('Bound Tokens', params.workDoneToken);
    return checkAll({ connection, session }, progress, token);
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

type Wire = Pick<Context, 'connection' | 'session'>;

/** Everything there is to check in one folder, apart from the folder's own linter. */
interface Load {
  readonly linter: Linter;
  readonly places: Places;
  readonly uris: readonly string[];
}

interface Run {
  readonly wire: Wire;
  readonly progress: Progress;
  readonly isCancelled: () => boolean;
  readonly breathe: () => Promise<void> | undefined;
  readonly skipped: { readonly uri: string; readonly reason: string }[];
}

async function checkAll(
  wire: Wire,
  progress: Progress,
  token: CancellationToken,
): Promise<CheckWorkspaceResult | ResponseError> {
  const isCancelled = () => token.isCancellationRequested || progress.isCancelled();
  const run: Run = { wire, progress, isCancelled, breathe: breather(), skipped: [] };
  try {
    const loads = await loadAll(run);
    const findings = await checkLoads(run, loads);
    if (isCancelled()) return new ResponseError(requestCancelled, 'cancelled');
    return { files: count(loads), findings, skipped: run.skipped };
  } finally {
    progress.done();
  }
}

async function loadAll(run: Run): Promise<readonly Load[]> {
  const loads: Load[] = [];
  for (const folder of run.wire.session.workspaceFolders()) {
    await folder.settled;
    if (folder.settings.enable) loads.push(await load(run, folder));
  }
  return loads;
}

async function load(
  { wire: { session }, isCancelled, breathe, skipped }: Run,
  folder: Folder,
): Promise<Load> {
  const linter = folder.newLinter();
  const texts = new Map<string, ReturnType<typeof placedText>>();
  for await (const found of discover(session.setup.files, folder.uri ?? '')) {
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
  return { linter, places: (uri) => texts.get(uri), uris: [...texts.keys()] };
}

async function checkLoads(run: Run, loads: readonly Load[]): Promise<Record<Severity, number>> {
  const findings = { error: 0, warning: 0, information: 0, hint: 0 };
  const total = count(loads);
  let checked = 0;
  for (const { linter, places, uris } of loads) {
    for (const uri of uris) {
      const pause = run.breathe();
      if (pause !== undefined) {
        run.progress.report((100 * checked) / total, `${checked} of ${total} files`);
        await pause;
      }
      if (run.isCancelled()) return findings;
      checked++;
      const report = linter.check(uri);
      for (const { severity } of report === undefined ? [] : standing(report)) findings[severity]++;
      if (run.wire.session.document(uri) === undefined) publish(run.wire, uri, report, places);
    }
  }
  return findings;
}

function count(loads: readonly Load[]): number {
  return loads.reduce((sum, { uris }) => sum + uris.length, 0);
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
