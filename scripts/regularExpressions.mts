// Every regular expression of server and client is proven to take linear time, whatever text it is asked of: by recheck,
// which reads it as an automaton (https://makenowjust-labs.github.io/recheck/). What it cannot read is spelled out first,
// in a way that takes at least as long. Where a text is known to be short, that is said in `shortTexts`, and what is made while the program runs in `madeOfPieces`.
//   node scripts/regularExpressions.mts            checks all
//   node scripts/regularExpressions.mts '\s+$' i   checks one
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseSync } from '@swc/core';
import { check } from 'recheck';
import { madeOfPieces, shortTexts } from './shortTexts.mts';

export interface Expression {
  readonly source: string;
  readonly flags: string;
}

/** The regular expressions of a TypeScript file, and of how many only the running program knows the source. */
export function expressionsIn(text: string): {
  readonly written: readonly Expression[];
  readonly made: number;
} {
  const written: Expression[] = [];
  let made = 0;
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    const { type, pattern, flags, callee } = node as Record<string, unknown>;
    if (type === 'RegExpLiteral') written.push({ source: String(pattern), flags: String(flags) });
    if (type === 'NewExpression' || type === 'CallExpression') if (isRegExp(callee)) made++;
    Object.values(node).forEach(visit);
  };
  visit(parseSync(text, { syntax: 'typescript', target: 'esnext' }).body);
  return { written, made };
}

function isRegExp(callee: unknown): boolean {
  return typeof callee === 'object' && callee !== null && 'value' in callee && callee.value === 'RegExp';
}

/** Why an expression is not proven to take linear time; undefined where it is. */
export async function objection({ source, flags }: Expression): Promise<string | undefined> {
  const asIs = await verdictOn(source, flags);
  if (asIs === 'safe') return undefined;
  if (asIs !== 'unknown') return asIs;
  const spelled = spelledOut(source, flags);
  if (spelled === undefined) return 'it is not understood';
  for (const alternative of spelled) {
    const verdict = await verdictOn(alternative, flags.replaceAll(/[gy]/g, ''));
    if (verdict !== 'safe') return `${verdict}, as ${alternative}`;
  }
  return undefined;
}

/** Milliseconds for one; most take some. */
const limit = 25_000;

async function verdictOn(source: string, flags: string): Promise<string> {
  const { status, ...rest } = await check(source, flags, { checker: 'automaton', timeout: limit });
  if (status !== 'vulnerable') return status;
  return 'complexity' in rest ? `it takes ${rest.complexity.summary} time` : status;
}

/** A character that no text has, after which nothing matches. */
const never = '\uE000';

/**
 * Expressions that together take at least as long as one with assertions and back references: whatever looks ahead is a
 * way of its own that ends nowhere, a group is read again where it is referred to, and all of it fails in the end.
 * Undefined where that says nothing.
 */
export function spelledOut(source: string, flags: string): readonly string[] | undefined {
  const parts = partsOf(source);
  const first = parts.find(({ text, end }) => text === '(' && end !== undefined);
  const group =
    first &&
    parts.slice(
      parts.indexOf(first) + 1,
      parts.findIndex(({ at }) => at === first.end),
    );
  const body = group?.map(({ text }) => text).join('') ?? '';
  const closing = new Map<number, string>();
  let [depth, current] = [0, ''];
  const alternatives: string[] = [];
  for (let index = 0; index < parts.length; index++) {
    const { text, at, end } = parts[index] ?? { text: '', at: 0, end: undefined };
    if (text.startsWith('(')) depth++;
    if (text === ')') depth--;
    if (text === '(?<=' || text === '(?<!') {
      const close = parts.findIndex((part) => part.at === end);
      const behind = parts.slice(index, close);
      if (behind.some((part) => /^[*+]$|,\}$/.test(part.text))) return undefined;
      [index, depth] = [close, depth - 1];
    } else if (text === '(?=' || text === '(?!') {
      current += '(?:(?:';
      if (end !== undefined) closing.set(end, `)${never}|)`);
    } else if (text === '|' && depth === 0) {
      alternatives.push(current);
      current = '';
    } else if (/^\\[1-9]$/.test(text)) {
      if (text !== '\\1' || body.includes('(')) return undefined;
      current += `(?:${body})`;
    } else if (text !== '\\b' && text !== '\\B') current += closing.get(at) ?? text;
  }
  const start = flags.includes('y') ? '^' : '';
  return [...alternatives, current].map((one) => `${start}(?:${one})${never}`);
}

interface Part {
  readonly text: string;
  readonly at: number;
  /** Of what opens a group: where that is closed. */
  readonly end?: number;
}

/** An expression cut into escapes, classes, quantifiers, what opens and closes groups, and characters. */
function partsOf(source: string): readonly Part[] {
  const parts: { text: string; at: number; end?: number }[] = [];
  const open: { at: number; end?: number }[] = [];
  const cutting = /\\.|\[(?:\\.|[^\\\]])*\]|\(\?(?:<?[=!]|:|<\w+>)|\{\d+(?:,\d*)?\}|[\s\S]/g;
  for (const { 0: text, index: at } of source.matchAll(cutting)) {
    const part = { text, at };
    if (text.startsWith('(')) open.push(part);
    if (text === ')') Object.assign(open.pop() ?? {}, { end: at });
    parts.push(part);
  }
  return parts;
}

// Without a program for this machine recheck would look for a Java.
process.env.RECHECK_BACKEND ??= hasProgram() ? 'native' : 'worker';

function hasProgram(): boolean {
  const { platform, arch } = process;
  const system = { darwin: 'macos', linux: 'linux', win32: 'windows' }[platform as 'darwin'] ?? platform;
  return existsSync(path.join(import.meta.dirname, `../node_modules/recheck-${system}-${arch}`));
}

const root = path.join(import.meta.dirname, '..');

/** The expressions of server and client, each once, and where it first stands. */
async function allExpressions(): Promise<ReadonlyMap<string, Expression & { readonly file: string }>> {
  const all = new Map<string, Expression & { readonly file: string }>();
  const add = (file: string) => (one: Expression) => {
    if (!all.has(keyOf(one))) all.set(keyOf(one), { ...one, file });
  };
  for (const file of sources()) expressionsIn(textOf(file)).written.forEach(add(file));
  const made = await expressionsMade(
    pathToFileURL(path.join(root, 'server/src/rules/index.generated.ts')).href,
  );
  made.forEach(add('put together'));
  return all;
}

/** Where expressions are made while the program runs, that is of names, there is a reason; one line for each without. */
function unexplained(): readonly string[] {
  const files = sources().filter((file) => expressionsIn(textOf(file)).made > 0);
  return [
    ...files.filter((file) => !Object.hasOwn(madeOfPieces, file)).map((file) => `${file} makes expressions`),
    ...Object.keys(madeOfPieces)
      .filter((file) => !files.includes(file))
      .map((file) => `${file} makes none any more`),
  ];
}

function sources(): readonly string[] {
  return ['server/src', 'client/src'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
  );
}

function textOf(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

function keyOf({ source, flags }: Expression): string {
  return `/${source}/${flags}`;
}

/** The expressions that our modules put together of pieces when they are loaded. */
async function expressionsMade(module: string): Promise<readonly Expression[]> {
  const found: Expression[] = [];
  const Own = RegExp;
  const noting: ProxyHandler<RegExpConstructor> = {
    construct(target, [source, flags]) {
      const made = new target(source, flags);
      const maker = new Error().stack?.split('\n')[2] ?? '';
      if (maker.includes('/server/src/')) found.push({ source: made.source, flags: made.flags });
      return made;
    },
  };
  globalThis.RegExp = new Proxy(Own, noting);
  await import(module);
  globalThis.RegExp = Own;
  return found;
}

/** Checks all, some at a time; lines that say what is not proven, and which exceptions nobody needs. */
async function problems(): Promise<readonly string[]> {
  const found: string[] = [];
  const all = await allExpressions();
  const excepted = new Set(shortTexts.map(([expression]) => keyOf(expression)));
  const left = [...all.values()].filter((one) => !excepted.has(keyOf(one)));
  const work = async () => {
    for (let one = left.pop(); one; one = left.pop()) {
      const because = await objection(one);
      if (because) found.push(`${one.file}: ${keyOf(one)}: ${because}`);
    }
  };
  await Promise.all(Array.from({ length: 3 }, work));
  const unused = [...excepted].filter((key) => !all.has(key));
  return [
    ...found.sort(),
    ...unexplained(),
    ...unused.map((key) => `scripts/shortTexts.mts: nothing has ${key} any more`),
  ];
}

if (process.argv[1] === import.meta.filename) {
  const [source, flags = ''] = process.argv.slice(2);
  const said = source === undefined ? await problems() : [(await objection({ source, flags })) ?? 'linear'];
  for (const line of said) console.error(line);
  process.exit(said.length === 0 ? 0 : 1);
}
