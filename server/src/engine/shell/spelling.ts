// A text written as the style of a YAML scalar asks for.

import type { TemplateRegion } from '../template/template.ts';
import type { ScalarSource } from './scalarReading.ts';

export interface Spelled {
  readonly text: string;
  /** The actions in it, which are the scalar's own. */
  readonly actions: readonly TemplateRegion[];
}

/**
 * Writes a text as a part of a scalar. The actions in it stay as they are; undefined when it has others than the scalar,
 * or the style has no way to write it. `missing` is what a line lacks of its indentation.
 */
export function spellWith(
  source: ScalarSource,
  lineBreak: string,
  text: string,
  missing = '',
): Spelled | undefined {
  let spelled = missing;
  const actions: TemplateRegion[] = [];
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf('{{', at);
    const words = spell(source, lineBreak, text.slice(at, next < 0 ? undefined : next));
    if (words === undefined) return undefined;
    spelled += words;
    if (next < 0) break;
    const action = source.regions.find((one) => text.startsWith(one.source, next));
    if (!action) return undefined;
    const start = spelled.length;
    spelled += action.source;
    actions.push({ ...action, span: { start, end: spelled.length } });
    at = next + action.source.length;
  }
  return { text: spelled, actions };
}

function spell({ style, indentation }: ScalarSource, lineBreak: string, text: string): string | undefined {
  if (style === 'double') return JSON.stringify(text).slice(1, -1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that YAML wants escaped.
  if (/[\0-\x08\x0b-\x1f\x7f]/.test(text)) return undefined;
  if (style === 'single') return text.includes('\n') ? undefined : text.replaceAll("'", "''");
  if (style === 'plain') return text.includes('\n') ? undefined : text;
  const [first = '', ...rest] = text.split('\n');
  const gap = style === 'folded' ? lineBreak + lineBreak : lineBreak;
  const lines = rest.map((line, index) =>
    line === '' && index < rest.length - 1 ? gap : gap + ' '.repeat(indentation) + line,
  );
  return first + lines.join('');
}
