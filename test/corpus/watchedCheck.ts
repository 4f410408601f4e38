// Checks the whole corpus in a process under watch: a file that takes too long is named instead of waited for. A thread
// would not do, for there are loops in which no thread can be stopped.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CheckedFile } from './checking.ts';

export interface Order {
  readonly root: string;
  /** False: every document is parsed, interesting or not. */
  readonly prefilter: boolean;
  /** Only checkouts in which some path holds this text. */
  readonly path?: string | undefined;
}

export type Word = { readonly entering: string } | { readonly checked: readonly CheckedFile[] };

/** Longer than any file may take on a slow, busy machine; in milliseconds. */
const hangLimit = 60_000;

/** Rejects, naming the file, when one takes longer than a minute or ends the process. */
export function checkCorpus(order: Order): Promise<readonly CheckedFile[]> {
  const program = fileURLToPath(new URL('./checkingProcess.ts', import.meta.url));
  const checking = fork(program, [JSON.stringify(order)], { execArgv: [] });
  const results: CheckedFile[] = [];
  let current = 'the corpus itself';
  return new Promise((resolve, reject) => {
    const hangs = (): void => {
      checking.kill('SIGKILL');
      reject(new Error(`Still busy after ${hangLimit / 1000} s with ${current}`));
    };
    let watch = setTimeout(hangs, hangLimit);
    checking.on('message', (word: Word) => {
      clearTimeout(watch);
      watch = setTimeout(hangs, hangLimit);
      if ('entering' in word) current = word.entering;
      else results.push(...word.checked);
    });
    checking.on('error', reject);
    checking.on('close', (code) => {
      clearTimeout(watch);
      if (code === 0) resolve(results);
      else reject(new Error(`Checking ended with ${code} at ${current}`));
    });
  });
}
