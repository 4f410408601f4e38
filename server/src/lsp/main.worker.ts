// The server in a web worker: it speaks with whoever made the worker, and reads files through it.

import { BrowserMessageReader, BrowserMessageWriter } from 'vscode-jsonrpc/browser';
import { clientFiles } from '../files/clientFiles.ts';
import { connect } from './connection.ts';
import { engine } from './engine.ts';
import { startServer } from './server.ts';

declare const self: DedicatedWorkerGlobalScope;

const connection = connect(new BrowserMessageReader(self), new BrowserMessageWriter(self));
const host = { exit: () => self.close(), watch: () => {}, folder: undefined };
startServer({ connection, engine, files: clientFiles(connection.ask), host });
