// The web: the server runs in a Web Worker.
import { type ExtensionContext, Uri } from 'vscode';
import { type Exports, startClient } from './activate.ts';

export function activate(context: ExtensionContext): Exports {
  return startClient(context, async () => {
    const { connectWorker } = await import('./workerClient.ts');
    const script = Uri.joinPath(context.extensionUri, 'dist/server.worker.js');
    return connectWorker(context, script.toString(true));
  });
}
