// Text to actions. Knows what Go's template lexer knows: delimiters, trim marks, comments, strings that hold braces.
// Never fails: an action that is not closed ends with the line it begins on, which keeps the lines after it readable.

import type { Span } from '../text/span.ts';

/** What an action does, by its first word or form; `output` writes the value of a pipeline. */
export type Keyword =
  | 'if'
  | 'else'
  | 'end'
  | 'range'
  | 'with'
  | 'define'
  | 'block'
  | 'template'
  | 'break'
  | 'continue'
  | 'comment'
  | 'assign'
  | 'output'
  | 'empty';

/** One action as it stands in the text. */
export interface Action {
  readonly keyword: Keyword;
  /** Of an `else`: what it asks in turn. */
  readonly asks: 'if' | 'with' | undefined;
  /** From `{{` to the end of `}}`; offsets into the text. */
  readonly span: Span;
  /** Between the keyword (if any) and `}}` or ` -}}`: a pipeline, or the words of a comment. */
  readonly body: Span;
  /** Whether white space before the action is cut: `{{- `. */
  readonly trimLeft: boolean;
  /** Whether white space behind the action is cut: ` -}}`. */
  readonly trimRight: boolean;
  /** Why Go would refuse the action as a token stream; its pipeline may have faults of its own. */
  readonly fault: 'unclosed' | 'malformed' | undefined;
}

/** All actions of a text, in order. Takes time in proportion to the text's length. */
export function scan(text: string): readonly Action[] {
  const actions: Action[] = [];
  const commentEnd = commentEnds(text);
  let at = text.indexOf('{{');
  while (at >= 0) {
    const action = readAction(text, at, commentEnd);
    actions.push(action);
    at = text.indexOf('{{', action.span.end);
  }
  return actions;
}

/** Where the inside of an action ends, and how. */
interface Close {
  /** The end of what stands inside. */
  readonly inner: number;
  /** Behind `}}`. */
  readonly end: number;
  readonly trimRight: boolean;
  readonly fault: Action['fault'];
}

const trimMark = /\{\{-[ \t\r\n]/y;
const commentStart = /[ \t\r\n]*\/\*/y;

function readAction(text: string, start: number, commentEnd: CommentEnds): Action {
  trimMark.lastIndex = start;
  const trimLeft = trimMark.test(text);
  const from = start + (trimLeft ? 3 : 2);
  commentStart.lastIndex = from;
  const isComment = commentStart.test(text);
  const inside = isComment ? commentStart.lastIndex : from;
  const close = (isComment ? commentEnd(inside) : actionEnd(text, inside)) ?? unclosed(text, inside);
  const head = isComment ? commentHead(inside) : readHead(text, inside, close.inner);
  return {
    keyword: head.keyword,
    asks: head.asks,
    span: { start, end: close.end },
    body: { start: head.end, end: Math.max(head.end, close.inner) },
    trimLeft,
    trimRight: close.trimRight,
    fault: close.fault,
  };
}

interface Head {
  readonly keyword: Keyword;
  readonly asks: Action['asks'];
  readonly end: number;
}

function commentHead(end: number): Head {
  return { keyword: 'comment', asks: undefined, end };
}

const firstWord = /[ \t\r\n]*([A-Za-z]+)(?![\w\u0080-\uffff])/y;
const elseWord = /[ \t\r\n]+(if|with)(?![\w\u0080-\uffff])/y;
const assignment =
  /[ \t\r\n]*\$[\w\u0080-\uffff]*[ \t\r\n]*(?:,[ \t\r\n]*\$[\w\u0080-\uffff]*[ \t\r\n]*)?:?=/y;

const keywords: ReadonlyMap<string, Keyword> = new Map(
  (['if', 'else', 'end', 'range', 'with', 'define', 'block', 'template', 'break', 'continue'] as const).map(
    (word) => [word, word],
  ),
);

function readHead(text: string, from: number, inner: number): Head {
  firstWord.lastIndex = from;
  const keyword = keywords.get(firstWord.exec(text)?.[1] ?? '');
  if (keyword && firstWord.lastIndex <= inner) {
    const end = firstWord.lastIndex;
    if (keyword !== 'else') return { keyword, asks: undefined, end };
    elseWord.lastIndex = end;
    const asks = elseWord.exec(text)?.[1];
    return asks === 'if' || asks === 'with'
      ? { keyword, asks, end: elseWord.lastIndex }
      : { keyword, asks: undefined, end };
  }
  assignment.lastIndex = from;
  if (assignment.test(text) && assignment.lastIndex <= inner)
    return { keyword: 'assign', asks: undefined, end: from };
  const isEmpty = text.slice(from, inner).trim() === '';
  return { keyword: isEmpty ? 'empty' : 'output', asks: undefined, end: from };
}

/** Characters that mean nothing special to whoever looks for the end; those left out are refused by Go or delimit. */
const ordinary = /[^"'`{}\n:!#%&*/;<>?@[\\\]^~]+/y;

/** Undefined when the action is not closed. */
function actionEnd(text: string, from: number): Close | undefined {
  let malformed = false;
  let at = from;
  while (at < text.length) {
    ordinary.lastIndex = at;
    if (ordinary.test(text)) at = ordinary.lastIndex;
    switch (text[at]) {
      case '"':
      case "'":
      case '`':
        at = stringEnd(text, at);
        if (at < 0) return undefined;
        continue;
      case '}':
        if (text[at + 1] === '}') return closedAt(text, from, at, malformed);
        malformed = true;
        break;
      case '{':
        if (text[at + 1] === '{') return undefined;
        malformed = true;
        break;
      case '\n':
        // A fault that is not closed on its own line is taken for a forgotten `}}`.
        if (malformed) return undefined;
        break;
      case ':':
        malformed ||= text[at + 1] !== '=';
        break;
      default:
        malformed = true;
    }
    at++;
  }
  return undefined;
}

function closedAt(text: string, from: number, at: number, malformed: boolean): Close {
  const trimRight = at - 2 >= from && text[at - 1] === '-' && /[ \t\r\n]/.test(text[at - 2] ?? '');
  return {
    inner: trimRight ? at - 2 : at,
    end: at + 2,
    trimRight,
    fault: malformed ? 'malformed' : undefined,
  };
}

/** Behind the closing quote of the string (or character) that begins at `at`; −1 when it has none. */
export function stringEnd(text: string, at: number): number {
  const quote = text[at];
  if (quote === '`') {
    const end = text.indexOf('`', at + 1);
    return end < 0 ? -1 : end + 1;
  }
  for (let next = at + 1; next < text.length; next++) {
    const char = text[next];
    if (char === quote) return next + 1;
    if (char === '\n') return -1;
    if (char === '\\') {
      if (text[next + 1] === '\n') return -1;
      next++;
    }
  }
  return -1;
}

function unclosed(text: string, from: number): Close {
  const lineBreak = text.indexOf('\n', from);
  let end = lineBreak < 0 ? text.length : lineBreak;
  if (lineBreak > from && text[end - 1] === '\r') end--;
  return { inner: end, end, trimRight: false, fault: 'unclosed' };
}

type CommentEnds = (from: number) => Close | undefined;

/** Finds ends of comments for offsets that only grow, looking at no character twice. */
function commentEnds(text: string): CommentEnds {
  const pattern = /\*\/([ \t\r\n]*-?)\}\}/g;
  let found: RegExpExecArray | null | undefined;
  return (from) => {
    if (found === undefined || (found && found.index < from)) {
      pattern.lastIndex = from;
      found = pattern.exec(text);
    }
    if (!found) return undefined;
    const between = found[1] ?? '';
    const isExact = between === '' || /^[ \t\r\n]-$/.test(between);
    const end = found.index + found[0].length;
    return {
      inner: found.index,
      end,
      trimRight: between.endsWith('-'),
      fault: isExact ? undefined : 'malformed',
    };
  };
}
