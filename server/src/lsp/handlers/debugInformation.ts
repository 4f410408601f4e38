// Tells what the server goes by: for a person who wonders why something is found, or is not.

import { type DebugInformationResult, debugInformationRequest } from '../../protocol/messages.ts';
import type { Context } from './context.ts';

export function registerDebugInformation({ connection, session }: Context): void {
  connection.onRequest(debugInformationRequest, async (): Promise<DebugInformationResult> => {
    // Those that the client has open, and where documents lie in none, what holds for them.
    const folders = [...new Set([...session.workspaceFolders(), ...session.folders()])];
    await Promise.all(folders.map(({ settled }) => settled));
    return {
      rules: session.setup.engine.rules.size,
      openDocuments: [...session.documents()].length,
      published: session.published.size,
      folders: folders.map(({ uri, settings, kubernetesVersion, size, isIndexed }) => {
        return { ...(uri !== undefined && { uri }), settings, kubernetesVersion, files: size, isIndexed };
      }),
    };
  });
}
