// A client whose server is a Web Worker. In: the server's script. Every start runs it in a new worker, and ends the one
// before.
import type { ExtensionContext } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import { type Connection, connect } from './connection.ts';

export function connectWorker(context: ExtensionContext, script: string): Connection {
  let worker: Worker | undefined;
  const startServer = async () => {
    worker?.terminate();
    worker = new Worker(script);
    // Not the worker itself: the library would not know it for one, as VS Code hands out a Worker of its own.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  return connect(context, (id, name, options) => new LanguageClient(id, name, startServer, options));
}
