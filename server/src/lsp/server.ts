// Starts a server on a connection: what it can do, and who answers what. Nothing else.

import type { Connection, InitializeParams, InitializeResult } from 'vscode-languageserver';
import { TextDocumentSyncKind } from 'vscode-languageserver';
import type { FileSource } from '../files/fileSource.ts';
import { showDocumentationCommand } from '../protocol/messages.ts';
import type { Engine } from './engine.ts';
import { type Abilities, readAbilities, readFolders, readOptions } from './fromProtocol.ts';
import { registerCheckWorkspace } from './handlers/checkWorkspace.ts';
import { registerCodeActions } from './handlers/codeActions.ts';
import { registerCommands } from './handlers/commands.ts';
import {
  registerConfiguration,
  requestConfigurationChanges,
  settingsSource,
} from './handlers/configuration.ts';
import type { Context } from './handlers/context.ts';
import { announcer, registerDiagnostics } from './handlers/diagnostics.ts';
import { registerDocuments } from './handlers/documents.ts';
import { fixAllKind } from './handlers/fixAll.ts';
import { registerWatchedFiles, requestFileChanges } from './handlers/watchedFiles.ts';
import { Session } from './session.ts';
import { coalesced } from './turns.ts';

export interface ServerSetup {
  readonly connection: Connection;
  readonly files: FileSource;
  readonly engine: Engine;
}

export function startServer(setup: ServerSetup): void {
  const { connection } = setup;
  connection.onInitialize((params) => {
    const context = createContext(setup, params);
    connection.onInitialized(() => {
      requestConfigurationChanges(context);
      requestFileChanges(context);
    });
    return { serverInfo: { name: 'bound-tokens' }, capabilities: capabilitiesFor(context.session.abilities) };
  });
  connection.listen();
}

function createContext({ connection, files, engine }: ServerSetup, params: InitializeParams): Context {
  const abilities = readAbilities(params);
  const log = (message: string) => connection.console.warn(message);
  const source = settingsSource(
    connection,
    abilities,
    readOptions(params.initializationOptions).settings,
    log,
  );
  const folders = readFolders(params);
  const session = new Session({ engine, files, abilities, folders, askSettings: source.ask, log });
  const changed = coalesced(announcer({ connection, session }), (error) =>
    connection.console.error(stackOf(error)),
  );
  const context = { connection, session, changed };
  registerDocuments(context);
  registerDiagnostics(context);
  registerCodeActions(context);
  registerCommands(context);
  registerConfiguration(context, source);
  registerWatchedFiles(context);
  registerCheckWorkspace(context);
  return context;
}

/** What is needed to mend a mistake of ours. */
function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function capabilitiesFor(abilities: Abilities): InitializeResult['capabilities'] {
  return {
    positionEncoding: 'utf-16',
    textDocumentSync: {
      openClose: true,
      change: TextDocumentSyncKind.Incremental,
      save: { includeText: false },
    },
    codeActionProvider: { codeActionKinds: ['quickfix', fixAllKind] },
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
