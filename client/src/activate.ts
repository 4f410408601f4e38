// What desktop and web share: commands and snippets at once, the connection right after. In: how to connect on this
// host. Out: a client that is starting. Waits for nothing, so that VS Code is never held up.
import { commands, type ExtensionContext } from 'vscode';
import { registerCommands } from './commands.ts';
import type { Connection } from './connection.ts';
import { registerCreateConfiguration } from './createConfiguration.ts';
import { offerHelmSnippets } from './helmSnippets.ts';
import { registerInsertCommands } from './insert.ts';
import { registerMigrateCommand } from './migrate.ts';
import { registerMigrationReport } from './migrationReport.ts';
import { createPages } from './pages.ts';
import { registerWorkspaceCheck } from './workspaceCheck.ts';

/** What other extensions, and our own tests, get from activation. */
export interface Exports {
  /** Settles when the server answers. */
  readonly ready: Promise<void>;
}

export function startClient(context: ExtensionContext, connect: () => Promise<Connection>): Exports {
  // The client library is most of our code: VS Code and other extensions go on before it is loaded.
  const connection = new Promise((resolve) => setTimeout(resolve)).then(connect);
  const pages = createPages(context.extensionUri);
  context.subscriptions.push(
    pages,
    ...registerCommands(context, connection),
    ...registerWorkspaceCheck(connection),
    registerCreateConfiguration(connection),
    ...registerInsertCommands(connection),
    registerMigrationReport(connection, pages),
    registerMigrateCommand(connection),
    offerHelmSnippets(),
  );
  // The walkthrough waits for it: VS Code opens those that are there at once when an extension is installed.
  commands.executeCommand('setContext', 'boundTokens.isActive', true);
  return { ready: connection.then(({ client }) => client.start()) };
}
