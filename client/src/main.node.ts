// Desktop and remote: the server runs in a child process.
import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { type Exports, startClient } from './activate.ts';

export function activate(context: ExtensionContext): Exports {
  const server = { module: context.asAbsolutePath('dist/server.cjs'), transport: TransportKind.ipc };
  return startClient(context, (id, name, options) => {
    return new LanguageClient(id, name, { run: server, debug: server }, options);
  });
}
