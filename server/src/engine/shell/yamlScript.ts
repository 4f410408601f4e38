// A YAML scalar as a script, and scripts that stand in lists: as the words of one command, or as lines.

import { regionsWithin } from '../template/regionsWithin.ts';
import type { TemplateRegion } from '../template/template.ts';
import { replaceActions } from '../template/textActions.ts';
import type { SectionEdit } from '../text/section.ts';
import { contains, overlaps, type Span } from '../text/span.ts';
import type { YamlScalar } from '../yaml/nodes.ts';
import { dashOf } from '../yaml/reach.ts';
import { plainValue } from '../yaml/scalars.ts';
import { columnOf } from '../yaml/style.ts';
import type { Reading } from './reading.ts';
import { readScalar, type ScalarSource } from './scalarReading.ts';
import type { Dialect, Script } from './script.ts';
import { spellWith } from './spelling.ts';

/** Which of the `{{ … }}` in a script are actions: all, or just GitHub's `${{ … }}`. */
export type Actions = 'all' | 'marked';

/** A scalar as the shell gets it. */
export function scriptOfScalar(scalar: YamlScalar, dialect: Dialect, actions: Actions = 'all'): Script {
  const { section, span, style } = scalar;
  const { text } = section;
  const regions = regionsWithin(section.regions, span).filter(
    ({ span: { start } }) => actions === 'all' || text[start - 1] === '$',
  );
  const indentation = style === 'literal' || style === 'folded' ? indentationOf(scalar) : 0;
  const source: ScalarSource = { text, span, style, regions, indentation };
  const reading = readScalar(source);
  return {
    dialect,
    section,
    text: reading.text,
    actions: reading.actions,
    written: reading.written,
    replaced: (stretch, newText) => replaced(scalar, source, reading, stretch, newText),
  };
}

/** By how many columns the lines of a block scalar are indented: as its header says, else as its first line is. */
function indentationOf(scalar: YamlScalar): number {
  const { section, span } = scalar;
  const explicit = /^[|>][-+]?(\d)/.exec(section.text.slice(span.start, span.start + 3))?.[1];
  if (explicit !== undefined) return outerColumn(scalar) + Number(explicit);
  for (const text of [section.masked, section.text]) {
    const content = text.indexOf('\n', span.start) + 1;
    const [, spaces] = /^(?:[ \t]*\r?\n)*( *)\S/.exec(text.slice(content, span.end)) ?? [];
    if (spaces !== undefined) return spaces.length;
  }
  return 0;
}

function outerColumn(scalar: YamlScalar): number {
  const { section, parent } = scalar;
  if (parent?.type === 'pair') return columnOf(section, parent.parent.span.start);
  return parent ? columnOf(section, dashOf(parent, scalar)) : 0;
}

/** Writes the new text as the scalar's style asks for, and reads the outcome again: nothing else may have changed. */
function replaced(
  scalar: YamlScalar,
  source: ScalarSource,
  reading: Reading,
  stretch: Span,
  newText: string,
): SectionEdit | undefined {
  const { section } = scalar;
  const kept = withoutEnd(reading.text, stretch, newText);
  if (!kept || !reading.isWhole(kept.span)) return undefined;
  const actionsCut = reading.actions.some(
    (action) => overlaps(action, kept.span) && !contains(kept.span, action),
  );
  const span = reading.written(kept.span);
  // An empty line may have no indentation.
  const goesOnWith = kept.newText[0] ?? reading.text[kept.span.end] ?? '\n';
  const lacking = goesOnWith === '\n' ? 0 : Math.max(0, source.indentation - columnOf(section, span.start));
  const spelled = spellWith(source, section.lineBreak, kept.newText, ' '.repeat(lacking));
  if (actionsCut || !spelled) return undefined;
  const wanted = reading.text.slice(0, kept.span.start) + kept.newText + reading.text.slice(kept.span.end);
  if (!haveSameMargins(wanted, reading.text)) return undefined;
  if (scalar.style === 'plain' && !staysPlain(scalar, wanted)) return undefined;
  const by = spelled.text.length - (span.end - span.start);
  const after = readScalar({
    ...source,
    text: source.text.slice(0, span.start) + spelled.text + source.text.slice(span.end),
    span: { start: source.span.start, end: source.span.end + by },
    regions: [
      ...source.regions.filter((one) => one.span.end <= span.start),
      ...spelled.actions.map((one) => moved(one, span.start)),
      ...source.regions.filter((one) => one.span.start >= span.end).map((one) => moved(one, by)),
    ],
  });
  return after.text === wanted ? { section, span, newText: spelled.text } : undefined;
}

/** White space at the ends says how the scalar is indented, and what its header must be. */
function haveSameMargins(a: string, b: string): boolean {
  const margins = (text: string) => {
    const start = text.length - text.trimStart().length;
    return [text.slice(0, start), text.slice(Math.max(start, text.trimEnd().length))].join('|');
  };
  return margins(a) === margins(b);
}

function moved(region: TemplateRegion, by: number): TemplateRegion {
  const { start, end } = region.span;
  return { ...region, span: { start: start + by, end: end + by } };
}

/** Leaves the line breaks at the end of a script alone: they are the header's business. Undefined when they would change. */
function withoutEnd(
  text: string,
  { start, end }: Span,
  newText: string,
): { readonly span: Span; readonly newText: string } | undefined {
  const tail = text.length - text.trimEnd().length;
  const inTail = Math.max(0, end - Math.max(start, text.length - tail));
  if (inTail === 0 || end < text.length) return inTail === 0 ? { span: { start, end }, newText } : undefined;
  if (!newText.endsWith(text.slice(text.length - inTail))) return undefined;
  return { span: { start, end: end - inTail }, newText: newText.slice(0, newText.length - inTail) };
}

/** Whether a text can stand without quotes where a plain scalar stands, and stays a string. */
function staysPlain(scalar: YamlScalar, text: string): boolean {
  const words = scalar.templated.length > 0 ? replaceActions(text, () => 'x') : text;
  if (!/^(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|[-?:](?=\S))/.test(words)) return false;
  if (/:(?:\s|$)|\s#|\n/.test(words) || typeof plainValue(words) !== 'string') return false;
  return !isInFlow(scalar) || !/[,[\]{}]/.test(words);
}

function isInFlow(scalar: YamlScalar): boolean {
  for (let at: YamlScalar['parent'] = scalar.parent; at; ) {
    const holder = at.type === 'pair' ? at.parent : at;
    if (holder.flow) return true;
    at = holder.parent;
  }
  return false;
}
