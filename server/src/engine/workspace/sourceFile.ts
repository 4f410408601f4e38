// One version of one file: its YAML documents and where they stand. A new version takes over the documents of the old
// one whose text did not change, trees and all.

import { readTemplate } from '../template/readTemplate.ts';
import { hasAction } from '../template/sourceName.ts';
import type { Template } from '../template/template.ts';
import type { Section } from '../text/section.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { documentStarts, sourceOf } from '../yaml/documentSource.ts';
import { createDocument } from '../yaml/parse.ts';
import { classify, type FileKind } from './classify.ts';

/** A document and the UTF-16 offset at which it begins in the file. */
export interface PlacedDocument {
  readonly start: number;
  readonly document: YamlDocument;
  /** What besides its text decides how the document reads. */
  readonly context: string;
}

export interface SourceFile {
  readonly uri: string;
  readonly kind: FileKind;
  readonly text: string;
  /** The file as a whole, for places that lie in no document. */
  readonly whole: Section;
  readonly documents: readonly PlacedDocument[];
  /** Present when the text holds template actions. */
  readonly template: Template | undefined;
}

/** Reads a text into documents; `previous` is the version that it replaces. */
export function createSourceFile(uri: string, text: string, previous?: SourceFile): SourceFile {
  const kind = classify(uri);
  const template = hasAction(text) ? readTemplate(text) : undefined;
  const masked = template?.masked ?? text;
  const starts = documentStarts(masked, template !== undefined || kind === 'chart-template');
  const contexts = template ? contextsOf(template, starts) : [];
  const kept = previous ? handedOn(previous, text, masked, starts) : () => undefined;

  const documents = starts.map((start, index): PlacedDocument => {
    const end = starts[index + 1] ?? text.length;
    const context = contexts[index] ?? '';
    const old = kept(index, context);
    if (old) return { start, document: old, context };
    return { start, document: createDocument(sourceOf(text, template, start, end)), context };
  });
  return { uri, kind, text, whole: { text }, documents, template };
}

/**
 * What comes before a document and has a say in it: the conditions around its start, the variables that were set, and
 * how many blocks there were, for they are numbered through the file.
 */
function contextsOf(template: Template, starts: readonly number[]): readonly string[] {
  const { regions, blocks } = template;
  let at = 0;
  let opened = 0;
  let variables = '';
  return starts.map((start) => {
    for (; (regions[at]?.span.start ?? start) < start; at++) {
      const region = regions[at];
      if (region?.role === 'silent' && region.source.includes('=')) variables += region.source;
    }
    while ((blocks[opened]?.span.start ?? start) < start) opened++;
    const guards = template
      .guardsAt(start)
      .map((guard) => `${guard.block}.${guard.arm} ${guard.region.source}`);
    return [opened, variables, ...guards].join('\n');
  });
}

/** Finds for a document of the new text the old one with the same text, counting from the start and from the end. */
function handedOn(previous: SourceFile, text: string, masked: string, starts: readonly number[]) {
  const old = previous.documents;
  const same = (document: YamlDocument, index: number): boolean => {
    const start = starts[index] ?? 0;
    const end = starts[index + 1] ?? text.length;
    return (
      document.text.length === end - start &&
      text.startsWith(document.text, start) &&
      (document.masked === document.text
        ? masked === text || masked.startsWith(document.masked, start)
        : masked.startsWith(document.masked, start))
    );
  };
  let first = 0;
  while (first < Math.min(old.length, starts.length) && same(documentAt(old, first), first)) first++;
  let last = 0;
  while (
    last < Math.min(old.length, starts.length) - first &&
    same(documentAt(old, old.length - 1 - last), starts.length - 1 - last)
  )
    last++;

  return (index: number, context: string): YamlDocument | undefined => {
    const from =
      index < first
        ? index
        : index >= starts.length - last
          ? old.length - (starts.length - index)
          : undefined;
    const found = from === undefined ? undefined : old[from];
    return found?.context === context ? found.document : undefined;
  };
}

function documentAt(documents: readonly PlacedDocument[], index: number): YamlDocument {
  const placed = documents[index];
  if (!placed) throw new RangeError(`There is no document ${index}`);
  return placed.document;
}
