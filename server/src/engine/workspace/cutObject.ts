// Cuts an object out of a file: its document with the separator and the comments right above, the template conditions
// that enclose nothing else, or its item in a list. Comes in: a file and an object of it. Goes out: edits whose result
// has been read again and holds all other objects under their conditions. Refuses where its text is not its own.

import type { Arm, Template } from '../template/template.ts';
import { applyEdits, type Edit } from '../text/edit.ts';
import { contains, type Span, shift } from '../text/span.ts';
import { removeItem, setNode } from '../yaml/edits.ts';
import type { YamlMap, YamlSequence } from '../yaml/nodes.ts';
import { endOf } from '../yaml/reach.ts';
import { gluedIn } from './insertedSecret.ts';
import { type PlacedResource, placedResources, problemCount } from './placedResources.ts';
import { createSourceFile, type SourceFile } from './sourceFile.ts';

export type Cut =
  | {
      readonly is: 'possible';
      readonly edits: readonly Edit[];
      /** The template conditions that go with it, as written. */
      readonly conditions: readonly string[];
      /** Whether nothing but comments is left of the file. */
      readonly leavesNothing: boolean;
    }
  | { readonly is: 'refused'; readonly because: string };

export function cutObject(file: SourceFile, object: PlacedResource): Cut {
  const { document, map } = object.resource;
  if (!file.documents.some((placed) => placed.document === document))
    return refused('a named template writes it');
  if (document.problems.length > 0) return refused('its document cannot be read as YAML');
  if (document.roots.length > 1) return refused('its document reads in several ways, as conditions have it');
  const list = map.parent?.type === 'sequence' ? map.parent : undefined;
  const root = document.root?.type === 'map' ? document.root : undefined;
  const whole = list && isList(root, list) ? root : map === root ? root : undefined;
  if (whole) return cutDocument(file, object, whole);
  if (!list) return refused('it is written elsewhere, behind an anchor');
  const { start, end } = { start: map.span.start, end: endOf(map) };
  if (/&\w/.test(document.masked.slice(start, end))) return refused('others may refer to an anchor in it');
  const { span, newText } =
    list.items.length === 1 && list.splices.length === 0 ? setNode(list, []) : removeItem(list, map);
  return read(file, object, [{ uri: file.uri, span: shift(span, object.start), newText }], []);
}

function refused(because: string): Cut {
  return { is: 'refused', because };
}

/** Whether a `List` is made of nothing but one item. */
function isList(root: YamlMap | undefined, list: YamlSequence): boolean {
  return (
    list.items.length === 1 &&
    list.splices.length === 0 &&
    list.parent?.type === 'pair' &&
    list.parent.parent === root &&
    root?.pairs.some(
      ({ key, value }) => key.value === 'kind' && value?.type === 'scalar' && value.value === 'List',
    ) === true
  );
}

function cutDocument(file: SourceFile, object: PlacedResource, root: YamlMap): Cut {
  const { text, template } = file;
  const own = linesAround(text, {
    start: object.start + root.span.start,
    end: object.start + endOf(root),
  });
  if (!startsLine(text, own.start)) return refused('something else stands on its first line');
  if (/^(?:%|\.\.\.)/m.test(text)) return refused('its file has directives, or ends of documents');
  const { span, conditions } = template
    ? enclosedAlone(text, template, withWholeBlocks(text, template, own), object)
    : { span: withCommentsAbove(text, own), conditions: [] };
  if (template && setsVariables(text, template, span)) return refused('it sets variables that others use');
  const gap = withSeparator(text, template, span);
  return read(file, object, [{ uri: file.uri, span: gap, newText: '' }], conditions);
}

/** What begins within the lines ends with them. */
function withWholeBlocks(text: string, template: Template, own: Span): Span {
  let { end } = own;
  for (const { span } of template.blocks) {
    if (span.start >= own.start && span.start < end && span.end > end)
      end = linesAround(text, { start: span.end, end: span.end }).end;
  }
  return { start: own.start, end };
}

/** Goes on to the conditions around, as long as they enclose nothing else. */
function enclosedAlone(
  text: string,
  template: Template,
  own: Span,
  { resource, start }: PlacedResource,
): { readonly span: Span; readonly conditions: readonly string[] } {
  let span = withCommentsAbove(text, own);
  const conditions: string[] = [];
  const guards = template.guardsAt(start + resource.kindNode.span.start);
  for (const { block: id, arm: index, keyword, region } of guards.toReversed()) {
    const block = template.blocks[id];
    if (!block?.closed || keyword === 'define' || keyword === 'block') break;
    const holds = (arm: Arm) =>
      arm.index === index
        ? hasContent(text, { start: arm.body.start, end: span.start }) ||
          hasContent(text, { start: span.end, end: arm.body.end })
        : hasContent(text, arm.body);
    if (block.arms.some(holds)) break;
    conditions.push(region.source);
    span = withCommentsAbove(text, linesAround(text, block.span));
  }
  return { span, conditions };
}

/** Whether a stretch holds more than white space, comments and separators. */
function hasContent(text: string, { start, end }: Span): boolean {
  return withoutComments(text.slice(start, end)).trim() !== '';
}

function withoutComments(text: string): string {
  return text
    .replace(/\{\{-?\s*\/\*[\s\S]*?\*\/\s*-?\}\}/g, '')
    .replace(/^[ \t]*#.*$/gm, '')
    .replace(/^---[ \t]*$/gm, '');
}

/** Whole lines, the last break included, as far as nothing else stands on them. */
function linesAround(text: string, { start, end }: Span): Span {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const rest = /^[ \t]*(?:#.*)?(?:\r?\n|$)/.exec(text.slice(end))?.[0];
  return {
    start: text.slice(from, start).trim() === '' ? from : start,
    end: rest === undefined ? end : end + rest.length,
  };
}

function startsLine(text: string, offset: number): boolean {
  return offset === 0 || text[offset - 1] === '\n' || (offset === 1 && text[0] === '\uFEFF');
}

/** The comments that stand right above; a licence is the file's. */
function withCommentsAbove(text: string, { start, end }: Span): Span {
  const above = /(?<![^\n])(?:[ \t]*(?:#.*|\{\{-?\s*\/\*.*\*\/\s*-?\}\}[ \t]*)\r?\n)+$/.exec(
    text.slice(0, start),
  )?.[0];
  if (
    above === undefined ||
    !startsLine(text, start) ||
    /copyright|licen[cs]e|SPDX|yaml-language-server/i.test(above)
  )
    return { start, end };
  return { start: start - above.length, end };
}

/** The separator above, else the one below; and the empty lines behind. */
function withSeparator(text: string, template: Template | undefined, span: Span): Span {
  const depthAt = (offset: number) => template?.guardsAt(offset).length ?? 0;
  const before = /(?:^|\n)(---[ \t]*\r?\n(?:[ \t]*\r?\n)*)$/.exec(text.slice(0, span.start))?.[1];
  const start = before === undefined ? span.start : span.start - before.length;
  const isOwn = before !== undefined && depthAt(start) === depthAt(span.start);
  const blank = /^(?:[ \t]*\r?\n)*/.exec(text.slice(span.end))?.[0].length ?? 0;
  if (isOwn) return upToEnd(text, { start, end: span.end + blank });
  const next = /^---[ \t]*(?:\r?\n|$)/.exec(text.slice(span.end + blank))?.[0];
  const isFirst = !hasText(text, template, span.start);
  if (next === undefined || !isFirst || depthAt(span.end + blank) !== depthAt(span.start))
    return { start: span.start, end: span.end + blank };
  return { start: span.start, end: span.end + blank + next.length };
}

/** Whether anything stands before an offset: in the file, or since the last condition began or ended. */
function hasText(text: string, template: Template | undefined, offset: number): boolean {
  const from =
    template?.regions.findLast(({ span, role }) => role === 'control' && span.end <= offset)?.span.end ?? 0;
  return (
    text
      .slice(from, offset)
      .replace(/^\uFEFF/, '')
      .trim() !== ''
  );
}

/** Where nothing follows, the file ends with the last line before. */
function upToEnd(text: string, { start, end }: Span): Span {
  if (text.slice(end).trim() !== '') return { start, end };
  const blank = /\n((?:[ \t]*\r?\n)+)$/.exec(text.slice(0, start))?.[1];
  return { start: start - (blank?.length ?? 0), end };
}

/** Whether variables are set in a stretch that are read outside of it. */
function setsVariables(text: string, template: Template, span: Span): boolean {
  const rest = text.slice(0, span.start) + text.slice(span.end);
  return template.regions
    .filter((region) => contains(span, region.span))
    .flatMap(({ source }) => [...source.matchAll(/(\$\w+)\s*:?=/g)].map(([, name = '']) => name))
    .some((name) => rest.includes(name));
}

/** Accepts edits that take this object away, and nothing else. */
function read(
  file: SourceFile,
  object: PlacedResource,
  edits: readonly Edit[],
  conditions: readonly string[],
): Cut {
  const edited = createSourceFile(file.uri, applyEdits(file.text, edits), file);
  const others = placedResources(file).filter(({ resource }) => resource !== object.resource);
  const same =
    objectsIn(file, others).join('\n') === objectsIn(edited, placedResources(edited)).join('\n') &&
    problemCount(edited, file) <= problemCount(file, edited) &&
    gluedIn(edited) <= gluedIn(file) &&
    openBlocks(edited) === openBlocks(file);
  if (!same) return refused('what comes of cutting it out could not be read as meant');
  return { is: 'possible', edits, conditions, leavesNothing: !hasContent(edited.text, wholeOf(edited)) };
}

function wholeOf({ text }: SourceFile): Span {
  return { start: 0, end: text.length };
}

function objectsIn({ template }: SourceFile, objects: readonly PlacedResource[]): readonly string[] {
  return objects.map(({ resource, start }) => {
    const guards = template?.guardsAt(start + resource.kindNode.span.start) ?? [];
    const conditions = guards.map(({ arm, region }) => `${arm} ${region.source}`);
    return [resource.kind, resource.name?.text, ...conditions].join(' ');
  });
}

function openBlocks({ template }: SourceFile): number {
  return template?.blocks.filter(({ closed }) => !closed).length ?? 0;
}
