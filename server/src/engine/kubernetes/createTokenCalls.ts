// Where a container runs `kubectl create token` with the ServiceAccount of its pod: as its command line, or in a script
// that a shell is handed. Only what is plainly written is taken for a call.

import type { Span } from '../text/span.ts';
import { mapItems, resolved, sequencesAt } from '../yaml/lookup.ts';
import type { YamlScalar } from '../yaml/nodes.ts';
import type { Container } from './pods.ts';
import { nameAt } from './resource.ts';
import { mayFail, saysOnly } from './scriptLines.ts';

export interface CreateTokenCall {
  readonly section: YamlScalar['section'];
  /** The words `create token`. */
  readonly span: Span;
  /** The ServiceAccount; undefined where it is decided at run time. */
  readonly of: string | undefined;
  readonly namespace: CallNamespace;
}

/** In which namespace a call looks: that of the pod where it says nothing. */
export type CallNamespace =
  | { readonly is: 'own' }
  | { readonly is: 'named'; readonly name: string }
  | { readonly is: 'unknown' };

/** The calls of a container that speak to its own cluster as its own ServiceAccount, and may not fail. */
export function createTokenCallsIn(container: Container): readonly CreateTokenCall[] {
  const scalars = ['command', 'args'].flatMap((field) =>
    sequencesAt(container.map, field).flatMap(({ items }) =>
      items.map(resolved).filter((node) => node?.type === 'scalar'),
    ),
  );
  if (!scalars.some(({ source }) => source.includes('token')) || usesOtherCredentials(container, scalars))
    return [];
  const [first] = scalars;
  if (first && isClient(first.value)) {
    const call = callOf(scalars.slice(1).map(wordOf));
    return call ? [call] : [];
  }
  return scalars.flatMap(callsInScript);
}

/** A word of a command line, and where it stands. */
interface Word {
  readonly section: YamlScalar['section'];
  readonly span: Span;
  /** Without its quotes; variables, other commands and template actions as they are written. */
  readonly text: string;
}

function wordOf({ section, span, value, source }: YamlScalar): Word {
  return { section, span, text: typeof value === 'string' ? value : source };
}

/** A word as it is at run time; undefined where a variable, another command or a template has a part in it. */
function plain(text: string | undefined): string | undefined {
  return text === undefined || /\$|\{\{/.test(text) ? undefined : text;
}

function isClient(value: YamlScalar['value']): boolean {
  return typeof value === 'string' && /^(?:.*\/)?(?:kubectl|oc)$/.test(value);
}

/** Files, variables and commands by which a client speaks to somebody else, or as somebody else. */
function usesOtherCredentials({ map, mounts }: Container, scalars: readonly YamlScalar[]): boolean {
  const logsIn =
    /KUBECONFIG|\bkubectl\s+config\b|\b(?:oc|tsh)\s+login\b|update-kubeconfig|get-credentials|set-credentials/;
  const variables = sequencesAt(map, 'env').flatMap(mapItems);
  return (
    scalars.some(({ source }) => logsIn.test(source)) ||
    variables.some((variable) => nameAt(variable, 'name')?.text === 'KUBECONFIG') ||
    mounts.some(({ mountPath }) => !mountPath?.literal || /\.kube\b/.test(mountPath.text))
  );
}

/** Flags by which a client speaks to somebody else, or as somebody else. */
const othersFlags = new Set([
  '--kubeconfig',
  '--context',
  '--cluster',
  '--user',
  '--server',
  '-s',
  '--token',
  '--as',
  '--as-group',
  '--client-certificate',
]);

/** Flags of `create token`, and those of every command, that take their value from the next word. */
const valueFlags = new Set([
  '--audience',
  '--bound-object-kind',
  '--bound-object-name',
  '--bound-object-uid',
  '--duration',
  '--output',
  '-o',
  '--template',
  '--cache-dir',
  '--certificate-authority',
  '--request-timeout',
  '--tls-server-name',
  '--v',
  '-v',
]);

/** Reads the words behind `kubectl`. */
function callOf(words: readonly Word[]): CreateTokenCall | undefined {
  const positional: Word[] = [];
  let namespace: CallNamespace = { is: 'own' };
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word) continue;
    if (!word.text.startsWith('-')) {
      positional.push(word);
      continue;
    }
    const [flag = '', value] = partsOf(word.text);
    if (othersFlags.has(flag) || word.text === '--') return undefined;
    if (flag === '-n' || flag === '--namespace') {
      const name = plain(value ?? words[++at]?.text);
      namespace = name === undefined ? { is: 'unknown' } : { is: 'named', name };
    } else if (valueFlags.has(flag) && value === undefined) at++;
  }
  const [create, token, account, ...others] = positional;
  if (create?.text !== 'create' || token?.text !== 'token' || !account || others.length > 0) return undefined;
  const isOneText =
    create.span.start < token.span.start &&
    !create.section.text.slice(create.span.end, token.span.start).includes('\n');
  const span = isOneText ? { start: create.span.start, end: token.span.end } : token.span;
  return { section: token.section, span, of: plain(account.text), namespace };
}

/** `--flag=value` and `-nvalue`. */
function partsOf(word: string): readonly [flag: string, value?: string] {
  const equals = word.indexOf('=');
  if (equals > 0) return [word.slice(0, equals), word.slice(equals + 1)];
  return /^-n./.test(word) ? ['-n', word.slice(2)] : [word];
}

function callsInScript(scalar: YamlScalar): readonly CreateTokenCall[] {
  const { section, span } = scalar;
  let text = section.text.slice(span.start, span.end);
  if (!/\bcreate\b/.test(text)) return [];
  // What a template writes is like a variable: not known here.
  for (const { span: action } of section.regions) {
    if (action.start < span.start || action.end > span.end) continue;
    const start = action.start - span.start;
    text = text.slice(0, start) + '$'.repeat(action.end - action.start) + text.slice(action.end - span.start);
  }
  return [...text.matchAll(/(?<![\w./$-])(?:[\w./-]*\/)?(?:kubectl|oc)(?=[ \t\\])/g)].flatMap(
    ({ 0: client, index }) => {
      const start = index + client.length;
      const lineStart = text.lastIndexOf('\n', index) + 1;
      if (saysOnly(text.slice(lineStart, index))) return [];
      const { words, end } = wordsFrom(text, start);
      if (mayFail(text.slice(end))) return [];
      const call = callOf(
        words.map((word) => ({
          section,
          span: { start: span.start + word.start, end: span.start + word.end },
          text: word.text,
        })),
      );
      return call ?? [];
    },
  );
}

/** The words of a simple command up to where it ends: a line break, an operator, the end of what it stands in. */
function wordsFrom(
  text: string,
  from: number,
): { readonly words: readonly (Span & Pick<Word, 'text'>)[]; readonly end: number } {
  const words: (Span & Pick<Word, 'text'>)[] = [];
  let at = from;
  for (;;) {
    const blank = /^(?:[ \t]|\\\r?\n)*/.exec(text.slice(at))?.[0].length ?? 0;
    // What stands right behind a word, and is none of it, ends the command: a quote that began before it, an operator.
    if (blank === 0) return { words, end: at };
    at += blank;
    const [found = ''] = aWord.exec(text.slice(at)) ?? [];
    if (found === '') return { words, end: at };
    words.push({ start: at, end: at + found.length, text: found.replaceAll(/\\?["']/g, '') });
    at += found.length;
  }
}

/** In quotes, or not, or pieces of both; escaped quotes are quotes within those of YAML. No piece behind another has blanks. */
const aWord =
  /^(?:"[^"\n]*"|'[^'\n]*'|\\"[^"\n]*\\")?(?:"[^"\s]*"|'[^'\s]*'|\\"[^"\s]*\\"|\$\([^()\n]*\)|[^\s"'`;|&()<>\\])*/;
