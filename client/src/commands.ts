// The commands that concern the server and the file as a whole. What is inserted at the cursor is in insert.ts.
import {
  type CancellationToken,
  commands,
  type Disposable,
  env,
  type Progress,
  ProgressLocation,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient, Location, Position } from 'vscode-languageclient';
import {
  type CheckWorkspaceParams,
  type CheckWorkspaceResult,
  checkWorkspaceRequest,
  showDocumentationCommand,
  showReferencesCommand,
} from '../../server/src/protocol/messages.ts';
import type { Connection, WorkDone } from './connection.ts';

export function registerCommands(connection: Promise<Connection>, extension: Uri): Disposable[] {
  return [
    commands.registerCommand('boundTokens.restartServer', async () => restart((await connection).client)),
    commands.registerCommand('boundTokens.showOutput', async () =>
      (await connection).client.outputChannel.show(),
    ),
    commands.registerCommand('boundTokens.fixAll', fixAll),
    commands.registerCommand('boundTokens.checkWorkspace', async () => checkWorkspace(await connection)),
    commands.registerCommand(showDocumentationCommand, (rule: string, address: string) => {
      return showDocumentation(Uri.joinPath(extension, `dist/rules/${rule}.md`), Uri.parse(address));
    }),
    commands.registerCommand(
      showReferencesCommand,
      async (uri: string, position: Position, locations: readonly Location[]) => {
        await showReferences((await connection).client, uri, position, locations);
      },
    ),
  ];
}

async function restart(client: BaseLanguageClient): Promise<void> {
  if (client.needsStop()) await client.stop();
  await client.start();
}

/** The editor's own way to apply a source action: it also says so when there is nothing to fix. */
async function fixAll(): Promise<void> {
  const action = { kind: 'source.fixAll.boundTokens', apply: 'first' };
  await commands.executeCommand('editor.action.sourceAction', action);
}

/** The editor's own view of references, which wants its own kinds of objects. */
async function showReferences(
  { protocol2CodeConverter: converter }: BaseLanguageClient,
  uri: string,
  position: Position,
  locations: readonly Location[],
): Promise<void> {
  await commands.executeCommand(
    'editor.action.showReferences',
    converter.asUri(uri),
    converter.asPosition(position),
    locations.map((location) => converter.asLocation(location)),
  );
}

let checks = 0;

async function checkWorkspace(connection: Connection): Promise<CheckWorkspaceResult | undefined> {
  // The only place for progress that a person can cancel.
  const options = { location: ProgressLocation.Notification, title: 'Bound Tokens', cancellable: true };
  const result = await window.withProgress(options, async (progress, token) => {
    progress.report({ message: 'checking the workspace' });
    const workDoneToken = `check-workspace-${++checks}`;
    const listener = connection.onProgress(workDoneToken, percentReporter(progress));
    try {
      return await requestCheck(connection.client, { workDoneToken }, token);
    } finally {
      listener.dispose();
    }
  });
  if (result !== undefined) await showResult(connection.client, result);
  return result;
}

/** The server reports percentages reached, VS Code wants the steps between them. */
function percentReporter(
  progress: Progress<{ message?: string; increment?: number }>,
): (value: WorkDone) => void {
  let reached = 0;
  return (value) => {
    if (value.kind !== 'report') return;
    const percentage = value.percentage ?? reached;
    progress.report({ increment: percentage - reached, ...(value.message && { message: value.message }) });
    reached = percentage;
  };
}

async function requestCheck(
  client: BaseLanguageClient,
  params: CheckWorkspaceParams,
  token: CancellationToken,
): Promise<CheckWorkspaceResult | undefined> {
  try {
    return await client.sendRequest<CheckWorkspaceResult>(checkWorkspaceRequest, params, token);
  } catch (error) {
    if (token.isCancellationRequested) return undefined;
    throw error;
  }
}

async function showResult(client: BaseLanguageClient, result: CheckWorkspaceResult): Promise<void> {
  for (const { uri, reason } of result.skipped) client.outputChannel.warn(`${uri}: skipped, ${reason}`);
  const { error, warning, information, hint } = result.findings;
  const problems = error + warning + information + hint;
  const skipped = result.skipped.length === 0 ? '' : `, ${result.skipped.length} skipped (see the output)`;
  const summary = `Bound Tokens: ${result.files} files checked, ${problems} problems${skipped}`;
  window.setStatusBarMessage(summary, 15_000);
  if (problems > 0) await commands.executeCommand('workbench.actions.view.problems');
}

/** The page that came with the extension; where VS Code cannot show it, the one on the web. */
async function showDocumentation(page: Uri, address: Uri): Promise<void> {
  const preview = async () => {
    await workspace.fs.stat(page);
    await commands.executeCommand('markdown.showPreview', page);
  };
  const shown = await preview().then(
    () => true,
    () => false,
  );
  if (!shown) await env.openExternal(address);
}
