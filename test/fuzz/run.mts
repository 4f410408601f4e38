// `node test/fuzz/run.mts`: throws mutated and made-up texts at the engine and says what does not hold of them. Comes in:
// a seed and when to end; goes out: figures now and then, every failure made small, and exit code 1 when there is one.
//   --seed S       where chance begins; a random one is chosen and printed otherwise
//   --inputs N     ends after so many texts
//   --seconds N    ends after so many seconds
//   --typing       every text is the one before after an edit
//   --from N       begins with this sequence: to see a failure again, with --inputs 1

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { FailureText, Order, Word } from './fuzzing.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    inputs: { type: 'string' },
    seconds: { type: 'string' },
    typing: { type: 'boolean', default: false },
    from: { type: 'string', default: '0' },
  },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
const inputs = Number(values.inputs ?? Number.POSITIVE_INFINITY);
const seconds = Number(values.seconds ?? (values.inputs === undefined ? 60 : Number.POSITIVE_INFINITY));

/** A text is given up after this many milliseconds; it must not take a second of work. */
const hangLimit = 120_000;
const slowLimit = 1000;

const total = { inputs: 0, typing: 0, failures: 0, slow: 0, slowest: 0, heap: 0, resident: 0 };
const shown = new Set<string>();
/** The sequence that gave no sign of life last: on a busy machine that need not be its fault, so it gets another try. */
let suspect: number | undefined;
const started = performance.now();
const [program = '', reported] = [fileURLToPath(new URL('./fuzzing.ts', import.meta.url)), { at: started }];

console.log(`seed ${seed}`);
for (let from = Number(values.from); !isOver(); )
  from = await fuzzFrom({ seed, from, typing: values.typing });
tell();
console.log(`${total.inputs} inputs, ${total.failures} failures, ${total.slow} slower than a second`);
process.exitCode = total.failures + total.slow === 0 ? 0 : 1;

function isOver(): boolean {
  return total.inputs >= inputs || performance.now() - started >= seconds * 1000;
}

/** Fuzzes until all is done, or a sequence hangs; gives the number of the next one. */
function fuzzFrom(order: Order): Promise<number> {
  const fuzzing = fork(program, [JSON.stringify(order)], { execArgv: ['--expose-gc'] });
  let [sequence, text] = [order.from, ''];
  let isHung = false;
  const hangs = () => {
    isHung = true;
    fuzzing.kill('SIGKILL');
  };
  let watch = setTimeout(hangs, hangLimit);
  fuzzing.on('message', (word: Word) => {
    clearTimeout(watch);
    watch = setTimeout(hangs, hangLimit);
    if (word.is === 'entering') [sequence, text] = [word.sequence, JSON.stringify(word.changed)];
    else take(word);
    if (isOver()) fuzzing.kill('SIGKILL');
  });
  return new Promise((resolve) => {
    fuzzing.on('close', (code) => {
      clearTimeout(watch);
      if (isHung && suspect !== sequence) {
        suspect = sequence;
        console.log(`Sequence ${sequence} gives no sign of life and is tried again`);
        resolve(sequence);
        return;
      }
      if (isHung || (code !== null && !isOver())) {
        total.failures++;
        console.log(`Sequence ${sequence} ${isHung ? 'hangs' : `ends the process with ${code}`} at ${text}`);
      }
      resolve(sequence + 1);
    });
  });
}

function take(word: Exclude<Word, { is: 'entering' }>): void {
  if (word.is === 'failed') {
    total.failures++;
    show(word.failure);
    return;
  }
  total.inputs += word.inputs;
  if (word.isTyping) total.typing++;
  total.resident = word.resident;
  total.heap = word.heap ?? total.heap;
  const { milliseconds, changed } = word.slowest;
  if (milliseconds > total.slowest) {
    total.slowest = milliseconds;
    if (milliseconds > 200)
      console.log(`slowest so far: ${milliseconds.toFixed(0)} ms, ${JSON.stringify(changed).slice(0, 300)}`);
  }
  if (milliseconds > slowLimit) total.slow++;
  if (performance.now() - reported.at > 30_000) tell();
}

function tell(): void {
  reported.at = performance.now();
  const passed = (reported.at - started) / 1000;
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
  console.log(
    `${passed.toFixed(0)} s: ${total.inputs} inputs (${(total.inputs / passed).toFixed(0)} a second), ` +
      `${total.typing} sequences of typing, ${total.failures} failures, slowest ${total.slowest.toFixed(0)} ms, ` +
      `heap ${megabytes(total.heap)}, resident ${megabytes(total.resident)}`,
  );
}

/** Failures of one kind are shown once. */
function show({ sequence, step, problems, before, changed }: FailureText): void {
  const kind = (problems[0] ?? '').replace(/\d+/g, '0').slice(0, 120);
  if (shown.has(kind)) return;
  shown.add(kind);
  console.log(`FAILURE in sequence ${sequence}, step ${step} (--seed ${seed} --from ${sequence} --inputs 1)`);
  for (const problem of problems.slice(0, 4)) console.log(`  ${problem.slice(0, 1500)}`);
  for (const file of before) console.log(`  beside ${JSON.stringify(file)}`);
  console.log(`  ${JSON.stringify(changed)}`);
}
