// Desktop and remote: the server runs in a child process.
import type { ExtensionContext } from 'vscode';
import { type Exports, startClient } from './activate.ts';

export function activate(context: ExtensionContext): Exports {
  return startClient(context, async (id, name, options) => {
    const { LanguageClient, TransportKind } = await import('vscode-languageclient/node');
    const server = { module: context.asAbsolutePath('dist/server.cjs'), transport: TransportKind.ipc };
    return new LanguageClient(id, name, { run: server, debug: server }, options);
  });
}
