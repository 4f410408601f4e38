// The server in a web worker: it speaks with whoever made the worker, and reads files through it.

import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { clientFiles } from '../files/clientFiles.ts';
import { engine } from './engine.ts';
import { startServer } from './server.ts';

declare const self: DedicatedWorkerGlobalScope;

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
const files = clientFiles((method, params) => connection.sendRequest(method, params));
startServer({ connection, engine, files });
