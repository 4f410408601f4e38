// Fetches settings and workspace folders, and takes in that they have changed. Nothing needs a restart.

import { type Connection, DidChangeConfigurationNotification } from 'vscode-languageserver';
import { type Abilities, folderUri, isRecord } from '../fromProtocol.ts';
import type { Context } from './context.ts';

const section = 'boundTokens';

/** Where settings come from: the client's answers, or, when it gives none, what it has sent. */
export interface SettingsSource {
  ask(folder: string | undefined): Promise<unknown>;
  /** Takes in settings that the client sends by itself. */
  take(settings: unknown): void;
}

export function settingsSource(
  connection: Connection,
  abilities: Abilities,
  initial: unknown,
  log: (message: string) => void,
): SettingsSource {
  let sent = initial;
  return {
    async ask(folder) {
      if (!abilities.answersConfiguration) return sent;
      try {
        const item = folder === undefined ? { section } : { section, scopeUri: folder };
        return (await connection.workspace.getConfiguration(item)) ?? sent;
      } catch (error) {
        log(`The client did not answer for its settings: ${String(error)}`);
        return sent;
      }
    },
    take(settings) {
      if (!isRecord(settings)) return;
      sent = section in settings ? settings[section] : settings;
    },
  };
}

export function registerConfiguration(context: Context, source: SettingsSource): void {
  const { connection, session, changed } = context;
  const fail = (error: unknown) => session.log(String(error));
  connection.onDidChangeConfiguration(({ settings }) => {
    source.take(settings);
    session.refreshSettings().then(changed, fail);
  });
  if (session.abilities.changesFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const uris = (folders: typeof added) => folders.map(({ uri }) => folderUri(uri));
      session.setFolders({ added: uris(added), removed: uris(removed) }).then(changed, fail);
    });
  }
}

/** To be called once the client is initialized. */
export function requestConfigurationChanges({ connection, session }: Context): void {
  if (!session.abilities.registersConfiguration) return;
  connection.client
    .register(DidChangeConfigurationNotification.type, { section })
    .catch((error: unknown) => session.log(String(error)));
}
