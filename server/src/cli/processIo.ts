// A Node process as the command line sees it.

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { CheckedFile } from './checkedFile.ts';
import { exitCodes, type Io, type Output } from './io.ts';
import type { Job } from './job.ts';

/** `program`: the file of the running program. */
export function processIo(process: NodeJS.Process, program: URL): Io {
  const home = new URL('.', program);
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
    startJob: (job) => onThread(program, job),
    processors: availableParallelism(),
    now: () => performance.now(),
    today: new Date().toISOString().slice(0, 10),
  };
}

/** A third of it is the room in which new objects begin. Left to itself that grows to four times as much. */
const maxYoungGenerationSizeMb = 48;

function onThread(program: URL, job: Job): Promise<readonly CheckedFile[]> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(program, { workerData: job, resourceLimits: { maxYoungGenerationSizeMb } });
    thread.once('message', resolve);
    thread.once('error', reject);
    // Too late to be heard where the work was done.
    thread.once('exit', (code) => reject(new Error(`A thread ended with ${code} before its work was done`)));
  });
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
