// The client with all that needs one. In: how to make it for this host. Out: a client that is ready to start. Loaded
// after activation: the modules that activation needs know the client library as types only.
import { type Disposable, type ExtensionContext, l10n, Uri } from 'vscode';
import {
  type BaseLanguageClient,
  DidChangeConfigurationNotification,
  type LanguageClientOptions,
  type Middleware,
  RevealOutputChannelOn,
  WorkDoneProgress,
  type WorkDoneProgressBegin,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from 'vscode-languageclient';
import {
  type InitializationOptions,
  showDocumentationCommand,
  showReferencesCommand,
} from '../../server/src/protocol/messages.ts';
import { answerFileRequests } from './fileRequests.ts';
import { documentSelector } from './selector.ts';
import { onSettingsChanged, readSettings, section } from './settings.ts';
import { showStatus } from './statusItem.ts';

export type WorkDone = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

export interface Connection {
  readonly client: BaseLanguageClient;
  /** Tells how far the server is with a request that carries this token. */
  onProgress(token: string, listener: (value: WorkDone) => void): Disposable;
}

export type CreateClient = (id: string, name: string, options: LanguageClientOptions) => BaseLanguageClient;

export function connect(context: ExtensionContext, createClient: CreateClient): Connection {
  // VS Code finds `boundTokens.trace.server` by this id.
  const client = createClient(section, 'Bound Tokens', clientOptions(context));
  context.subscriptions.push(client, showStatus(client), answerFileRequests(client), forwardSettings(client));
  return {
    client,
    onProgress: (token, listener) => client.onProgress(WorkDoneProgress.type, token, listener),
  };
}

function clientOptions(context: ExtensionContext): LanguageClientOptions {
  return {
    documentSelector: documentSelector(),
    initializationOptions: () => initializationOptions(context),
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

function initializationOptions({ extensionUri }: ExtensionContext): InitializationOptions {
  return {
    settings: readSettings(),
    commands: [showDocumentationCommand, showReferencesCommand],
    fileRequests: true,
    status: true,
    ...(l10n.bundle && { translations: l10n.bundle }),
    programFolder: Uri.joinPath(extensionUri, 'dist').toString(),
  };
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
