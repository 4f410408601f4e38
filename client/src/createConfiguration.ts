// Creates a configuration file with all there is to set, as comments; one that is there already is shown instead.
import { commands, type Disposable, Uri, window, workspace } from 'vscode';
import { initialConfigurationRequest } from '../../server/src/protocol/messages.ts';
import type { Connection } from './connection.ts';

export function registerCreateConfiguration(connection: Promise<Connection>): Disposable {
  return commands.registerCommand('boundTokens.createConfiguration', async () => {
    const folder = await chosenFolder();
    if (folder === undefined) return;
    const file = Uri.joinPath(folder, '.bound-tokens.yaml');
    if (!(await exists(file))) {
      const text: string = await (await connection).client.sendRequest(initialConfigurationRequest, {});
      await workspace.fs.writeFile(file, new TextEncoder().encode(text));
    }
    await window.showTextDocument(file);
  });
}

/** The folder of the file that is being edited, where there are several; asks where that says nothing. */
async function chosenFolder(): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length <= 1) return folders[0]?.uri;
  const active = window.activeTextEditor?.document.uri;
  const around = active && workspace.getWorkspaceFolder(active);
  return (around ?? (await window.showWorkspaceFolderPick()))?.uri;
}

async function exists(file: Uri): Promise<boolean> {
  return Promise.resolve(workspace.fs.stat(file)).then(
    () => true,
    () => false,
  );
}
