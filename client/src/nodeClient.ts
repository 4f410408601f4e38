// A client whose server is a child process. In: the server's script. The build makes this a file of its own, so that
// activation has little to read.
import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { type Connection, connect } from './connection.ts';

export function connectProcess(context: ExtensionContext, script: string): Connection {
  const server = { module: script, transport: TransportKind.ipc };
  return connect(
    context,
    (id, name, options) => new LanguageClient(id, name, { run: server, debug: server }, options),
  );
}
