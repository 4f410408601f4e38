// One version of one file: its YAML documents and where they stand. A new version takes over the documents of the old
// one whose text did not change, trees and all.

import { dialectOfShebang } from '../shell/words.ts';
import { definitionsOf } from '../template/definitions.ts';
import { readTemplate } from '../template/readTemplate.ts';
import { hasAction } from '../template/sourceName.ts';
import type { Template } from '../template/template.ts';
import type { Section } from '../text/section.ts';
import { baseNameOf } from '../text/uri.ts';
import type { DocumentSource, YamlDocument } from '../yaml/document.ts';
import { documentStarts, onItsOwn, sourceOf } from '../yaml/documentSource.ts';
import { createDocument } from '../yaml/parse.ts';
import { classify, type FileKind, isTextKind } from './classify.ts';
import { commonOf, gained, handedOn, startsAmid } from './handOn.ts';

/** A document, its file, and the UTF-16 offset at which it begins there. */
export interface PlacedDocument {
  readonly uri: string;
  readonly start: number;
  readonly document: YamlDocument;
  /** What besides its text decides how the document reads. */
  readonly context: string;
  /** Whether its fields can hold scripts: what a partial template writes outside of named ones is no YAML. */
  readonly holdsScripts: boolean;
}

export interface SourceFile {
  readonly uri: string;
  readonly kind: FileKind;
  readonly text: string;
  /** The file as a whole, for places that lie in no document. */
  readonly whole: Section;
  /** None where the file is no YAML. */
  readonly documents: readonly PlacedDocument[];
  /** What its named templates write, where that is a whole object. Their text is blank to `documents`. */
  readonly named: readonly PlacedDocument[];
  /** All of its documents, those of named templates last. */
  readonly all: readonly PlacedDocument[];
  /** Present when the text holds template actions. */
  readonly template: Template | undefined;
}

/** Reads a text into documents; `previous` is the version that it replaces. */
export function createSourceFile(uri: string, text: string, previous?: SourceFile): SourceFile {
  const kind = kindOf(uri, text);
  // Nothing in such a file is YAML, and braces in it are not Helm's.
  if (isTextKind(kind))
    return { uri, kind, text, whole: { text }, documents: none, named: none, all: none, template: undefined };
  const before = previous?.kind === kind ? previous : undefined;
  const common = before && commonOf(before.text, text);
  const isPlain = common && !before.template ? !gained('{{', text, common) : !hasAction(text);
  const template = isPlain ? undefined : readTemplate(text);
  const masked = template?.masked ?? text;
  const asHelm = template !== undefined || kind === 'chart-template';
  const starts =
    common && isPlain && !before.template
      ? startsAmid(before, text, asHelm, common)
      : documentStarts(masked, asHelm);
  const contexts = template ? contextsOf(template, starts) : [];
  const kept = common ? handedOn(before, text, masked, starts, common) : () => undefined;

  // One document must not keep the whole text of the version in which it was written.
  const written = before ? onItsOwn : (source: DocumentSource) => source;
  const documents = starts.map((start, index): PlacedDocument => {
    const end = starts[index + 1] ?? text.length;
    const context = contexts[index] ?? '';
    const old = kept(index, context);
    const stood = old && before?.documents[index];
    if (stood && stood.document === old && stood.start === start) return stood;
    const document = old ?? createDocument(written(sourceOf(text, template, start, end)));
    return { uri, start, document, context, holdsScripts: kind !== 'chart-partial' };
  });
  const named = template ? namedDocuments(uri, text, template, previous?.named ?? none) : none;
  const all = named.length === 0 ? documents : [...documents, ...named];
  return { uri, kind, text, whole: { text }, documents, named, all, template };
}

const none: readonly PlacedDocument[] = [];

/** A program without an extension says in its first line what reads it. */
function kindOf(uri: string, text: string): FileKind {
  const kind = classify(uri);
  if (kind !== 'manifest' || !text.startsWith('#!') || baseNameOf(uri).includes('.')) return kind;
  return dialectOfShebang(text) === 'sh' ? 'shell' : kind;
}

/** All documents of a file, those of its named templates last. */
export function allDocuments({ all }: SourceFile): readonly PlacedDocument[] {
  return all;
}

/** Reads the bodies of named templates that hold an object; those of `previous` with the same text are kept. */
function namedDocuments(
  uri: string,
  text: string,
  template: Template,
  previous: readonly PlacedDocument[],
): readonly PlacedDocument[] {
  return definitionsOf(template).flatMap(({ body }) => {
    const context = text.slice(body.start, body.end);
    if (!/^kind:/m.test(context)) return [];
    const inner = hasAction(context) ? readTemplate(context) : undefined;
    const starts = documentStarts(inner?.masked ?? context, true);
    const old = previous.filter((placed) => placed.context === context);
    return starts.map((start, index): PlacedDocument => {
      const end = starts[index + 1] ?? context.length;
      const document = old[index]?.document ?? createDocument(sourceOf(context, inner, start, end));
      return { uri, start: body.start + start, document, context, holdsScripts: true };
    });
  });
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
