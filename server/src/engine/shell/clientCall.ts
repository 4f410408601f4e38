// A call of kubectl or oc: which client, how it is told which cluster to speak to, and what it is asked for.

import { afterLast } from '../text/ends.ts';
import type { Span } from '../text/span.ts';
import { onlyPiece, plainText, type Word } from './program.ts';

/** A word that is handed on from one command to another. */
export interface WrittenWord {
  /** What it is when the script runs; undefined where only then it is known. */
  readonly text: string | undefined;
  /** As it is written, to be written again; undefined where it can't be taken out of its place. */
  readonly source: string | undefined;
}

export interface ClientCall {
  /** From the client, and what stands before it, to the last word. */
  readonly span: Span;
  /** The client as it is written, with the flags that say which cluster it speaks to, and as whom. */
  readonly client: string;
  readonly namespace: WrittenWord | undefined;
  readonly allNamespaces: boolean;
  /** The words that are no flags: verb, kind, names. */
  readonly operands: readonly Word[];
  /** Flags by their long names. */
  readonly flags: ReadonlyMap<string, Word | undefined>;
}

/** What the reader of a call has to know of the script around it. */
export interface Surroundings {
  readonly text: string;
  /** The text of a word, variables with known values included. */
  known(word: Word): string | undefined;
}

/** Reads a command as a call of a Kubernetes client; undefined where it is none. */
export function clientCallIn(words: readonly Word[], around: Surroundings): ClientCall | undefined {
  const end = endOfClient(words, around);
  const [first] = words;
  const last = words.at(-1);
  if (end === 0 || !first || !last) return undefined;
  const client = [around.text.slice(first.start, words[end - 1]?.end)];
  const operands: Word[] = [];
  const flags = new Map<string, Word | undefined>();
  for (let at = end; at < words.length; at++) {
    const word = words[at];
    if (!word) continue;
    const flag = flagOf(word);
    if (!flag) {
      operands.push(word);
      continue;
    }
    if (flag.name === '--') return undefined;
    const takesNext = !flag.value && valueFlags.has(flag.name);
    const value = takesNext ? words[++at] : flag.value;
    flags.set(flag.name, value);
    if (clusterFlags.has(flag.name)) client.push(around.text.slice(word.start, (value ?? word).end));
  }
  const namespace = flags.get('--namespace');
  return {
    span: { start: first.start, end: last.end },
    client: client.join(around.text[client[0]?.length ?? 0] === '\n' ? '\n' : ' '),
    namespace: namespace && writtenWord(namespace, around),
    allNamespaces: flags.has('--all-namespaces'),
    operands,
    flags,
  };
}

/** A word as it can be written again. */
export function writtenWord(word: Word, around: Surroundings): WrittenWord {
  const source = around.text.slice(word.start, word.end);
  return { text: around.known(word), source: source === '' || source.includes('\n') ? undefined : source };
}

const prefixes = new Set(['sudo', 'command', 'exec', 'nohup']);
const carriers = new Set(['microk8s', 'k3s', 'rke2', 'minikube']);

/** How many words it takes to name the client; none where they name none. */
function endOfClient(words: readonly Word[], around: Surroundings): number {
  let at = 0;
  while (prefixes.has(plainText(words[at]) ?? '')) at++;
  const word = words[at];
  if (!word) return 0;
  const text = around.known(word);
  if (text !== undefined) {
    const name = afterLast(text, '/\\');
    if (/^(?:kubectl|oc|k|microk8s\.kubectl)(?:\.exe)?$/.test(name)) return at + 1;
    const isCarried = carriers.has(name) && plainText(words[at + 1]) === 'kubectl';
    if (!isCarried) return 0;
    return plainText(words[at + 2]) === '--' ? at + 3 : at + 2;
  }
  const piece = onlyPiece(word);
  return piece?.is === 'variable' && /(?:^|_)(?:KUBECTL|OC)(?:_|$)/i.test(piece.name) ? at + 1 : 0;
}

/** Long names of short flags. */
const longNames: ReadonlyMap<string, string> = new Map([
  ['-n', '--namespace'],
  ['-o', '--output'],
  ['-A', '--all-namespaces'],
  ['-l', '--selector'],
  ['-s', '--server'],
  ['-f', '--filename'],
  ['-p', '--patch'],
  ['-v', '--v'],
  ['-L', '--label-columns'],
]);

/** Flags that say which cluster is spoken to, and as whom: a rewritten command keeps them. */
const clusterFlags = new Set([
  '--context',
  '--kubeconfig',
  '--cluster',
  '--user',
  '--server',
  '--token',
  '--as',
  '--as-group',
  '--certificate-authority',
  '--client-certificate',
  '--client-key',
  '--tls-server-name',
  '--insecure-skip-tls-verify',
  '--request-timeout',
  '--config',
]);

/** Flags that take their value from the next word. */
const valueFlags = new Set([
  ...[...clusterFlags].filter((flag) => flag !== '--insecure-skip-tls-verify'),
  '--namespace',
  '--output',
  '--selector',
  '--filename',
  '--patch',
  '--v',
  '--label-columns',
  '--field-selector',
  '--template',
  '--sort-by',
  '--audience',
  '--duration',
  '--bound-object-kind',
  '--bound-object-name',
  '--bound-object-uid',
  '--cache-dir',
  '--chunk-size',
  '--type',
  '--from-literal',
]);

function flagOf(word: Word): { readonly name: string; readonly value: Word | undefined } | undefined {
  const [first] = word.pieces;
  if (first?.is !== 'text' || !/^-./.test(first.text)) return undefined;
  const [front = '', long] = /^(--[\w-]*)=?/.exec(first.text) ?? /^(-\w)=?/.exec(first.text) ?? [];
  const name = long === undefined ? first.text : (longNames.get(long) ?? long);
  const isWhole = first.text.length === front.length && word.pieces.length === 1 && !front.endsWith('=');
  return { name, value: isWhole || long === undefined ? undefined : withoutFront(word, front.length) };
}

/** A word without its first characters, which stand in its first piece. */
export function withoutFront(word: Word, length: number): Word {
  const [first, ...rest] = word.pieces;
  if (first?.is !== 'text' || length === 0) return word;
  const text = first.text.slice(length);
  const pieces = text === '' && rest.length > 0 ? rest : [{ ...first, text }, ...rest];
  // Where a quote stands before it, what is left can't be cut out: it counts as empty.
  return { start: first.quoted ? word.end : word.start + length, end: word.end, pieces };
}
