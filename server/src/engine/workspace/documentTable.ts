// What some documents of a scope hold, file by file. Few rules ask for it, so the documents are parsed when the first
// one does.

import type { YamlDocument } from '../yaml/document.ts';

export interface DocumentTable<T> {
  /** Replaces the documents of a file. */
  set(uri: string, documents: readonly YamlDocument[]): void;
  /** What all of them hold, in the order of the files. */
  all(): readonly T[];
}

/** `read` says what a document holds. */
export function createDocumentTable<T>(read: (document: YamlDocument) => readonly T[]): DocumentTable<T> {
  const memory = new WeakMap<YamlDocument, readonly T[]>();
  const files = new Map<string, readonly YamlDocument[]>();
  let found: readonly T[] | undefined;

  const heldBy = (document: YamlDocument): readonly T[] => {
    const held = memory.get(document) ?? read(document);
    memory.set(document, held);
    return held;
  };

  return {
    set(uri, documents) {
      if (documents.length > 0) files.set(uri, documents);
      else if (!files.delete(uri)) return;
      found = undefined;
    },
    all() {
      found ??= [...files]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([, documents]) => documents.flatMap(heldBy));
      return found;
    },
  };
}
