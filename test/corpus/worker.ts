// The thread that checks the corpus. It tells of every file before it looks at it, so that whoever waits can name the
// one that never came back.

import { parentPort, workerData } from 'node:worker_threads';
import { checkFiles } from './checking.ts';
import { checkoutsOf, loadCorpus, readCorpusFile } from './corpus.ts';
import type { WorkerOrder, WorkerWord } from './watchedCheck.ts';

const { root, prefilter, path: wanted }: WorkerOrder = workerData;

function say(word: WorkerWord): void {
  parentPort?.postMessage(word);
}

for (const checkout of checkoutsOf(loadCorpus(root).files)) {
  if (wanted !== undefined && !checkout.some(({ path }) => path.includes(wanted))) continue;
  const files = checkout.map(({ path }) => ({ path, text: readCorpusFile(root, path) }));
  say({ checked: checkFiles(files, { prefilter, onFile: (path) => say({ entering: path }) }) });
}
