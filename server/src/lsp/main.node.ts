// The server as a process of its own: `--stdio`, or `--node-ipc` when an editor forks it. Files come from the disk;
// those of other schemes from the client.

import { setFlagsFromString } from 'node:v8';
import { clientFiles } from '../files/clientFiles.ts';
import { byScheme } from '../files/fileSource.ts';
import { nodeFiles } from '../files/nodeFiles.ts';
import { engine } from './engine.ts';
import { processConnection, processHost } from './process.node.ts';
import { startServer } from './server.ts';

// A server waits most of the time, and a key stroke leaves little behind: room for more of it would stay taken.
setFlagsFromString('--semi-space-growth-factor=1');
// Of V8's two optimising compilers the second alone makes key strokes as fast, and takes a tenth less memory.
setFlagsFromString('--no-maglev');

const connection = processConnection();
const files = byScheme('file', nodeFiles(), clientFiles(connection.ask));
startServer({ connection, engine, files, host: processHost });
