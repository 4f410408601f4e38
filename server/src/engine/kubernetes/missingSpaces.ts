// Entries of annotations, labels and selectors whose colon has no space behind it, so that YAML takes them for text:
// `kubernetes.io/service-account.name:builder`. Read line by line, for the tree of such a document is seldom of use.

import type { Place, SectionEdit } from '../text/section.ts';
import { overlaps, type Span } from '../text/span.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { YamlPair } from '../yaml/nodes.ts';
import { lineEnd } from '../yaml/reach.ts';
import { plainValue } from '../yaml/scalars.ts';
import { columnOf } from '../yaml/style.ts';
import { type StringMapField, stringMapsOf, stringMapTexts } from './stringMaps.ts';

/** The entries of one field that lack their space. They are mended together: one alone leaves a document half read. */
export interface MissingSpaces {
  readonly entries: StringMapField['entries'];
  /** Each entry, key and value. */
  readonly places: readonly Place[];
  readonly edits: readonly SectionEdit[];
}

/** All of a document, field by field. */
export function missingSpacesIn(document: YamlDocument): readonly MissingSpaces[] {
  return stringMapsOf(document).flatMap(({ entries, pair }) => {
    if (pair.section !== document) return [];
    const found = gluedIn(pair);
    if (found.length === 0) return [];
    const places = found.map(({ span }) => ({ section: document, span }));
    return [{ entries, places, edits: found.flatMap((one) => spaced(document, one)) }];
  });
}

/** Whether the raw text of a document may have such an entry. */
export function mayMissSpaces(text: string): boolean {
  return stringMapTexts(text).some((below) => gluedText.test(below));
}

const gluedText = /(?:(?:^|[{,])[ \t]*[A-Za-z0-9][\w./-]*|^[ \t]*(?:"[^"\n]+"|'[^'\n]+')):(?![\s/])/m;

/** A key and a value with nothing but a colon between them. */
interface Glued {
  readonly span: Span;
  /** The offset behind the colon. */
  readonly value: number;
  /** It stands behind its field's name, where a map must be written in braces. */
  readonly inline: boolean;
}

function gluedIn(pair: YamlPair): readonly Glued[] {
  const { value, section } = pair;
  if (value?.type === 'map' && value.flow) return value.pairs.flatMap((entry) => gluedEntry(entry));
  if (value?.type !== 'map' && value?.type !== 'scalar') return [];
  if (value.type === 'scalar' && (value.style === 'literal' || value.style === 'folded')) return [];
  const firstEnd = lineEnd(section.text, pair.key.span.end);
  if (value.span.start > firstEnd) return [...gluedLines(section, pair.key.span, firstEnd)];
  // More lines below a text that begins behind the field's name are a text of several lines.
  if (value.type === 'map' || value.span.end > firstEnd) return [];
  return gluedAt(section, value.span.start, value.span.end).map((one) => ({ ...one, inline: true }));
}

/** An entry of a flow map without a value. */
function gluedEntry({ key, value, section }: YamlPair): readonly Glued[] {
  if (value !== undefined || key.style !== 'plain' || key.source.includes('\n')) return [];
  return gluedAt(section, key.span.start, key.span.end);
}

/** The lines below a field that stand in the column of the first of them. */
function* gluedLines(document: YamlDocument, key: Span, keyLineEnd: number): Generator<Glued> {
  const { masked } = document;
  const outer = columnOf(document, key.start);
  let column: number | undefined;
  for (let end = keyLineEnd; end < masked.length; ) {
    const start = masked.indexOf('\n', end) + 1;
    if (start === 0) return;
    end = lineEnd(masked, start);
    const first = start + (/\S/.exec(masked.slice(start, end))?.index ?? end - start);
    if (first === end || masked[first] === '#') continue;
    column ??= first - start;
    if (first - start <= outer || first - start < column) return;
    if (first - start === column) yield* gluedAt(document, first, end);
  }
}

const entry = /^((?:"[^"\n]+"|'[^'\n]+'|[A-Za-z0-9][\w./-]*)):([^\s/](?:(?!\s+#).)*?)\s*(?:\s#.*)?$/;

/** The entry that a stretch of one line is, when it is one without its space. */
function gluedAt(document: YamlDocument, start: number, end: number): readonly Glued[] {
  const [, key = '', value = ''] = entry.exec(document.masked.slice(start, end)) ?? [];
  // `a:b: c` is a key of another kind, and `{{ .key }}:b` may be anything.
  if (key === '' || /:(?:\s|$)/.test(value)) return [];
  const colon = start + key.length;
  if (document.regions.some(({ span }) => overlaps(span, { start, end: colon + 1 }))) return [];
  return [{ span: { start, end: colon + 1 + value.length }, value: colon + 1, inline: false }];
}

/** Puts the space, and quotes where the value would not be a string without them. */
function spaced(document: YamlDocument, glued: Glued): readonly SectionEdit[] {
  const { span, value, inline } = glued;
  const text = document.text.slice(value, span.end);
  const replaced = (start: number, end: number, newText: string): SectionEdit => ({
    section: document,
    span: { start, end },
    newText,
  });
  return [
    ...(inline ? [replaced(span.start, span.start, '{ ')] : []),
    needsQuotes(document, glued)
      ? replaced(value, span.end, ` ${JSON.stringify(text)}`)
      : replaced(value, value, ' '),
    ...(inline ? [replaced(span.end, span.end, ' }')] : []),
  ];
}

function needsQuotes({ text, regions }: YamlDocument, { span: { end }, value }: Glued): boolean {
  const written = text.slice(value, end);
  if (/^(["']).*\1$/.test(written) || regions.some(({ span }) => overlaps(span, { start: value, end })))
    return false;
  return typeof plainValue(written) !== 'string' || /^[-?:#&*!|>%@`]|[,{}[\]]/.test(written);
}
