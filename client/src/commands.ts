// The commands that concern the server and the file as a whole. What is inserted at the cursor is in insert.ts.
import { commands, type Disposable, type ExtensionContext } from 'vscode';
import type { BaseLanguageClient, Location, Position } from 'vscode-languageclient';
import { showReferencesCommand } from '../../server/src/protocol/messages.ts';
import type { Connection } from './connection.ts';
import { printDebugInformation } from './debugInformation.ts';

export function registerCommands(context: ExtensionContext, connection: Promise<Connection>): Disposable[] {
  return [
    commands.registerCommand('boundTokens.restartServer', async () => restart((await connection).client)),
    commands.registerCommand('boundTokens.showOutput', async () =>
      (await connection).client.outputChannel.show(),
    ),
    commands.registerCommand('boundTokens.fixAll', fixAll),
    commands.registerCommand('boundTokens.printDebugInformation', async () =>
      printDebugInformation(context, (await connection).client),
    ),
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
