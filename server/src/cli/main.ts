// The process around a run; started once more on each of its other threads.

import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { nodeFiles } from '../files/nodeFiles.ts';
import { doJob } from './jobs.ts';
import { processIo } from './processIo.ts';
import { run } from './run.ts';

if (isMainThread) {
  const io = processIo(process, new URL(import.meta.url));
  process.exitCode = await run(process.argv.slice(2), io, nodeFiles());
} else {
  parentPort?.postMessage(doJob(workerData));
}
