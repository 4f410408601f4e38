// The inside of an action to a small tree: pipelines of commands of operands, each with its offsets. Never fails: what
// Go would refuse is read as far as it makes sense, and the pipeline says that it is malformed.

import type { Span } from '../text/span.ts';
import { unquote } from './goStrings.ts';

/** `$x := a | b 1`: commands joined by pipes, whose value may go into variables. */
export interface Pipeline {
  readonly span: Span;
  /** The variables before `:=` or `=`, with their `$`. */
  readonly variables: readonly string[];
  /** `declare` for `:=`, `set` for `=`. */
  readonly stores: 'declare' | 'set' | undefined;
  readonly commands: readonly Command[];
  readonly malformed: boolean;
}

/** Operands separated by white space; a `word` in front calls the function of that name with the others. */
export interface Command {
  readonly span: Span;
  readonly operands: readonly Operand[];
}

interface Path {
  readonly span: Span;
  /** Fields asked of the operand: `.a.b` gives `['a', 'b']`. */
  readonly path: readonly string[];
}

export type Operand =
  | (Path & { readonly type: 'string'; readonly value: string })
  | (Path & { readonly type: 'number'; readonly source: string })
  | (Path & { readonly type: 'character'; readonly source: string })
  | (Path & { readonly type: 'boolean'; readonly value: boolean })
  | (Path & { readonly type: 'nil' })
  /** `.` and `.a.b`. */
  | (Path & { readonly type: 'dot' })
  /** `$` and `$x.a.b`; the name has its `$`. */
  | (Path & { readonly type: 'variable'; readonly name: string })
  /** A function's name. */
  | (Path & { readonly type: 'word'; readonly name: string })
  /** `( … )`. */
  | (Path & { readonly type: 'group'; readonly pipeline: Pipeline });

/** Groups nest no deeper than this in the tree, so that whoever walks it may recurse. */
const deepest = 100;

/** Reads the pipeline in `source` between the offsets of `within`; the tree's offsets count from the start of `source`. */
export function parsePipeline(source: string, within: Span = { start: 0, end: source.length }): Pipeline {
  const outermost = createOpened(within.start, within.start);
  const open = [outermost];
  for (const token of tokensOf(source, within)) {
    const current = open.at(-1) ?? outermost;
    if (token.type === 'open') {
      startCommand(current, token.start);
      open.push(createOpened(token.start, token.end));
      if (open.length > deepest) break;
    } else if (token.type === 'close') {
      if (open.length === 1) current.malformed = true;
      else closeGroup(open, token);
    } else {
      take(current, token);
    }
  }
  if (open.length > 1) outermost.malformed = true;
  while (open.length > 1) closeGroup(open, { start: within.end, end: within.end });
  return finish(outermost, within.end);
}

/** A pipeline that is still being read. */
interface Opened {
  /** Where its `(` stands, and where its own text begins. */
  readonly paren: number;
  readonly start: number;
  readonly commands: Command[];
  variables: readonly string[];
  stores: Pipeline['stores'];
  operands: Operand[];
  commandStart: number;
  malformed: boolean;
}

function createOpened(paren: number, start: number): Opened {
  return {
    paren,
    start,
    commands: [],
    variables: [],
    stores: undefined,
    operands: [],
    commandStart: start,
    malformed: false,
  };
}

function take(current: Opened, token: Token): void {
  switch (token.type) {
    case 'pipe':
      // Go accepts a pipe with nothing behind it, but not one with nothing before it.
      if (current.operands.length === 0) current.malformed = true;
      endCommand(current);
      return;
    case 'declare':
    case 'set':
      store(current, token.type);
      return;
    case 'comma':
      // `$key, $value := …` is the only place for a comma.
      if (!(current.operands.length === 1 && current.operands[0]?.type === 'variable'))
        current.malformed = true;
      return;
    case 'field':
      takeField(current, token);
      return;
    case 'fault':
      current.malformed = true;
      return;
    default:
      startCommand(current, token.start);
      current.operands.push(operandOf(token));
  }
}

function startCommand(current: Opened, offset: number): void {
  if (current.operands.length === 0) current.commandStart = offset;
}

function store(current: Opened, stores: 'declare' | 'set'): void {
  const names = current.operands.map((operand) => (operand.type === 'variable' ? operand.name : ''));
  const isFirst = current.stores === undefined && current.commands.length === 0;
  if (!isFirst || names.length === 0 || names.length > 2 || names.includes('')) current.malformed = true;
  current.variables = names.filter((name) => name !== '');
  current.stores = stores;
  current.operands = [];
}

const withoutFields: ReadonlySet<Operand['type']> = new Set([
  'string',
  'number',
  'character',
  'boolean',
  'nil',
]);

/** A field right behind an operand belongs to it; one behind white space is an operand of its own. */
function takeField(current: Opened, { text, start, end }: Token): void {
  const path = text === '.' ? [] : [text.slice(1)];
  const last = current.operands.at(-1);
  if (last?.span.end !== start) {
    startCommand(current, start);
    current.operands.push({ type: 'dot', span: { start, end }, path });
    return;
  }
  const isBareDot = last.type === 'dot' && last.path.length === 0;
  if (isBareDot || withoutFields.has(last.type) || path.length === 0) current.malformed = true;
  current.operands.pop();
  current.operands.push({ ...last, path: [...last.path, ...path], span: { start: last.span.start, end } });
}

function operandOf({ type, text, start, end }: Token): Operand {
  const base = { span: { start, end }, path: [] };
  switch (type) {
    case 'string':
      return { ...base, type, value: unquote(text) };
    case 'number':
    case 'character':
      return { ...base, type, source: text };
    case 'variable':
      return { ...base, type, name: text };
    default:
      if (text === 'true' || text === 'false') return { ...base, type: 'boolean', value: text === 'true' };
      if (text === 'nil') return { ...base, type: 'nil' };
      return { ...base, type: 'word', name: text };
  }
}

function endCommand(current: Opened): void {
  const last = current.operands.at(-1);
  if (!last) return;
  current.commands.push({
    span: { start: current.commandStart, end: last.span.end },
    operands: current.operands,
  });
  current.operands = [];
}

function closeGroup(open: Opened[], paren: Span): void {
  const inner = open.pop();
  const outer = open.at(-1);
  if (!inner || !outer) return;
  const pipeline = finish(inner, paren.start);
  if (pipeline.malformed || pipeline.commands.length === 0) outer.malformed = true;
  outer.operands.push({ type: 'group', span: { start: inner.paren, end: paren.end }, path: [], pipeline });
}

function finish(opened: Opened, end: number): Pipeline {
  endCommand(opened);
  const { start, variables, stores, commands, malformed } = opened;
  return { span: { start, end }, variables, stores, commands, malformed };
}

const digits = String.raw`0[xX][\da-fA-F_.]+(?:[pP][-+]?\d+)?|0[bBoO][\d_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][-+]?\d+)?`;

/** In the order in which they are tried. */
const tokenSources = {
  open: String.raw`\(`,
  close: String.raw`\)`,
  pipe: String.raw`\|`,
  comma: ',',
  declare: ':=',
  set: '=',
  string: String.raw`"(?:[^"\\\n]|\\[^\n])*"|${'`[^`]*`'}`,
  character: String.raw`'(?:[^'\\\n]|\\[^\n])*'`,
  variable: String.raw`\$[\p{L}\p{Nd}_]*`,
  number: `[-+]?(?:${digits})i?`,
  field: String.raw`\.[\p{L}\p{Nd}_]*`,
  word: String.raw`[\p{L}_][\p{L}\p{Nd}_]*`,
  /** What is never closed goes as far as it could. */
  fault: String.raw`"(?:[^"\\\n]|\\[^\n])*|'(?:[^'\\\n]|\\[^\n])*|${'`[^`]*'}|[^ \t\r\n]`,
} as const;

type TokenType = keyof typeof tokenSources;

interface Token {
  readonly type: TokenType;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const tokenTypes = Object.keys(tokenSources) as readonly TokenType[];
const tokenPattern = new RegExp(tokenTypes.map((type) => `(${tokenSources[type]})`).join('|'), 'gu');

function* tokensOf(source: string, { start, end }: Span): Iterable<Token> {
  for (const match of source.slice(start, end).matchAll(tokenPattern)) {
    const group = match.indexOf(match[0], 1);
    const from = start + match.index;
    yield {
      type: tokenTypes[group - 1] ?? 'fault',
      text: match[0],
      start: from,
      end: from + match[0].length,
    };
  }
}
