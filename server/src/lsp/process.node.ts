// The server's own process: how it is spoken to, and when it ends.

import { realpathSync, watch } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { type Connection, connect } from './connection.ts';
import type { Host, WatchFolder } from './host.ts';

/** The connection that the process's arguments ask for. When they ask for none, the process says so and ends. */
export function processConnection(): Connection {
  const args = process.argv.slice(2);
  if (args.includes('--stdio')) {
    const client = args.find((arg) => arg.startsWith(clientOption))?.slice(clientOption.length);
    if (client !== undefined && /^\d+$/.test(client)) processHost.watch(Number(client));
    return connect(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
  }
  if (!args.includes('--node-ipc')) {
    process.stderr.write('A language server: start it with --stdio or --node-ipc.\n');
    process.exit(2);
  }
  process.once('disconnect', () => processHost.exit(1));
  return connect(new IPCMessageReader(process), new IPCMessageWriter(process));
}

/** Some clients name their process here as well as in `initialize`. */
const clientOption = '--clientProcessId=';

const watchFolder: WatchFolder = (uri, tell) => {
  try {
    const watcher = watch(fileURLToPath(uri), { persistent: false }, (_, name) => name && tell(name));
    // As when the folder is deleted, on some systems.
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch (error) {
    // The system's limit is reached, or the folder has gone meanwhile.
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
};

export const processHost: Host = {
  exit: (code) => process.exit(code),
  folder: programFolder(process.argv[1]),
  watchFolder,
  watch(processId) {
    const check = () => {
      if (!isAlive(processId)) processHost.exit(1);
    };
    setInterval(check, 3000).unref();
  },
};

function programFolder(program: string | undefined): string | undefined {
  // The program may be started through a link.
  return program && pathToFileURL(path.dirname(realpathSync(program))).href;
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // A process of another user is alive as well.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
