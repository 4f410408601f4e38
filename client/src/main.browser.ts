// The web: the server runs in a Web Worker.
import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { type Exports, startClient } from './activate.ts';

export function activate(context: ExtensionContext): Exports {
  const script = Uri.joinPath(context.extensionUri, 'dist/server.worker.js').toString(true);
  return startClient(context, (id, name, options) => {
    return new LanguageClient(id, name, async () => new Worker(script), options);
  });
}
