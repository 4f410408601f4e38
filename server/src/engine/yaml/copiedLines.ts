// A pair's lines, to be written again in another document: with the template conditions that stand around the pair
// alone. Refuses (undefined) what would mean something else there.

import type { Guard, TemplateParts } from '../template/template.ts';
import { contains, overlaps, type Span } from '../text/span.ts';
import type { YamlNode, YamlPair } from './nodes.ts';
import { endOf, lineEnd } from './reach.ts';
import { indented } from './write.ts';

/** A file, and the offset in it at which the document of the pairs begins. */
export interface Surroundings {
  readonly text: string;
  readonly template: TemplateParts;
  readonly start: number;
}

/**
 * The lines of pairs with one key, out of one map: more than one where a condition chooses. `conditions` are those that
 * hold where the lines go. Without line breaks; pairs in `{ … }` come in `indentation`.
 */
export function copiedLines(
  pairs: readonly YamlPair[],
  surroundings: Surroundings,
  conditions: readonly Guard[],
  indentation: string,
): readonly string[] | undefined {
  const [first] = pairs;
  if (!first) return [];
  const { text, start } = surroundings;
  // An anchor is known in its own document only.
  if (pairs.some(({ value, parent }) => parent !== first.parent || leadsElsewhere(value))) return undefined;
  if (first.parent.flow) {
    const source = text.slice(start + first.span.start, start + first.span.end);
    return pairs.length > 1 || source.includes('\n') ? undefined : indented([source], indentation);
  }
  const span = widened(pairs, surroundings, conditions);
  if (takesOthers(span, pairs, first, start)) return undefined;
  return text.slice(span.start, span.end).split(/\r?\n/);
}

function leadsElsewhere(node: YamlNode | undefined): boolean {
  if (node?.type === 'alias') return true;
  if (node?.type === 'sequence') return node.items.some(leadsElsewhere);
  return node?.type === 'map' && node.pairs.some(({ value }) => leadsElsewhere(value));
}

/** Whole lines, so that every action and every block that has a part in them is in them as a whole. */
function widened(
  pairs: readonly YamlPair[],
  { text, template, start }: Surroundings,
  conditions: readonly Guard[],
): Span {
  const outer = new Set(conditions.map(({ block }) => block));
  const inner = template.blocks.filter(({ id }) => !outer.has(id));
  const units = [...inner, ...template.regions].map(({ span }) => span);
  const all = pairs.map((pair) => ({ start: start + pair.span.start, end: start + endOf(pair) }));
  let span = linesAround(text, all);
  for (;;) {
    const cut = units.filter((unit) => overlaps(unit, span) && !contains(span, unit));
    if (cut.length === 0) return span;
    span = linesAround(text, [span, ...cut]);
  }
}

function linesAround(text: string, spans: readonly Span[]): Span {
  const start = Math.min(...spans.map((span) => span.start));
  const end = Math.max(...spans.map((span) => span.end));
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: lineEnd(text, end) };
}

/** Whether other pairs of the map, or of the map around it, begin in these lines. */
function takesOthers(span: Span, pairs: readonly YamlPair[], { parent }: YamlPair, start: number): boolean {
  const around = parent.parent?.type === 'pair' ? parent.parent : undefined;
  const others = [...parent.pairs, ...(around?.parent.pairs ?? [])].filter((pair) => !pairs.includes(pair));
  return others.some((pair) => {
    const at = start + pair.span.start;
    return span.start <= at && at < span.end;
  });
}
