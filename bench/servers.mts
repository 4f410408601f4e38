// Which language servers are measured: ours, when it is built, and the one that people run today.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ServerCommand } from './languageClient.mts';
import type { Peers } from './peers.mts';

export const serverBundle = fileURLToPath(new URL('../dist/server.cjs', import.meta.url));

export const names = {
  push: 'bound-tokens (push)',
  pull: 'bound-tokens (pull)',
  peer: 'yaml-language-server',
  peerAtOnce: 'yaml-language-server, delay 0',
} as const;

/** Ours, asked and unasked; nothing when it is not built. */
export function ownServers(): readonly ServerCommand[] {
  if (!existsSync(serverBundle)) return [];
  const command = [serverBundle, '--stdio'];
  return [
    { name: names.push, command, diagnostics: 'push', settings: {} },
    { name: names.pull, command, diagnostics: 'pull', settings: {} },
  ];
}

/** yaml-language-server without schemas: what it does for any YAML file. */
export function peerServer({ yamlLanguageServer }: Peers): ServerCommand {
  return {
    name: names.peer,
    command: [yamlLanguageServer, '--stdio'],
    diagnostics: 'push',
    settings: {
      yaml: {
        validate: true,
        hover: true,
        completion: true,
        format: { enable: true },
        schemas: {},
        // Nothing may be fetched: the figures would be those of the network.
        schemaStore: { enable: false, url: '' },
        kubernetesCRDStore: { enable: false },
      },
      http: {},
      editor: {},
      '[yaml]': {},
      files: {},
    },
  };
}

/** The same without its 200 ms wait for the next key. */
export function peerServerAtOnce(peers: Peers): ServerCommand {
  const command = [peers.yamlLanguageServerAtOnce, '--stdio'];
  return { ...peerServer(peers), name: names.peerAtOnce, command };
}
