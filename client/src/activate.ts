// What desktop and web share: one client per window, its commands and its status entry. In: how to make a client for
// this host. Out: a client that is starting. Waits for nothing, so that VS Code is never held up.
import { type Disposable, type ExtensionContext, Uri } from 'vscode';
import {
  type BaseLanguageClient,
  DidChangeConfigurationNotification,
  type LanguageClientOptions,
  type Middleware,
  RevealOutputChannelOn,
} from 'vscode-languageclient';
import { type InitializationOptions, showDocumentationCommand } from '../../server/src/protocol/messages.ts';
import { registerCommands } from './commands.ts';
import { answerFileRequests } from './fileRequests.ts';
import { offerHelmSnippets } from './helmSnippets.ts';
import { registerInsertCommands } from './insert.ts';
import { documentSelector } from './selector.ts';
import { onSettingsChanged, readSettings, section } from './settings.ts';
import { showStatus } from './statusItem.ts';

/** What other extensions, and our own tests, get from activation. */
export interface Exports {
  /** Settles when the server answers. */
  readonly ready: Promise<void>;
}

export type CreateClient = (id: string, name: string, options: LanguageClientOptions) => BaseLanguageClient;

export function startClient(context: ExtensionContext, createClient: CreateClient): Exports {
  // VS Code finds `boundTokens.trace.server` by this id.
  const client = createClient(section, 'Bound Tokens', clientOptions());
  context.subscriptions.push(
    client,
    showStatus(client),
    answerFileRequests(client),
    forwardSettings(client),
    offerHelmSnippets(),
    ...registerCommands(client, context.extensionUri),
    ...registerInsertCommands(client),
  );
  return { ready: client.start() };
}

function clientOptions(): LanguageClientOptions {
  return {
    documentSelector: documentSelector(),
    initializationOptions,
    // Output is looked up, never pushed into view.
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    diagnosticPullOptions: {
      onChange: true,
      onSave: true,
      filter: (document, mode) => mode === 'onType' && readSettings(document).run === 'onSave',
    },
    middleware: { workspace: { configuration: answerConfiguration } },
  };
}

function initializationOptions(): InitializationOptions {
  return { settings: readSettings(), commands: [showDocumentationCommand], fileRequests: true, status: true };
}

type Configuration = NonNullable<NonNullable<Middleware['workspace']>['configuration']>;

const answerConfiguration: Configuration = (params, token, next) => {
  const ours = params.items.every((item) => item.section === section);
  if (!ours) return next(params, token);
  return params.items.map((item) =>
    readSettings(item.scopeUri === undefined ? undefined : Uri.parse(item.scopeUri)),
  );
};

function forwardSettings(client: BaseLanguageClient): Disposable {
  return onSettingsChanged(() => {
    if (!client.isRunning()) return;
    const settings = { [section]: readSettings() };
    client.sendNotification(DidChangeConfigurationNotification.type, { settings });
  });
}
