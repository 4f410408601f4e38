// Checking the whole workspace on request, and taking the results back. Which of the two the palette offers follows
// from whether there are results.
import { commands, type Disposable, l10n, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type CheckWorkspaceResult,
  checkWorkspaceRequest,
  clearWorkspaceCheckRequest,
} from '../../server/src/protocol/messages.ts';
import type { Connection } from './connection.ts';
import { longRequest } from './longRequest.ts';

export function registerWorkspaceCheck(connection: Promise<Connection>): Disposable[] {
  return [
    commands.registerCommand('boundTokens.checkWorkspace', async () => check(await connection)),
    commands.registerCommand('boundTokens.clearWorkspaceCheck', async () => {
      await (await connection).client.sendRequest(clearWorkspaceCheckRequest, {});
      await noteResults(false);
    }),
  ];
}

async function check(connection: Connection): Promise<CheckWorkspaceResult | undefined> {
  const message = l10n.t('checking the workspace');
  // Stopped half-way, it leaves what was found until then.
  await noteResults(true);
  const result = await longRequest<CheckWorkspaceResult>(connection, checkWorkspaceRequest, message);
  if (result !== undefined) await showResult(connection.client, result);
  return result;
}

async function showResult(client: BaseLanguageClient, result: CheckWorkspaceResult): Promise<void> {
  for (const { uri, reason } of result.skipped) client.outputChannel.warn(`${uri}: skipped, ${reason}`);
  const { error, warning, information, hint } = result.findings;
  const problems = error + warning + information + hint;
  const skipped = result.skipped.length;
  const summary =
    skipped === 0
      ? l10n.t('Bound Tokens: {0} files checked, {1} problems', result.files, problems)
      : l10n.t(
          'Bound Tokens: {0} files checked, {1} problems, {2} skipped (see the output)',
          result.files,
          problems,
          skipped,
        );
  window.setStatusBarMessage(summary, 15_000);
  if (problems > 0) await commands.executeCommand('workbench.actions.view.problems');
}

async function noteResults(exist: boolean): Promise<void> {
  await commands.executeCommand('setContext', 'boundTokens.hasWorkspaceCheck', exist);
}
