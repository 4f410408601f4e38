// Prints what a bug report needs: versions, settings, folders. No content of any file. In English, as it is made to be
// sent to us by the user, if he likes; it goes nowhere by itself.
import { type ExtensionContext, env, version, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type DebugInformationResult, debugInformationRequest } from '../../server/src/protocol/messages.ts';
import { documentSelector } from './selector.ts';
import { readSettings } from './settings.ts';

/** Writes it to the output, shows that, and returns it. */
export async function printDebugInformation(
  context: ExtensionContext,
  client: BaseLanguageClient,
): Promise<string> {
  const information = {
    extension: context.extension.packageJSON.version,
    vscode: version,
    application: `${env.appName}, ${env.appHost}`,
    remote: env.remoteName ?? 'none',
    language: env.language,
    trusted: workspace.isTrusted,
    folders: workspace.workspaceFolders?.map(({ uri }) => uri.toString()) ?? [],
    settings: readSettings(),
    schemes: [...new Set(documentSelector().map(({ scheme }) => scheme))],
    server: client.isRunning()
      ? await client.sendRequest<DebugInformationResult>(debugInformationRequest, {})
      : 'down',
  };
  const text = JSON.stringify(information, null, 2);
  client.outputChannel.info(`Debug information\n${text}`);
  client.outputChannel.show();
  return text;
}
