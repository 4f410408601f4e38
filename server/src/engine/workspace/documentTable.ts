// What some documents of a scope hold, file by file. Few rules ask for it, so the documents are parsed when the first
// one does.

import type { YamlDocument } from '../yaml/document.ts';

export class DocumentTable<T> {
  readonly #read: (document: YamlDocument) => readonly T[];
  readonly #files = new Map<string, readonly YamlDocument[]>();
  readonly #memory = new WeakMap<YamlDocument, readonly T[]>();
  #found: readonly T[] | undefined;

  /** `read` says what a document holds. */
  constructor(read: (document: YamlDocument) => readonly T[]) {
    this.#read = read;
  }

  /** Replaces the documents of a file. */
  set(uri: string, documents: readonly YamlDocument[]): void {
    if (documents.length > 0) this.#files.set(uri, documents);
    else if (!this.#files.delete(uri)) return;
    this.#found = undefined;
  }

  /** What all of them hold, in the order of the files. */
  all(): readonly T[] {
    this.#found ??= [...this.#files]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, documents]) => documents.flatMap((document) => this.#heldBy(document)));
    return this.#found;
  }

  #heldBy(document: YamlDocument): readonly T[] {
    const held = this.#memory.get(document) ?? this.#read(document);
    this.#memory.set(document, held);
    return held;
  }
}
