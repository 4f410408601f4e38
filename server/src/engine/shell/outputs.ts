// What commands of a script print, as far as it has to do with tokens of ServiceAccounts, and what filters make of it.

import type { Span } from '../text/span.ts';
import type { ClientCall, WrittenWord } from './clientCall.ts';

/** A way in which a script finds a token, and what it does with what it finds. Filled while the script is read. */
export interface Trail {
  /**
   * `account`: by a ServiceAccount's `secrets`. `search`: among the names of Secrets. `selection`: by the annotation
   * of Secrets. `name`: by a Secret's name. `get-token`, `new-token`: the commands of `oc`.
   */
  readonly how: 'account' | 'search' | 'selection' | 'name' | 'get-token' | 'new-token';
  readonly call: ClientCall;
  /** The words that say what is looked for. */
  readonly at: Span;
  readonly account: WrittenWord | undefined;
  /** What a Secret's name is, or has in it. */
  readonly secret: string | undefined;
  readonly reads: SecretRead[];
  readonly tokens: TokenRead[];
  /** Whether a client is handed the token to show who it is. */
  isCredential: boolean;
  /** Whether what is found is a token of a ServiceAccount, and nothing else. */
  isSure: boolean;
}

/** A command that reads the Secret. */
export interface SecretRead {
  readonly span: Span;
  readonly call: ClientCall;
  readonly field: 'token' | 'other' | 'all';
  /** Without a name it gives all Secrets, and the name is missing where nothing is found. */
  dumps: boolean;
}

/** A stretch of a pipeline that prints the token. */
export interface TokenRead {
  readonly span: Span;
  /** The assignments over which it comes by its name. */
  readonly via: readonly Assignment[];
  readonly block: number;
  /** Whether it prints the token and nothing else, or its output is for people. */
  readonly isPlain: boolean;
}

/** `NAME=…` as a statement of its own. */
export interface Assignment extends Span {
  readonly name: string;
  readonly block: number;
  /** What ends the statement; undefined where it holds more than the assignment. */
  readonly ending: Span | undefined;
}

interface Carried {
  readonly via: readonly Assignment[];
}

export type Output =
  | { readonly is: 'unknown' }
  | { readonly is: 'text'; readonly text: string }
  | AccountOutput
  | SecretsOutput
  | (Carried & { readonly is: 'secret name'; readonly trail: Trail })
  | SecretOutput
  | TokenOutput;

/** A ServiceAccount as `get` or `describe` show it. */
interface AccountOutput extends Carried {
  readonly is: 'account';
  readonly call: ClientCall;
  readonly at: Span;
  readonly name: WrittenWord | undefined;
}

/** A list of Secrets, and what it was searched for. */
export interface SecretsOutput extends Carried {
  readonly is: 'secrets';
  readonly call: ClientCall;
  readonly at: Span;
  readonly patterns: readonly WrittenWord[];
}

/** A Secret as a whole. */
interface SecretOutput extends Carried {
  readonly is: 'secret';
  readonly trail: Trail;
  readonly format: 'described' | 'document';
}

interface TokenOutput extends Carried {
  readonly is: 'token';
  readonly trail: Trail;
  readonly encoded: boolean;
  /** Whether nothing else is on the line. */
  readonly isPlain: boolean;
}

export const unknown: Output = { is: 'unknown' };

/** A filter of a pipeline: its name, and its arguments as far as they are known. */
export interface Filter {
  readonly name: string;
  readonly args: readonly WrittenWord[];
}

/** What is known of a trail where it begins. */
export type TrailStart = Omit<Trail, 'reads' | 'tokens' | 'isCredential' | 'isSure'>;

/** What a filter prints when it reads something; `found` notes a trail. */
export function filtered(filter: Filter, input: Output, found: (start: TrailStart) => Trail): Output {
  const script = filter.args.map(({ text, source }) => text ?? source ?? '').join(' ');
  const asks = { ...filter, script };
  if (input.is === 'account') return fromAccount(asks, input, found);
  if (input.is === 'secrets') return fromSecrets(asks, input, found);
  if (input.is === 'secret name') return keeps.has(filter.name) || picks.has(filter.name) ? input : unknown;
  if (input.is === 'secret') return fromSecret(asks, input);
  return input.is === 'token' ? fromToken(asks, input) : unknown;
}

interface Asking extends Filter {
  /** All its arguments. */
  readonly script: string;
}

/** Filters that hand lines on, some of them or all. */
const keeps = new Set(['head', 'tail', 'tr', 'xargs', 'cat', 'sort', 'uniq']);
/** Filters that pick lines, or parts of them, by what their arguments say. */
const picks = new Set(['grep', 'egrep', 'fgrep', 'awk', 'gawk', 'sed', 'cut', 'jq', 'yq']);
/** Those that leave of a line what they are asked for. */
const cuts = new Set(['awk', 'gawk', 'sed', 'cut', 'jq', 'yq']);

function fromAccount(
  { name, script }: Asking,
  input: AccountOutput,
  found: (start: TrailStart) => Trail,
): Output {
  if (keeps.has(name) || name === 'cut') return input;
  const asksForToken =
    /secrets|token/i.test(script) &&
    !/imagePull|dockercfg|pull secrets|\bdel\(|\.secrets[^=|]*\|?=(?!=)/i.test(script);
  if (!picks.has(name) || !asksForToken) return unknown;
  const { call, at, via } = input;
  const trail = found({ how: 'account', call, at, account: input.name, secret: undefined });
  return { is: 'secret name', via, trail };
}

/** No one searches longer; a chain of filters without end must not be copied from one to the next. */
const mostPatterns = 20;

function fromSecrets(asks: Asking, input: SecretsOutput, found: (start: TrailStart) => Trail): Output {
  const { name, args, script } = asks;
  // What is said of the search rests on the first of its patterns.
  if (input.patterns.length >= mostPatterns) return keeps.has(name) || picks.has(name) ? input : unknown;
  if (/^(?:jq|yq)$/.test(name)) return fromSecretsByJq(script, input, found);
  if (/grep$/.test(name)) {
    const pattern = patternOf(args);
    if (pattern === 'others') return input;
    return pattern ? { ...input, patterns: [...input.patterns, pattern] } : unknown;
  }
  if (/awk$/.test(name)) {
    const [, expression] = /(?<!!)\/([^/]+)\//.exec(script) ?? [];
    const pattern = expression === undefined ? [] : [{ text: expression, source: undefined }];
    return { ...input, patterns: [...input.patterns, ...pattern] };
  }
  return keeps.has(name) || picks.has(name) ? input : unknown;
}

function fromSecretsByJq(script: string, input: SecretsOutput, found: (start: TrailStart) => Trail): Output {
  const { call, at, via } = input;
  const account = selectedAccount(script);
  const [, pattern] = /(?:startswith|contains|test|match)\(\\?"([^"\\]+)\\?"\)/.exec(script) ?? [];
  if (account === undefined && pattern === undefined) return unknown;
  const written = pattern === undefined ? [] : [{ text: pattern, source: pattern }];
  if (account === undefined && !namesToken(script))
    return { ...input, patterns: [...input.patterns, ...written] };
  const trail =
    account === undefined
      ? found({ how: 'search', call, at, ...soughtBy(written) })
      : found({ how: 'selection', call, at, account: plainName(account), secret: undefined });
  if (!namesToken(script)) return { is: 'secret name', via, trail };
  trail.reads.push({ span: at, call, field: 'token', dumps: false });
  return { is: 'token', via, trail, encoded: !script.includes('@base64d'), isPlain: true };
}

/** Whether a path or a filter reads the key `token` of a Secret. */
export function namesToken(path: string): boolean {
  return /\.data\s*\.\s*token\b(?!-)|(?:\.data|\["data"\]|\['data'\])\s*\.?\[\s*\\?["']token\\?["']\s*\]|index\s+\.data\s+\\?["']token/.test(
    path,
  );
}

/** The ServiceAccount by which a path selects Secrets: `''` where it is no plain name; undefined where it does not. */
export function selectedAccount(path: string): string | undefined {
  const found = /service-account\\*\.name[^=]{0,6}==\s*\\?["']?([^"'\\)\]]*)/.exec(path);
  if (!found) return undefined;
  return /^[a-z\d][a-z\d.-]*$/.test(found[1] ?? '') ? found[1] : '';
}

export function plainName(name: string): WrittenWord | undefined {
  return name === '' ? undefined : { text: name, source: name };
}

/** What `grep` looks for; `others`: everything but something. */
function patternOf(args: readonly WrittenWord[]): WrittenWord | 'others' | undefined {
  for (let at = 0; at < args.length; at++) {
    const flag = args[at]?.text;
    if (flag === undefined || !/^-./.test(flag)) return args[at];
    if (/^-[A-Za-z]*v|^--invert-match/.test(flag)) return 'others';
    if (/^-[ABCm]$/.test(flag)) at++;
  }
  return undefined;
}

/** The ServiceAccount, and the part of a Secret's name, that a search for Secrets is about. */
export function soughtBy(patterns: readonly WrittenWord[]): Pick<Trail, 'account' | 'secret'> {
  for (const { text, source = '' } of patterns) {
    const name = text === undefined ? undefined : accountIn(text);
    if (text !== undefined && name === undefined) continue;
    const [, quote, variable] =
      /^("?)\^?(\$\w+|\$\{\w+\}|\{\{[^{}]*\}\})(?:-token(?:-.{0,8})?)?\1$/.exec(source) ?? [];
    const written = variable === undefined ? undefined : `${quote}${variable}${quote}`;
    const isPlain = !/[$`{]/.test(source);
    return { account: { text: name, source: isPlain ? name : written }, secret: text };
  }
  return { account: undefined, secret: undefined };
}

/** The ServiceAccount in a pattern for the names of its Secrets; undefined where the pattern is for all. */
function accountIn(pattern: string): string | undefined {
  const name = pattern
    .replace(/^\W*(?:secrets?\/)?/, '')
    .replace(/-?\btoken\b.*$/, '')
    .replace(/[^a-z\d]+$/, '');
  const isType = /^(?:kubernetes\.io|service-account)/.test(name);
  return /^[a-z\d][a-z\d.-]*$/.test(name) && !isType ? name : undefined;
}

function fromSecret({ name, script, args }: Asking, input: SecretOutput): Output {
  const { trail, via } = input;
  const isEncoded = input.format === 'document';
  if (/^(?:jq|yq)$/.test(name)) {
    // In a list of Secrets there is nothing at such a path.
    const read = trail.reads.at(-1);
    if (read) read.dumps = false;
    if (!namesToken(script)) return unknown;
    return { is: 'token', trail, via, encoded: !script.includes('@base64d'), isPlain: true };
  }
  const isAbout = /(?<![\w-])token(?![\w-])/i.test(script);
  if (/grep$/.test(name) && patternOf(args) === 'others') return input;
  if (!isAbout) return keeps.has(name) || name === 'cut' || /^sed$|awk$/.test(name) ? input : unknown;
  if (!picks.has(name)) return unknown;
  // Of other Secrets `describe` shows no values.
  if (!isEncoded && trail.how === 'search') trail.isSure = true;
  return { is: 'token', trail, via, encoded: isEncoded, isPlain: cuts.has(name) };
}

function fromToken({ name, script }: Asking, input: TokenOutput): Output {
  const decodes =
    (name === 'base64' && /^(?:.* )?(?:-[a-z]*[dD][a-z]*|--decode)\b/.test(script)) ||
    (name === 'openssl' && /base64\b.*\s-d\b|\s-d\b.*base64/.test(script));
  if (decodes) return input.encoded ? { ...input, encoded: false } : unknown;
  if (/^(?:cat|xargs|tr)$/.test(name)) {
    const isPlain = name === 'tr' ? /^-d\b/.test(script) : script === '';
    return isPlain || !input.isPlain ? input : unknown;
  }
  if (/^(?:head|tail)$/.test(name)) return input;
  if (input.isPlain && !input.encoded) return unknown;
  if (cuts.has(name)) return { ...input, isPlain: true };
  return picks.has(name) ? input : unknown;
}
