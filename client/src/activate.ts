// What desktop and web share: commands and snippets at once, the client right after. In: how to make a client for this
// host. Out: a client that is starting. Waits for nothing, so that VS Code is never held up.
import type { ExtensionContext } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { registerCommands } from './commands.ts';
import { offerHelmSnippets } from './helmSnippets.ts';
import { registerInsertCommands } from './insert.ts';

/** What other extensions, and our own tests, get from activation. */
export interface Exports {
  /** Settles when the server answers. */
  readonly ready: Promise<void>;
}

export type CreateClient = (
  id: string,
  name: string,
  options: LanguageClientOptions,
) => Promise<BaseLanguageClient>;

export function startClient(context: ExtensionContext, createClient: CreateClient): Exports {
  const client = loadClient(context, createClient);
  context.subscriptions.push(
    ...registerCommands(client, context.extensionUri),
    ...registerInsertCommands(client),
    offerHelmSnippets(),
  );
  return { ready: client.then((loaded) => loaded.start()) };
}

/** The client library is most of our code: VS Code and other extensions go on before it is loaded. */
async function loadClient(
  context: ExtensionContext,
  createClient: CreateClient,
): Promise<BaseLanguageClient> {
  await new Promise((resolve) => setTimeout(resolve));
  const { connect } = await import('./connection.ts');
  return connect(context, createClient);
}
