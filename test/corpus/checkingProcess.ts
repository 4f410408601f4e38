// The process that checks the corpus. It tells of every file before it looks at it, so that whoever waits can name the
// one that never came back, and end it.

import { setImmediate as turn } from 'node:timers/promises';
import { checkFiles } from './checking.ts';
import { checkoutsOf, loadCorpus, readCorpusFile } from './corpus.ts';
import type { Order, Word } from './watchedCheck.ts';

const { root, prefilter, path: wanted }: Order = JSON.parse(process.argv[2] ?? '');

for (const checkout of checkoutsOf(loadCorpus(root).files)) {
  if (wanted !== undefined && !checkout.some(({ path }) => path.includes(wanted))) continue;
  const files = checkout.map(({ path }) => ({ path, text: readCorpusFile(root, path) }));
  say({ checked: checkFiles(files, { prefilter, onFile: (path) => say({ entering: path }) }) });
  // Lets messages out that did not fit into the pipe.
  await turn();
}
process.disconnect();

function say(word: Word): void {
  process.send?.(word);
}
