// Desktop and remote: the server runs in a child process.
import type { ExtensionContext } from 'vscode';
import { type Exports, startClient } from './activate.ts';

export function activate(context: ExtensionContext): Exports {
  return startClient(context, async () => {
    const { connectProcess } = await import('./nodeClient.ts');
    return connectProcess(context, context.asAbsolutePath('dist/server.cjs'));
  });
}
