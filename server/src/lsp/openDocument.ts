// A document as the client shows it: while it is open the client's text counts, whatever is on the disk.

import type {
  Position,
  Range,
  TextDocumentContentChangeEvent,
  TextDocumentItem,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { sizeLimit } from '../files/fileSource.ts';
import { canonicalUri } from '../files/fileUri.ts';
import type { Folder } from './folder.ts';
import type { Placed } from './toProtocol.ts';

export class OpenDocument implements Placed {
  /** The URI as the client spells it. */
  readonly uri: string;
  /** The URI under which the server keeps the file. */
  readonly key: string;
  folder: Folder;
  /** Whether the settings are known and the files of its scope are loaded. */
  ready = false;
  whenReady: Promise<void> = Promise.resolve();
  /** Counts changes; the client's version numbers are the client's business. */
  revision = 0;
  readonly #document: TextDocument;

  constructor({ uri, languageId, version, text }: TextDocumentItem, folder: Folder) {
    this.uri = uri;
    this.key = canonicalUri(uri);
    this.folder = folder;
    this.#document = TextDocument.create(uri, languageId, version, text);
  }

  get version(): number {
    return this.#document.version;
  }

  get languageId(): string {
    return this.#document.languageId;
  }

  get text(): string {
    return this.#document.getText();
  }

  /** Whether the document is too large to be checked. */
  get isTooLarge(): boolean {
    return this.text.length > sizeLimit;
  }

  positionAt(offset: number): Position {
    return this.#document.positionAt(offset);
  }

  /** Of a position that does not exist, the offset of one near it. */
  offsetAt({ line, character }: Position): number {
    return this.#document.offsetAt({ line: whole(line), character: whole(character) });
  }

  /** Applies the client's changes, one after the other. */
  update(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    this.revision++;
    for (const change of changes) {
      TextDocument.update(this.#document, ['range' in change ? this.#clamped(change) : change], version);
    }
  }

  /** A range may reach beyond the text, as that of clients that replace everything by a very large one. */
  #clamped<Change extends { readonly range: Range }>(change: Change): Change {
    const clamp = (position: Position) => this.positionAt(this.offsetAt(position));
    return { ...change, range: { start: clamp(change.range.start), end: clamp(change.range.end) } };
  }
}

/** What a client sends need not be a number that counts anything. */
function whole(count: number): number {
  return Number.isFinite(count) ? Math.max(0, Math.floor(count)) : 0;
}
