// What kubectl and oc print, where it is a ServiceAccount, a Secret, or a token in one.

import type { Span } from '../text/span.ts';
import {
  type ClientCall,
  type Surroundings,
  type WrittenWord,
  withoutFront,
  writtenWord,
} from './clientCall.ts';
import {
  namesToken,
  type Output,
  plainName,
  type SecretsOutput,
  selectedAccount,
  soughtBy,
  type Trail,
  type TrailStart,
  unknown,
} from './outputs.ts';
import type { Word } from './program.ts';

/** What the reader of a call knows of the script. */
export interface Reader extends Surroundings {
  /** Notes a trail. */
  found(start: TrailStart): Trail;
  /** What a word stands for when it consists of one command or variable. */
  outputOf(word: Word): Output;
}

/** What a call prints. `input`: what it is handed by `xargs` as its last word. */
export function outputOfCall(call: ClientCall, reader: Reader, input: Output | undefined): Output {
  const [first, second] = call.operands.map((word) => reader.known(word));
  if (/^(?:sa|serviceaccounts?)$/.test(first ?? '') && /^(?:get|new)-token$/.test(second ?? ''))
    return ocToken(call, reader, second === 'get-token' ? 'get-token' : 'new-token');
  if (first !== 'get' && first !== 'describe') return unknown;
  const target = targetOf(call, reader);
  if (target?.kind === 'account') return accountOutput(call, reader, target, first);
  return target?.kind === 'secret' ? secretOutput(call, reader, target, first, input) : unknown;
}

interface Target {
  readonly kind: 'account' | 'secret';
  readonly name: Word | undefined;
  /** From the verb to the name, or to the kind where a command gives the name. */
  readonly at: Span;
  /** Whether nothing is left of the name where nothing is found. */
  readonly mayVanish: boolean;
}

function targetOf({ operands }: ClientCall, reader: Reader): Target | undefined {
  const [verb, kind, name, ...others] = operands;
  if (!verb || !kind || others.length > 0) return undefined;
  const listed = name ? unknown : reader.outputOf(kind);
  // `-o name` gives kind and name in one.
  if (listed.is === 'secrets' || listed.is === 'secret name')
    return { kind: 'secret', name: kind, at: { start: verb.start, end: verb.end }, mayVanish: false };
  const [piece] = kind.pieces;
  const [, word = '', slash] = (piece?.is === 'text' && /^([a-z]+)(\/)?/i.exec(piece.text)) || [];
  const named = slash ? withoutFront(kind, word.length + 1) : name;
  const isWhole = slash ? name === undefined : reader.known(kind) === word;
  const found = /^(?:sa|serviceaccounts?)$/i.test(word)
    ? 'account'
    : /^secrets?$/i.test(word)
      ? 'secret'
      : undefined;
  if (!isWhole || !found) return undefined;
  const isFound = named?.pieces.some((one) => one.is === 'substitution') ?? false;
  const end = isFound ? kind.start + word.length : (slash ? kind : (name ?? kind)).end;
  const isOneLine = end > verb.start && !reader.text.slice(verb.start, end).includes('\n');
  const at = { start: isOneLine ? verb.start : kind.start, end: isOneLine ? end : kind.start + word.length };
  const isSplit = name?.pieces.every((one) => one.is !== 'text' && !one.quoted) ?? false;
  return { kind: found, name: named, at, mayVanish: isSplit && !slash };
}

function ocToken(call: ClientCall, reader: Reader, how: 'get-token' | 'new-token'): Output {
  const [verb, what, name, ...others] = call.operands;
  if (!verb || !what || !name || others.length > 0) return unknown;
  const at = { start: verb.start, end: name.end };
  const trail = reader.found({ how, call, at, account: writtenWord(name, reader), secret: undefined });
  return { is: 'token', via: [], trail, encoded: false, isPlain: true };
}

/** The format that is asked for, with its template; undefined where it is not known. */
function formatOf(
  { flags }: ClientCall,
  reader: Reader,
): { readonly name: string; readonly path: string } | undefined {
  const output = flags.get('--output');
  if (!output) return { name: 'table', path: '' };
  const text = reader.known(output) ?? reader.text.slice(output.start, output.end);
  const [, name = '', path = ''] = /^["']?([a-z-]+)=?([\s\S]*)$/.exec(text) ?? [];
  const template = flags.get('--template');
  const isTemplate = /^(?:jsonpath|go-template)$/.test(name);
  if (!isTemplate && name === '') return undefined;
  return {
    name,
    path: path === '' && template && isTemplate ? reader.text.slice(template.start, template.end) : path,
  };
}

function accountOutput(call: ClientCall, reader: Reader, { name, at }: Target, verb: string): Output {
  const account = name && writtenWord(name, reader);
  const format = formatOf(call, reader);
  if (!format) return unknown;
  if (verb === 'describe' || format.name === 'yaml' || format.name === 'json')
    return { is: 'account', via: [], call, at, name: account };
  const readsSecrets =
    /\.secrets\b|\[\\?["']secrets\\?["']\]/.test(format.path) && !format.path.includes('dockercfg');
  if (!readsSecrets) return unknown;
  const trail = reader.found({ how: 'account', call, at, account, secret: undefined });
  return { is: 'secret name', via: [], trail };
}

function secretOutput(
  call: ClientCall,
  reader: Reader,
  { name, at, mayVanish }: Target,
  verb: string,
  input: Output | undefined,
): Output {
  const format = formatOf(call, reader);
  if (!format) return unknown;
  const named = name ? reader.outputOf(name) : input;
  if (!named) return listOutput(call, reader, at, format.path, verb);
  const trail = trailBehind(named, call, at, reader, name);
  if (!trail) return unknown;
  const via = 'via' in named ? named.via : [];
  const isTemplate = format.path !== '';
  // OpenShift up to 4.15 keeps a token there, whatever Kubernetes generates.
  if (/openshift\\*\.io\/token-secret/.test(format.path)) trail.isSure = false;
  const field = !isTemplate ? 'all' : namesToken(format.path) ? 'token' : 'other';
  const isTable = verb === 'get' && !/^(?:yaml|json)$/.test(format.name) && !isTemplate;
  // A template that fails on a list prints the whole of it.
  const printsAll =
    verb === 'describe' || /^(?:yaml|json)$/.test(format.name) || /base64decode/.test(format.path);
  if (!isTable)
    trail.reads.push({ span: at, call, field, dumps: printsAll && mayVanish && named.is !== 'text' });
  if (isTable || field === 'other') return unknown;
  if (field === 'all')
    return { is: 'secret', via, trail, format: verb === 'describe' ? 'described' : 'document' };
  const encoded = !format.path.includes('base64decode');
  return { is: 'token', via, trail, encoded, isPlain: true };
}

/** All Secrets, or those that a path selects among them. */
function listOutput(call: ClientCall, reader: Reader, at: Span, path: string, verb: string): Output {
  const selector = call.flags.get('--field-selector');
  const isOfTokens =
    selector !== undefined &&
    reader.text.slice(selector.start, selector.end).includes('service-account-token');
  if (verb === 'describe' || call.flags.has('--selector') || (selector && !isOfTokens)) return unknown;
  const account = selectedAccount(path);
  if (account === undefined) {
    const patterns: readonly WrittenWord[] = isOfTokens
      ? [{ text: 'kubernetes.io/service-account-token', source: undefined }]
      : [];
    return { is: 'secrets', via: [], call, at, patterns };
  }
  const trail = reader.found({ how: 'selection', call, at, account: plainName(account), secret: undefined });
  if (!namesToken(path)) return { is: 'secret name', via: [], trail };
  trail.reads.push({ span: at, call, field: 'token', dumps: false });
  return { is: 'token', via: [], trail, encoded: true, isPlain: true };
}

/** How the Secret was found that a call reads. */
function trailBehind(
  named: Output,
  call: ClientCall,
  at: Span,
  reader: Reader,
  name: Word | undefined,
): Trail | undefined {
  if (named.is === 'secret name') return named.trail;
  if (named.is === 'secrets') return searchFor(named, reader);
  if (named.is !== 'text' || !name || named.text === '') return undefined;
  return reader.found({ how: 'name', call, at, account: undefined, secret: named.text });
}

function searchFor({ call, at, patterns }: SecretsOutput, reader: Reader): Trail | undefined {
  const all = patterns.map(({ text, source }) => text ?? source ?? '').join(' ');
  if (patterns.length === 0 || othersTokens.test(all)) return undefined;
  const trail = reader.found({ how: 'search', call, at, ...soughtBy(patterns) });
  if (meansTokens(all)) trail.isSure = true;
  return trail;
}

/** Tokens that have nothing to do with ServiceAccounts. */
const othersTokens =
  /(?<![a-z])(?:bootstrap|github|gitea|npm|slack|csrf|refresh|api|join|registry|pull|deploy|bot)-?token/i;

/** What finds words in it takes the square of its length. */
const longestSearch = 500;

/** Whether a search for Secrets is, by its words, for those of ServiceAccounts. */
function meansTokens(patterns: string): boolean {
  if (patterns.length > longestSearch) return false;
  return (
    /token\b/.test(patterns) ||
    /(?:^|[ "'^-])(?:admin-user|[a-z-]+-admin|[a-z-]*(?:service-?account|-sa))\b/.test(patterns)
  );
}
