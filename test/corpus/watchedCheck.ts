// Checks the whole corpus in a thread under watch: a file that takes too long is named instead of waited for.

import { Worker } from 'node:worker_threads';
import type { CheckedFile } from './checking.ts';

export interface WorkerOrder {
  readonly root: string;
  readonly prefilter: boolean;
  /** Only checkouts in which some path holds this text. */
  readonly path?: string | undefined;
}

export type WorkerWord = { readonly entering: string } | { readonly checked: readonly CheckedFile[] };

/** Longer than any file may take on a slow, busy machine; in milliseconds. */
export const hangLimit = 60_000;

/** Rejects, naming the file, when one takes longer than `hangLimit`. */
export function checkCorpus(order: WorkerOrder): Promise<readonly CheckedFile[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: order });
    const results: CheckedFile[] = [];
    let current = 'the corpus itself';
    const hangs = (): void => {
      void worker.terminate();
      reject(new Error(`Still busy after ${hangLimit / 1000} s with ${current}`));
    };
    let watch = setTimeout(hangs, hangLimit);
    worker.on('message', (word: WorkerWord) => {
      clearTimeout(watch);
      watch = setTimeout(hangs, hangLimit);
      if ('entering' in word) current = word.entering;
      else results.push(...word.checked);
    });
    worker.on('error', (error) => {
      clearTimeout(watch);
      reject(new Error(`At ${current}: ${error.message}`, { cause: error }));
    });
    worker.on('exit', () => {
      clearTimeout(watch);
      resolve(results);
    });
  });
}
