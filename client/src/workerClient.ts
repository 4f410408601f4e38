// Clients of a server in a Web Worker. In: the server's script. Out: a client that runs it in a new worker for every
// start, and ends the one before.
import type { CreateClient } from './activate.ts';

export function clientOfWorker(script: string): CreateClient {
  let worker: Worker | undefined;
  return async (id, name, options) => {
    const library = await import('vscode-languageclient/browser');
    const connectServer = async () => {
      worker?.terminate();
      worker = new Worker(script);
      // The library would not know the worker itself for one: VS Code hands out a Worker of its own.
      const [reader, writer] = [
        new library.BrowserMessageReader(worker),
        new library.BrowserMessageWriter(worker),
      ];
      return { reader, writer };
    };
    return new library.LanguageClient(id, name, connectServer, options);
  };
}
