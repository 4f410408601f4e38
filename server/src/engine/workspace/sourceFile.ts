// One version of one file: its YAML documents and where they stand. A new version takes over the documents of the old
// one whose text did not change, trees and all.

import { dialectOfShebang } from '../shell/words.ts';
import { definitionsOf } from '../template/definitions.ts';
import { readTemplate } from '../template/readTemplate.ts';
import { hasAction } from '../template/sourceName.ts';
import type { Template } from '../template/template.ts';
import type { Section } from '../text/section.ts';
import { baseNameOf } from '../text/uri.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { documentStarts, sourceOf } from '../yaml/documentSource.ts';
import { createDocument } from '../yaml/parse.ts';
import { classify, type FileKind, isTextKind } from './classify.ts';

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
  /** Present when the text holds template actions. */
  readonly template: Template | undefined;
}

/** Reads a text into documents; `previous` is the version that it replaces. */
export function createSourceFile(uri: string, text: string, previous?: SourceFile): SourceFile {
  const kind = kindOf(uri, text);
  // Nothing in such a file is YAML, and braces in it are not Helm's.
  if (isTextKind(kind))
    return { uri, kind, text, whole: { text }, documents: none, named: none, template: undefined };
  const template = hasAction(text) ? readTemplate(text) : undefined;
  const masked = template?.masked ?? text;
  const starts = documentStarts(masked, template !== undefined || kind === 'chart-template');
  const contexts = template ? contextsOf(template, starts) : [];
  const kept = previous ? handedOn(previous, text, masked, starts) : () => undefined;

  const documents = starts.map((start, index): PlacedDocument => {
    const end = starts[index + 1] ?? text.length;
    const context = contexts[index] ?? '';
    const old = kept(index, context);
    const document = old ?? createDocument(sourceOf(text, template, start, end));
    return { uri, start, document, context, holdsScripts: kind !== 'chart-partial' };
  });
  const named = template ? namedDocuments(uri, text, template, previous?.named ?? none) : none;
  return { uri, kind, text, whole: { text }, documents, named, template };
}

const none: readonly PlacedDocument[] = [];

/** A program without an extension says in its first line what reads it. */
function kindOf(uri: string, text: string): FileKind {
  const kind = classify(uri);
  if (kind !== 'manifest' || !text.startsWith('#!') || baseNameOf(uri).includes('.')) return kind;
  return dialectOfShebang(text) === 'sh' ? 'shell' : kind;
}

/** All documents of a file, those of its named templates last. */
export function allDocuments({ documents, named }: SourceFile): readonly PlacedDocument[] {
  return named.length === 0 ? documents : [...documents, ...named];
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

/** Finds for a document of the new text the old one with the same text, counting from the start and from the end. */
function handedOn(previous: SourceFile, text: string, masked: string, starts: readonly number[]) {
  const old = previous.documents;
  const isMasked = masked !== text || previous.template !== undefined;
  const front = Math.min(
    commonStart(previous.text, text),
    isMasked ? commonStart(maskedOf(previous), masked) : Infinity,
  );
  const back = Math.min(
    commonEnd(previous.text, text),
    isMasked ? commonEnd(maskedOf(previous), masked) : Infinity,
  );
  // The last document within the front must end where the next one begins in both texts.
  let first = 0;
  while ((old[first + 1]?.start ?? Infinity) <= front && old[first + 1]?.start === starts[first + 1]) first++;
  let last = 0;
  const fromEnd = (start: number | undefined, length: number) =>
    start === undefined ? Infinity : length - start;
  while (
    last < Math.min(old.length, starts.length) - first &&
    fromEnd(old[old.length - 1 - last]?.start, previous.text.length) <= back &&
    fromEnd(old[old.length - 1 - last]?.start, previous.text.length) ===
      fromEnd(starts[starts.length - 1 - last], text.length)
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

function maskedOf(file: SourceFile): string {
  return file.template?.masked ?? file.text;
}

/** How many characters two texts compare at once. */
const stride = 4096;

/** How many characters two texts have in common from their start. */
function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at + stride <= most && a.slice(at, at + stride) === b.slice(at, at + stride)) at += stride;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}

/** How many characters two texts have in common from their end. */
function commonEnd(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  const piece = (text: string) => text.slice(text.length - at - stride, text.length - at);
  while (at + stride <= most && piece(a) === piece(b)) at += stride;
  while (at < most && a.charCodeAt(a.length - 1 - at) === b.charCodeAt(b.length - 1 - at)) at++;
  return at;
}
