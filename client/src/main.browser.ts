// The web: the server runs in a Web Worker.
import { type ExtensionContext, Uri } from 'vscode';
import { type Exports, startClient } from './activate.ts';
import { clientOfWorker } from './workerClient.ts';

export function activate(context: ExtensionContext): Exports {
  const script = Uri.joinPath(context.extensionUri, 'dist/server.worker.js').toString(true);
  return startClient(context, clientOfWorker(script));
}
