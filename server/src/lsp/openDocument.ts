// A document as the client shows it: while it is open the client's text counts, whatever is on the disk.

import type {
  Position,
  Range,
  TextDocumentContentChangeEvent,
  TextDocumentItem,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
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

  positionAt(offset: number): Position {
    return this.#document.positionAt(offset);
  }

  offsetAt(position: Position): number {
    return this.#document.offsetAt(position);
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
    const last = this.#document.lineCount - 1;
    const { start, end } = change.range;
    if (start.line <= last && end.line <= last) return change;
    const clamp = (position: Position) => this.positionAt(this.offsetAt(position));
    return { ...change, range: { start: clamp(start), end: clamp(end) } };
  }
}
