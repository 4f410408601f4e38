// Cuts a text, read as a template where it is one, into the sources of its YAML documents.

import { alternatives } from '../template/alternatives.ts';
import { regionsWithin } from '../template/regionsWithin.ts';
import type { Guard, Template, TemplateRegion } from '../template/template.ts';
import { onItsOwn as copied } from '../text/remembering.ts';
import { shift } from '../text/span.ts';
import type { DocumentActions, DocumentSource } from './document.ts';

/**
 * Where documents begin. In templates a `---` at the start of a line separates whatever follows it, as in Helm's own
 * splitter; elsewhere YAML wants white space behind it. All lines stand `indentation` columns to the right.
 */
export function documentStarts(masked: string, asHelm: boolean, indentation = 0): readonly number[] {
  return [0, ...separatorsBetween(masked, 1, masked.length, asHelm, indentation)];
}

/** The separators whose first dash stands at `from` or behind it, and before `end`. */
export function separatorsBetween(
  masked: string,
  from: number,
  end: number,
  asHelm: boolean,
  indentation = 0,
): readonly number[] {
  const starts: number[] = [];
  const separator = `\n${' '.repeat(indentation)}---`;
  const before = 1 + indentation;
  for (let at = masked.indexOf(separator, from - before); at >= 0; at = masked.indexOf(separator, at + 1)) {
    if (at + before >= end) break;
    const behind = masked[at + separator.length];
    if (asHelm || behind === undefined || ' \t\r\n'.includes(behind)) starts.push(at + before);
  }
  return starts;
}

/** The document that stands between two offsets of a text. */
export function sourceOf(
  text: string,
  template: Template | undefined,
  start: number,
  end: number,
): DocumentSource {
  const own = text.slice(start, end);
  if (!template) return { text: own, masked: own, actions: noActions };
  return {
    text: own,
    masked: template.masked.slice(start, end),
    actions: {
      regions: regionsBetween(template, start, end),
      guardsAt: (offset) => template.guardsAt(offset + start),
      alternatives: () => alternatives(template, { start, end }),
    },
  };
}

/** The same source with texts of its own: a slice of a text keeps the text it was cut from. */
export function onItsOwn(source: DocumentSource): DocumentSource {
  const text = copied(source.text);
  return { ...source, text, masked: source.masked === source.text ? text : copied(source.masked) };
}

const noGuards: readonly Guard[] = [];
const noActions: DocumentActions = { regions: [], guardsAt: () => noGuards };

function regionsBetween(template: Template, start: number, end: number): readonly TemplateRegion[] {
  return regionsWithin(template.regions, { start, end }).map((region) => ({
    ...region,
    span: shift(region.span, -start),
  }));
}
