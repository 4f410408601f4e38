// Starts a server on a connection: what it can do, and who answers what. Nothing else.

import type { InitializeParams, InitializeResult, TextDocumentSyncKind } from 'vscode-languageserver';
import type { FileSource } from '../files/fileSource.ts';
import { showDocumentationCommand } from '../protocol/messages.ts';
import { type Connection, invalidRequest, ResponseError } from './connection.ts';
import type { Engine } from './engine.ts';
import { type Abilities, isRecord, readAbilities, readFolders, readOptions } from './fromProtocol.ts';
import { registerCheckWorkspace } from './handlers/checkWorkspace.ts';
import { registerCodeActions } from './handlers/codeActions.ts';
import { registerCommands } from './handlers/commands.ts';
import { registerCompletion } from './handlers/completion.ts';
import { registerConfiguration, section, settingsSource } from './handlers/configuration.ts';
import type { Context } from './handlers/context.ts';
import { registerDebugInformation } from './handlers/debugInformation.ts';
import { announcer, registerDiagnostics } from './handlers/diagnostics.ts';
import { registerDocuments } from './handlers/documents.ts';
import { fixAllKind } from './handlers/fixAll.ts';
import { registerFolding } from './handlers/folding.ts';
import { registerHover } from './handlers/hover.ts';
import { registerInitialConfiguration } from './handlers/initialConfiguration.ts';
import { registerInlayHints } from './handlers/inlayHints.ts';
import { registerInsertProjectedToken } from './handlers/insertProjectedToken.ts';
import { lensRefresher, registerLenses } from './handlers/lenses.ts';
import { registerLinks } from './handlers/links.ts';
import { registerMigrate } from './handlers/migrate.ts';
import { registerMigrationReport } from './handlers/migrationReport.ts';
import { registerNavigation } from './handlers/navigation.ts';
import { registerRename } from './handlers/rename.ts';
import { rewriteKind } from './handlers/tokenSecretActions.ts';
import { registerWatchedFiles, takeOwnChanges } from './handlers/watchedFiles.ts';
import type { Host } from './host.ts';
import { keyDescriptions } from './keyDescriptions.ts';
import { Session } from './session.ts';
import { translator } from './texts.ts';
import { coalesced } from './turns.ts';
import { watchedFolders } from './watchedFolders.ts';

export interface ServerSetup {
  readonly connection: Connection;
  readonly files: FileSource;
  readonly engine: Engine;
  readonly host: Host;
}

export function startServer(setup: ServerSetup): void {
  const { connection } = setup;
  let context: Context | undefined;
  connection.onRequest('initialize', (params: InitializeParams): InitializeResult | ResponseError => {
    if (context !== undefined) return new ResponseError(invalidRequest, 'already initialized');
    context = createContext(setup, params);
    return { serverInfo: { name: 'bound-tokens' }, capabilities: capabilitiesFor(context.session.abilities) };
  });
  connection.onNotification('initialized', async () => {
    if (context !== undefined) await registerWithClient(context);
  });
  connection.onEnd(setup.host.exit);
  connection.listen();
}

function createContext(setup: ServerSetup, params: InitializeParams): Context {
  const { connection, engine, host } = setup;
  const abilities = readAbilities(params);
  const log = connection.warn;
  const files = filesFor(setup, abilities, (uris) => takeOwnChanges(context, uris));
  const options = readOptions(params.initializationOptions);
  const source = settingsSource(connection, abilities, options.settings ?? options.boundTokens, log);
  const folders = readFolders(params);
  const describeKey = keyDescriptions(files, options.programFolder ?? host.folder, log);
  const askSettings = source.ask;
  const translate = translator(isRecord(options.translations) ? options.translations : {});
  const session = new Session({
    engine,
    files,
    abilities,
    folders,
    describeKey,
    translate,
    askSettings,
    log,
  });
  const announce = announcer({ connection, session });
  const refreshLenses = lensRefresher(connection, session);
  const news = () => announce().then(refreshLenses);
  const changed = coalesced(news, (error) => connection.error(stackOf(error)));
  const context: Context = { connection, session, changed };
  if (typeof params.processId === 'number') host.watch(params.processId);
  registerConfiguration(context, source);
  for (const register of features) register(context);
  return context;
}

/** Who answers what, apart from settings. */
const features: readonly ((context: Context) => void)[] = [
  registerDocuments,
  registerDiagnostics,
  registerCodeActions,
  registerCommands,
  registerHover,
  registerNavigation,
  registerRename,
  registerLenses,
  registerLinks,
  registerCompletion,
  registerFolding,
  registerInlayHints,
  registerWatchedFiles,
  registerCheckWorkspace,
  registerDebugInformation,
  registerMigrationReport,
  registerInsertProjectedToken,
  registerMigrate,
  registerInitialConfiguration,
];

/** The files; changes are looked for where the client does not tell of them. */
function filesFor(
  { connection, files, host }: ServerSetup,
  { watchesFiles }: Abilities,
  tell: (uris: readonly string[]) => Promise<void>,
): FileSource {
  const { watchFolder } = host;
  if (watchesFiles || watchFolder === undefined) return files;
  return watchedFolders({ files, watchFolder, tell, log: connection.warn });
}

/** Asks the client to tell of changes, as far as it takes such requests. */
async function registerWithClient({ connection, session: { abilities } }: Context): Promise<void> {
  const watchers = ['**/*.{yaml,yml,json}', '**/Kustomization', '**/templates/**/*.{tpl,txt}'].map(
    (globPattern) => ({
      globPattern,
    }),
  );
  const wanted = [
    {
      can: abilities.registersConfiguration,
      method: 'workspace/didChangeConfiguration',
      options: { section },
    },
    { can: abilities.registersWatchers, method: 'workspace/didChangeWatchedFiles', options: { watchers } },
  ];
  const registrations = wanted
    .filter(({ can }) => can)
    .map(({ method, options }) => ({ id: method, method, registerOptions: options }));
  if (registrations.length > 0) await connection.ask('client/registerCapability', { registrations });
}

/** What is needed to mend a mistake of ours. */
function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const incremental: TextDocumentSyncKind = 2;

function capabilitiesFor(abilities: Abilities): InitializeResult['capabilities'] {
  return {
    positionEncoding: 'utf-16',
    textDocumentSync: {
      openClose: true,
      change: incremental,
      save: { includeText: false },
    },
    hoverProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    workspaceSymbolProvider: true,
    renameProvider: abilities.preparesRename ? { prepareProvider: true } : true,
    codeLensProvider: {},
    documentLinkProvider: {},
    completionProvider: { resolveProvider: true },
    foldingRangeProvider: true,
    inlayHintProvider: true,
    codeActionProvider: { codeActionKinds: ['quickfix', rewriteKind, fixAllKind] },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    ...(abilities.pullsDiagnostics && {
      diagnosticProvider: {
        identifier: 'bound-tokens',
        interFileDependencies: true,
        workspaceDiagnostics: false,
      },
    }),
    // A client that registers the command itself must not be told that the server has it.
    ...(!abilities.commands.has(showDocumentationCommand) && {
      executeCommandProvider: { commands: [showDocumentationCommand] },
    }),
  };
}
