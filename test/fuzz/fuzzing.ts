// The process that fuzzes: it tells of every text before it looks at it, so that whoever watches can name the one that
// never came back.

import { setImmediate as turn } from 'node:timers/promises';
import { minimised } from './minimise.ts';
import { corpusSeeds, ownSeeds, type SeedFile } from './seeds.ts';
import { type Outcome, runSequence } from './sequences.ts';

export interface Order {
  readonly seed: number;
  /** The number of the first sequence. */
  readonly from: number;
  /** Whether every text is the one before after an edit. */
  readonly typing: boolean;
}

export type Word =
  | { readonly is: 'entering'; readonly sequence: number; readonly changed: SeedFile }
  | {
      readonly is: 'done';
      readonly inputs: number;
      readonly isTyping: boolean;
      readonly slowest: Outcome['slowest'];
      /** Bytes in use after a collection, now and then. */
      readonly heap: number | undefined;
      readonly resident: number;
    }
  | { readonly is: 'failed'; readonly failure: FailureText };

export interface FailureText {
  readonly sequence: number;
  readonly step: number;
  readonly problems: readonly string[];
  readonly before: readonly SeedFile[];
  readonly changed: SeedFile;
}

const { seed, from, typing }: Order = JSON.parse(process.argv[2] ?? '');
const known = new Set<string>();
const seeds = [...ownSeeds(), ...corpusSeeds()];

for (let sequence = from; ; sequence++) {
  const onText = (changed: SeedFile) => say({ is: 'entering', sequence, changed });
  const { inputs, isTyping, failures, slowest } = runSequence(seeds, { seed, sequence, typing }, onText);
  for (const failure of failures) {
    const { step, problems } = failure;
    const kind = (problems[0] ?? '').slice(0, 30);
    // Making texts small takes its time; one of a kind is enough.
    const [before, changed] = known.has(kind) ? [failure.files, failure.changed] : minimised(failure);
    known.add(kind);
    say({ is: 'failed', failure: { sequence, step, problems, before, changed } });
  }
  const isTimeToCollect = sequence % 1000 === 0;
  if (isTimeToCollect) globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const heap = isTimeToCollect ? heapUsed : undefined;
  say({ is: 'done', inputs, isTyping, slowest, heap, resident: rss });
  // Lets messages out that did not fit into the pipe.
  if (sequence % 20 === 0) await turn();
}

function say(word: Word): void {
  process.send?.(word);
}
