// Sprig's functions on texts.

import { foreignPattern } from '../../text/foreignPattern.ts';
import type { TemplateFunction } from './functions.ts';
import { textOf, unknown, type Value } from './values.ts';

/** A function whose last argument is the text it works on; unknown unless all arguments are texts. */
function onTexts(work: (...texts: string[]) => Value): TemplateFunction {
  return (args) => {
    const texts = args.map(textOf);
    return texts.every((text) => text !== undefined) ? work(...texts) : unknown;
  };
}

export const textFunctions: Readonly<Record<string, TemplateFunction>> = {
  trim: onTexts((text = '') => text.trim()),
  trimPrefix: onTexts((prefix = '', text = '') =>
    text.startsWith(prefix) ? text.slice(prefix.length) : text,
  ),
  trimSuffix: onTexts((suffix = '', text = '') =>
    suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
  ),
  trimAll: onTexts((characters = '', text = '') => trimmedOf(characters, text)),
  replace: onTexts((from = '', to = '', text = '') => text.replaceAll(from, () => to)),
  contains: onTexts((part = '', text = '') => text.includes(part)),
  hasPrefix: onTexts((prefix = '', text = '') => text.startsWith(prefix)),
  hasSuffix: onTexts((suffix = '', text = '') => text.endsWith(suffix)),
  lower: onTexts((text = '') => text.toLowerCase()),
  upper: onTexts((text = '') => text.toUpperCase()),
  splitList: onTexts((separator = '', text = '') => text.split(separator)),
  split: onTexts(
    (separator = '', text = '') => new Map(text.split(separator).map((part, at) => [`_${at}`, part])),
  ),
  substr: ([start, end, text]) => {
    if (typeof text !== 'string' || typeof start !== 'number' || typeof end !== 'number') return unknown;
    if (start < 0) return text.slice(0, Math.max(0, end));
    return end < 0 || end > text.length ? text.slice(start) : text.slice(start, end);
  },
  trunc: ([count, text]) => {
    if (typeof text !== 'string' || typeof count !== 'number') return unknown;
    return count < 0 ? text.slice(count) : text.slice(0, count);
  },
};

function trimmedOf(characters: string, text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && characters.includes(text[start] ?? '')) start++;
  while (end > start && characters.includes(text[end - 1] ?? '')) end--;
  return text.slice(start, end);
}

export const patternFunctions: Readonly<Record<string, TemplateFunction>> = {
  regexMatch: onPattern((pattern, text) => pattern.test(text)),
  regexFind: onPattern((pattern, text) => text.match(pattern)?.[0] ?? ''),
  regexReplaceAll: onPattern((pattern, text, replacement) =>
    typeof replacement === 'string'
      ? text.replaceAll(pattern, replacement.replace(/\$\{(\w+)\}/g, '$$$1'))
      : unknown,
  ),
  regexSplit: onPattern((pattern, text, count) =>
    typeof count === 'number' ? (count < 0 ? text.split(pattern) : unknown) : unknown,
  ),
};

/** Longer texts are not tried. */
const longest = 200;

/** A function of a pattern and a text. */
function onPattern(work: (pattern: RegExp, text: string, third: Value) => Value): TemplateFunction {
  return ([pattern, text, third = null]) => {
    if (typeof pattern !== 'string' || typeof text !== 'string' || text.length > longest) return unknown;
    const compiled = foreignPattern(pattern, text);
    return compiled ? work(compiled, text, third) : unknown;
  };
}
