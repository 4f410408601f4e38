// Fetches settings and workspace folders, and takes in that they have changed. Nothing needs a restart.

import type { DidChangeConfigurationParams, DidChangeWorkspaceFoldersParams } from 'vscode-languageserver';
import type { Connection } from '../connection.ts';
import { type Abilities, folderUri, isRecord } from '../fromProtocol.ts';
import type { Context } from './context.ts';
import { refreshInlayHints, showsInlayHints } from './inlayHints.ts';

/** The settings' name at the client. */
export const section = 'boundTokens';

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
        const [settings] = await connection.ask<readonly unknown[]>('workspace/configuration', {
          items: [item],
        });
        return settings ?? sent;
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

export function registerConfiguration(
  { connection, session, changed }: Context,
  source: SettingsSource,
): void {
  connection.onNotification(
    'workspace/didChangeConfiguration',
    async (params: DidChangeConfigurationParams) => {
      source.take(params.settings);
      const before = showsInlayHints(session);
      await session.refreshSettings();
      changed();
      if (before !== showsInlayHints(session)) refreshInlayHints(connection, session);
    },
  );
  connection.onNotification(
    'workspace/didChangeWorkspaceFolders',
    async ({ event: { added, removed } }: DidChangeWorkspaceFoldersParams) => {
      const uris = (folders: typeof added) => folders.map(({ uri }) => folderUri(uri));
      await session.setFolders({ added: uris(added), removed: uris(removed) });
      changed();
    },
  );
}
