// The texts of a workspace, each read into documents when somebody first asks: most files of a large workspace are never
// looked into. Knows where every section that was handed out stands at present.

import type { Location, Place, Section } from '../text/section.ts';
import { shift } from '../text/span.ts';
import { allDocuments, createSourceFile, type PlacedDocument, type SourceFile } from './sourceFile.ts';

export interface FileTable {
  /** False when the file has this text already. */
  set(uri: string, text: string): boolean;
  /** False when there is no such file. */
  remove(uri: string): boolean;
  has(uri: string): boolean;
  text(uri: string): string | undefined;
  file(uri: string): SourceFile | undefined;
  /** The file, if somebody has read its present text. */
  fileRead(uri: string): SourceFile | undefined;
  uris(): Iterable<string>;
  /** Where a section's place stands now; undefined when its text is gone, or its file. */
  locate(place: Place): Location | undefined;
}

interface Entry {
  readonly text: string;
  /** Undefined until somebody asks. */
  file: SourceFile | undefined;
  /** The version whose documents the next one takes over where their text is the same. */
  previous: SourceFile | undefined;
}

export function createFileTable(): FileTable {
  const entries = new Map<string, Entry>();
  const places = new WeakMap<Section, Standing>();

  const forget = (file: SourceFile): void => {
    places.delete(file.whole);
    for (const { document } of allDocuments(file)) places.delete(document);
  };

  const read = (uri: string, entry: Entry): SourceFile => {
    const file = createSourceFile(uri, entry.text, entry.previous);
    const before = entry.previous ? allDocuments(entry.previous) : none;
    const now = allDocuments(file);
    const { front, back } = unmoved(before, now);
    for (const { document } of before.slice(front, before.length - back)) places.delete(document);
    for (const [index, { document }] of now.slice(front, now.length - back).entries())
      places.set(document, now.length < manyDocuments ? uri : { uri, at: front + index });
    if (entry.previous) places.delete(entry.previous.whole);
    places.set(file.whole, uri);
    entry.file = file;
    entry.previous = undefined;
    return file;
  };

  const fileAt = (uri: string): SourceFile | undefined => {
    const entry = entries.get(uri);
    return entry && (entry.file ?? read(uri, entry));
  };

  return {
    set(uri, text) {
      const before = entries.get(uri);
      if (before?.text === text) return false;
      entries.set(uri, { text, file: undefined, previous: before?.file ?? before?.previous });
      return true;
    },
    remove(uri) {
      const entry = entries.get(uri);
      if (!entry) return false;
      const last = entry.file ?? entry.previous;
      if (last) forget(last);
      return entries.delete(uri);
    },
    has: (uri) => entries.has(uri),
    text: (uri) => entries.get(uri)?.text,
    file: fileAt,
    fileRead: (uri) => entries.get(uri)?.file,
    uris: () => entries.keys(),
    locate({ section, span }) {
      const known = places.get(section);
      if (known === undefined) return undefined;
      // The file may have a newer text that nobody has read yet, in which the section is gone, or elsewhere.
      const file = fileAt(uriOf(known));
      const stands = places.get(section);
      if (stands === undefined || !file) return undefined;
      return { uri: uriOf(stands), span: shift(span, startIn(file, section, stands)) };
    },
  };
}

/** The URI of a section's file, for a document of many with its number there. */
type Standing = string | { readonly uri: string; readonly at: number };

/** In files with fewer documents one is found by looking at all: its number would weigh more than that costs. */
const manyDocuments = 16;

function uriOf(standing: Standing): string {
  return typeof standing === 'string' ? standing : standing.uri;
}

function startIn(file: SourceFile, section: Section, standing: Standing): number {
  if (section === file.whole) return 0;
  const all = allDocuments(file);
  const placed =
    typeof standing === 'string' ? all.findLast(({ document }) => document === section) : all[standing.at];
  return placed?.start ?? 0;
}

const none: readonly PlacedDocument[] = [];

/** How many documents from the start and from the end are those they were, and as many from the start as before. */
function unmoved(before: readonly PlacedDocument[], now: readonly PlacedDocument[]) {
  let front = 0;
  const most = Math.min(before.length, now.length);
  const same = (at: number) => before[at] === now[at] || before[at]?.document === now[at]?.document;
  while (front < most && same(front)) front++;
  let back = 0;
  if (before.length === now.length) while (back < most - front && same(most - 1 - back)) back++;
  return { front, back };
}
