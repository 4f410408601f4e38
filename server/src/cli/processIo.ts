// A Node process as the command line sees it.

import { exitCodes, type Io, type Output } from './io.ts';

/** `home`: the folder of the running program. */
export function processIo(process: NodeJS.Process, home: URL): Io {
  return {
    folder: process.cwd(),
    home: home.href,
    env: process.env,
    out: outputOf(process.stdout, failWith(process)),
    // Where complaints cannot be written nothing more can be said.
    err: outputOf(process.stderr, () => {}),
    isTyped: process.stdin.isTTY === true,
    readInput: () => readAll(process.stdin),
    // A program of its own, which reads the process's arguments and starts by being loaded.
    startServer: async () => void (await import(new URL('server.cjs', home).href)),
    now: () => performance.now(),
    today: new Date().toISOString().slice(0, 10),
  };
}

/** Says once that the report is lost. The exit code is set last of all, over that of the run. */
function failWith(process: NodeJS.Process): (reason: string) => void {
  let failed = false;
  return (reason) => {
    if (failed) return;
    failed = true;
    process.stderr.write(`The report cannot be written: ${reason}.\n`);
    process.once('exit', () => {
      process.exitCode = exitCodes.misuse;
    });
  };
}

/** Used when nobody watches. */
const plainColumns = 120;

function outputOf(stream: NodeJS.WriteStream, fail: (reason: string) => void): Output {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that leaves early, such as `head`, is no failure of ours.
    if (error.code === 'EPIPE') return;
    if (error.code === undefined) throw error;
    fail(error.code === 'ENOSPC' ? 'no space left' : error.code);
  });
  return {
    isTerminal: stream.isTTY === true,
    columns: stream.isTTY ? Math.max(40, stream.columns || plainColumns) : plainColumns,
    write: (text) => void stream.write(text),
  };
}

async function readAll(stream: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
