// Moves a pair from where it was written to where it belongs: its text and the comment behind it stay as they are. What
// stands under template conditions moves only to where the same conditions hold.

import type { SectionEdit } from '../text/section.ts';
import { contains } from '../text/span.ts';
import type { YamlDocument } from './document.ts';
import { removePair, setAt } from './edits.ts';
import { lookup } from './lookup.ts';
import type { YamlMap, YamlPair } from './nodes.ts';
import { lineEnd } from './reach.ts';

/**
 * Takes a pair out of its map and writes its value at a path of `map`, which may be in another document. Undefined
 * where the value is not written on one line, where the path is taken, or where a template stands in the way.
 */
export function movePair(
  pair: YamlPair,
  map: YamlMap,
  path: readonly string[],
): readonly SectionEdit[] | undefined {
  const target = lookup(map, ...path);
  if (target.is !== 'absent') return undefined;
  const source = valueText(pair, !pair.parent.flow && !target.nearest.flow);
  const insertion = source === undefined ? undefined : setAt(map, path, { source });
  if (!insertion || !holdsUnderSameConditions(pair, map.section, insertion)) return undefined;
  const removal = removePair(pair);
  if (removal.section !== insertion.section) return [removal, insertion];
  // The map that is to take the pair would go with it.
  if (contains(removal.span, target.nearest.span)) return undefined;
  const at = insertion.span.start;
  if (at <= removal.span.start || removal.span.end <= at) return [removal, insertion];
  return [inOne(removal, insertion, map.section)];
}

/** What stands behind the colon, with the comment at the end of the line when asked for. */
function valueText(pair: YamlPair, withComment: boolean): string | undefined {
  if (!pair.value) return undefined;
  const { text } = pair.section;
  const start = text.indexOf(':', pair.key.span.end) + 1;
  const value = text.slice(start, pair.value.span.end).trim();
  if (value === '' || value.includes('\n')) return undefined;
  const rest = text.slice(pair.value.span.end, lineEnd(text, pair.value.span.end)).trim();
  return withComment && rest.startsWith('#') ? `${value} ${rest}` : value;
}

function holdsUnderSameConditions(pair: YamlPair, from: YamlDocument, insertion: SectionEdit): boolean {
  const before = pair.section.guardsAt(pair.span.start);
  const after = from.guardsAt(insertion.span.start);
  if (pair.section === from)
    return (
      before.length === after.length &&
      before.every(({ block, arm }, index) => block === after[index]?.block && arm === after[index]?.arm)
    );
  // In a `range` or `with` the same action means something else.
  const shifting = [...before, ...after].some(({ keyword }) => keyword !== 'if');
  return !shifting || !pair.section.regions.some(({ span }) => contains(pair.span, span));
}

/** The pair is taken away at the very place where its new lines belong: one edit, for two may not overlap. */
function inOne(removal: SectionEdit, insertion: SectionEdit, { text, lineBreak }: YamlDocument): SectionEdit {
  const endsLine = text.slice(removal.span.start, removal.span.end).endsWith('\n');
  const lines = insertion.newText;
  return { ...removal, newText: endsLine ? lines.slice(lineBreak.length) + lineBreak : lines };
}
