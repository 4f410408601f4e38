// A name's source, so that it can be written again as part of another text: without quotes around it or made in it.

import { parsePipeline } from './expression.ts';
import { type Action, scan } from './scan.ts';

export interface NameSource {
  /** The name between its quotes. */
  readonly bare: string;
  /** The quote around it; empty for none. */
  readonly quote: '"' | "'" | '';
}

/** Undefined for a source of several lines, and for text that would have to be escaped elsewhere. */
export function nameSourceOf(source: string): NameSource | undefined {
  if (/[\r\n]/.test(source)) return undefined;
  const [, quote, inner] = /^(["'])(.*)\1$/.exec(source) ?? ['', '', source];
  if (inner === undefined || inner === '' || (quote !== '"' && quote !== "'" && quote !== ''))
    return undefined;
  const actions = scan(inner);
  if (actions.some(({ fault }) => fault !== undefined)) return undefined;
  const pieces = actions.map((action, index) => ({
    before: inner.slice(actions[index - 1]?.span.end ?? 0, action.span.start),
    written: withoutQuoting(inner, action),
  }));
  const rest = inner.slice(actions.at(-1)?.span.end ?? 0);
  if ([...pieces.map(({ before }) => before), rest].some((text) => /["'\\]/.test(text))) return undefined;
  const bare = pieces.map(({ before, written }) => before + written).join('') + rest;
  return { bare: withoutOuterTrim(bare), quote };
}

/** The action without `| quote` and its like: quotes would end up inside the name. */
function withoutQuoting(text: string, { keyword, span, body }: Action): string {
  const source = text.slice(span.start, span.end);
  if (keyword !== 'output' || !/\bs?quote\b/.test(source)) return source;
  const commands = parsePipeline(text, body).commands.flatMap(({ span: own, operands }, index) => {
    const [first, second, ...more] = operands;
    const quotes = first?.type === 'word' && /^s?quote$/.test(first.name);
    if (!quotes || more.length > 0) return [text.slice(own.start, own.end)];
    if (second) return [text.slice(second.span.start, own.end)];
    return index > 0 ? [] : [first.name];
  });
  return (
    text.slice(span.start, body.start) +
    ` ${commands.join(' | ')} ` +
    text.slice(span.end - closing(source), span.end)
  );
}

/** The length of `}}` or `-}}`. */
function closing(source: string): number {
  return source.endsWith('-}}') ? 3 : 2;
}

/** What a name's first and last action trim stands outside of it. */
function withoutOuterTrim(name: string): string {
  return name.replace(/^\{\{-(?=\s)/, '{{').replace(/(?<=\s)-\}\}$/, '}}');
}
