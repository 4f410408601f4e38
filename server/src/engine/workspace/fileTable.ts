// The texts of a workspace, each read into documents when somebody first asks: most files of a large workspace are never
// looked into. Knows where every section that was handed out stands at present.

import type { Location, Place, Section } from '../text/section.ts';
import { shift } from '../text/span.ts';
import { allDocuments, createSourceFile, type SourceFile } from './sourceFile.ts';

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
  const places = new WeakMap<Section, { readonly uri: string; readonly start: number }>();

  const forget = (file: SourceFile): void => {
    places.delete(file.whole);
    for (const { document } of allDocuments(file)) places.delete(document);
  };

  const read = (uri: string, entry: Entry): SourceFile => {
    const file = createSourceFile(uri, entry.text, entry.previous);
    if (entry.previous) forget(entry.previous);
    places.set(file.whole, { uri, start: 0 });
    for (const placed of allDocuments(file)) places.set(placed.document, placed);
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
      if (!known) return undefined;
      // The file may have a newer text that nobody has read yet, in which the section is gone, or elsewhere.
      fileAt(known.uri);
      const stands = places.get(section);
      return stands && { uri: stands.uri, span: shift(span, stands.start) };
    },
  };
}
