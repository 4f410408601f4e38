// The server as a process of its own: `--stdio`, or `--node-ipc` when an editor forks it. Files come from the disk; those
// of other schemes from the client.

import { createConnection } from 'vscode-languageserver/node';
import { clientFiles } from '../files/clientFiles.ts';
import { byScheme } from '../files/fileSource.ts';
import { nodeFiles } from '../files/nodeFiles.ts';
import { engine } from './engine.ts';
import { startServer } from './server.ts';

const connection = createConnection();
const remote = clientFiles((method, params) => connection.sendRequest(method, params));
startServer({ connection, engine, files: byScheme('file', nodeFiles(), remote) });
