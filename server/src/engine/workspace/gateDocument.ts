// Puts a version condition around an object of a Helm template: its separator inside, so that nothing is left of it where
// the condition does not hold. The result is read again before anything is offered; what does not come out as meant is
// refused (undefined).

import { type Resource, resourcesOf } from '../kubernetes/resource.ts';
import { resourceEndAt } from '../template/resourceEnd.ts';
import { rootContextAt } from '../template/rootContext.ts';
import { gluedSeparatorsIn } from '../template/separators.ts';
import type { Template } from '../template/template.ts';
import { applyEdits } from '../text/edit.ts';
import type { SectionEdit } from '../text/section.ts';
import { createSourceFile, type PlacedDocument, type SourceFile } from './sourceFile.ts';
import type { TemplateFile } from './templateFile.ts';
import { gateAround, sinceTokenController } from './versionGate.ts';

/** The edits that render an object from 1.24 on only. */
export function gateSince24(
  { file, template, chart }: TemplateFile,
  resource: Resource,
): readonly SectionEdit[] | undefined {
  const placed = file.documents.find(({ document }) => document === resource.document);
  if (!placed || resource.map.parent || resource.document.roots.length > 1) return undefined;
  const kind = placed.start + resource.kindNode.span.start;
  const root = rootContextAt(template, kind);
  if (root === undefined) return undefined;
  const [opening = '', closing = ''] = gateAround([], sinceTokenController(chart?.versionHelper, root));
  const { lineBreak } = resource.document;
  const start = startOf(file, template, placed, resource);
  const { offset: end, startsLine } = resourceEndAt(file.text, template, kind);
  const lines = startsLine ? closing + lineBreak : lineBreak + closing;
  const edits = [
    { section: file.whole, span: { start, end: start }, newText: opening + lineBreak },
    {
      section: file.whole,
      span: { start: end, end },
      newText: startsLine || end === file.text.length ? lines : lines + lineBreak,
    },
  ];
  return isAsMeant(file, edits, kind, opening) ? edits : undefined;
}

/** The line of the object's separator, where that stands under the same conditions; else the object's own first line. */
function startOf(
  { text }: SourceFile,
  template: Template,
  { document, start }: PlacedDocument,
  { kindNode, map }: Resource,
): number {
  const conditions = template.guardsAt(start + kindNode.span.start);
  if (document.text.startsWith('---') && template.guardsAt(start).length === conditions.length) return start;
  // An object may begin inside a condition of its own: `{{ if … }}apiVersion: …{{ end }}`.
  const inner = template.guardsAt(start + map.span.start)[conditions.length];
  const first = inner ? (template.blocks[inner.block]?.span.start ?? 0) : start + map.span.start;
  return text.lastIndexOf('\n', first - 1) + 1;
}

/** Whether the one object has one more condition, its last, all others are as they were, and no line is broken. */
function isAsMeant(file: SourceFile, edits: readonly SectionEdit[], kind: number, opening: string): boolean {
  const edited = createSourceFile(file.uri, applyEdits(file.text, edits), file);
  const [before, after] = [conditionsIn(file), conditionsIn(edited)];
  return (
    before.length === after.length &&
    before.every(({ offset, sources }, index) =>
      isSame(after[index]?.sources ?? [], offset === kind ? [...sources, opening] : sources),
    ) &&
    problemsIn(edited) <= problemsIn(file) &&
    gluedSeparatorsIn(edited.text, new Map()).length <= gluedSeparatorsIn(file.text, new Map()).length
  );
}

/** Where the objects of a file say their kind, and the actions on whose conditions they hang. */
function conditionsIn({ documents }: SourceFile) {
  return documents.flatMap(({ document, start }) =>
    resourcesOf(document).map(({ kindNode }) => ({
      offset: start + kindNode.span.start,
      sources: document.guardsAt(kindNode.span.start).map(({ region }) => region.source),
    })),
  );
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((source, index) => source === b[index]);
}

function problemsIn({ documents }: SourceFile): number {
  return documents.reduce((count, { document }) => count + document.problems.length, 0);
}
