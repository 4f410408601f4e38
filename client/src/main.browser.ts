// The web: the server runs in a Web Worker, a new one for every start.
import { type ExtensionContext, Uri } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import { type Exports, startClient } from './activate.ts';

let worker: Worker | undefined;

export function activate(context: ExtensionContext): Exports {
  const script = Uri.joinPath(context.extensionUri, 'dist/server.worker.js').toString(true);
  const connect = async () => {
    worker?.terminate();
    worker = new Worker(script);
    // Not the worker itself: the client would not know it for one, as VS Code hands out a Worker of its own.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  return startClient(context, (id, name, options) => new LanguageClient(id, name, connect, options));
}
