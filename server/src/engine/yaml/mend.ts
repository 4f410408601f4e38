// Small, length-preserving changes that make a document readable which Kubernetes' own reader would accept, or whose
// meaning is plain: tabs as indentation, and quoted scalars that go on in a line indented too little.

import type { Span } from '../text/span.ts';
import type { YamlProblem } from './document.ts';

/** The white space at the start of each line that has a tab in it. */
export function tabIndentation(text: string): readonly Span[] {
  if (!text.includes('\t')) return [];
  return [...text.matchAll(/^ *\t[ \t]*/gm)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The text with each tab in an indentation counted as one space. */
export function tabsAsSpaces(text: string): string {
  return text.replace(/^[ \t]*\t[ \t]*/gm, (indentation) => ' '.repeat(indentation.length));
}

/**
 * `yaml` ends a quoted scalar at a line indented less than its key; go-yaml reads on. The text with the line breaks of
 * that scalar made spaces; undefined when the error is another one or no closing quote follows.
 */
export function joinedQuote(text: string, error: YamlProblem): string | undefined {
  const quote = /^Missing closing (["'])quote/.exec(error.message)?.[1];
  if (!quote) return undefined;
  const open = error.span.start;
  if (text[open] !== quote) return undefined;
  const close = closingQuote(text, open + 1, quote);
  if (close < 0) return undefined;
  const inside = text.slice(open, close);
  const joined = inside.replace(quote === '"' ? /\\?\r?\n/g : /\r?\n/g, (end) => ' '.repeat(end.length));
  return joined === inside ? undefined : text.slice(0, open) + joined + text.slice(close);
}

/** The same for a list or map in brackets whose closing bracket stands too far left. */
export function joinedFlow(text: string, error: YamlProblem): string | undefined {
  const close = error.span.start;
  if (!error.message.startsWith('Unexpected flow-') || !/[\]}]/.test(text[close] ?? '')) return undefined;
  let depth = 0;
  let open = close;
  do {
    if (/[\]}]/.test(text[open] ?? '')) depth++;
    else if (/[[{]/.test(text[open] ?? '')) depth--;
    if (depth > 0) open--;
  } while (depth > 0 && open >= 0);
  if (open < 0) return undefined;
  const inside = text.slice(open, close);
  const joined = inside.replace(/\r?\n/g, (end) => ' '.repeat(end.length));
  return joined === inside ? undefined : text.slice(0, open) + joined + text.slice(close);
}

/** `yaml` reports a quote that is never closed where the text ends; a person wants to see where it opens. */
export function unclosedQuote(text: string, message: string, end: number): Span | undefined {
  const quote = /^Missing closing (["'])quote/.exec(message)?.[1];
  const start = quote ? text.lastIndexOf(quote, end - 1) : -1;
  return start < 0 ? undefined : { start, end: start + 1 };
}

function closingQuote(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === "'") at++;
      else return at;
    }
  }
  return -1;
}
