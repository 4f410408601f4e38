// The one mutable object: which documents are open, which folders there are, and what each folder's settings are. It
// talks to nobody; handlers do.

import type { TextDocumentItem } from 'vscode-languageserver';
import type { FileSource } from '../files/fileSource.ts';
import { canonicalUri, isWithin } from '../files/fileUri.ts';
import type { Engine } from './engine.ts';
import { Folder } from './folder.ts';
import { type Abilities, readSettings } from './fromProtocol.ts';
import type { DescribeKey } from './keyDescriptions.ts';
import { OpenDocument } from './openDocument.ts';
import type { Translate } from './texts.ts';

export interface SessionSetup {
  readonly engine: Engine;
  readonly files: FileSource;
  readonly abilities: Abilities;
  /** The folders the client has open, canonical. */
  readonly folders: readonly string[];
  readonly describeKey: DescribeKey;
  readonly translate: Translate;
  /** Fetches the settings as the client has them, for a folder or for what lies in none. */
  readonly askSettings: (folder: string | undefined) => Promise<unknown>;
  /** Takes a line for the log. */
  readonly log: (message: string) => void;
}

export class Session {
  readonly setup: SessionSetup;
  /** Files that are not open and of which the client was told, canonical. */
  readonly published = new Set<string>();
  readonly #documents = new Map<string, OpenDocument>();
  readonly #folders = new Map<string | undefined, Folder>();
  /** The latest question for each folder's settings; answers to earlier ones count no more. */
  readonly #questions = new WeakMap<Folder, object>();
  readonly #logged = new Set<string>();
  #folderUris: readonly string[];

  constructor(setup: SessionSetup) {
    this.setup = setup;
    this.#folderUris = setup.folders;
  }

  get translate(): Translate {
    return this.setup.translate;
  }

  get abilities(): Abilities {
    return this.setup.abilities;
  }

  log(message: string): void {
    this.setup.log(message);
  }

  /** For what would otherwise be said with every key stroke. */
  logOnce(message: string): void {
    if (this.#logged.has(message)) return;
    this.#logged.add(message);
    this.log(message);
  }

  documents(): Iterable<OpenDocument> {
    return this.#documents.values();
  }

  /** The open document of a URI, however it is spelled. */
  document(uri: string): OpenDocument | undefined {
    return this.#documents.get(canonicalUri(uri));
  }

  /** An open document once its surroundings are known; undefined where checking is switched off. */
  async readyDocument(uri: string): Promise<OpenDocument | undefined> {
    const document = this.document(uri);
    await document?.whenReady;
    return document?.folder.settings.enable ? document : undefined;
  }

  /** An open document once its whole folder is read: for what must not miss a file. */
  async indexedDocument(uri: string): Promise<OpenDocument | undefined> {
    const document = await this.readyDocument(uri);
    await document?.folder.whenIndexed;
    return document;
  }

  /** What a well-known key is for. */
  async describe(key: string | undefined): Promise<string | undefined> {
    return key === undefined ? undefined : this.setup.describeKey(key);
  }

  /** The folders in use: those with open documents, now or before. */
  folders(): Iterable<Folder> {
    return this.#folders.values();
  }

  /** All folders the client has open. */
  workspaceFolders(): readonly Folder[] {
    return this.#folderUris.map((uri) => this.#folderAt(uri));
  }

  /** The innermost folder that holds a file. */
  folderOf(uri: string): Folder {
    const around = this.#folderUris.filter((folder) => isWithin(folder, uri));
    return this.#folderAt(around.sort((a, b) => b.length - a.length)[0]);
  }

  open(item: TextDocumentItem): OpenDocument {
    const document = new OpenDocument(item, this.folderOf(canonicalUri(item.uri)));
    this.#documents.set(document.key, document);
    this.#settle(document);
    return document;
  }

  async close(document: OpenDocument): Promise<void> {
    this.#documents.delete(document.key);
    await document.folder.close(document);
  }

  /** Fetches all settings anew; settles when they are in force. */
  async refreshSettings(): Promise<void> {
    await Promise.all([...this.#folders.values()].map((folder) => this.#fetchSettings(folder)));
  }

  /** Takes over which folders the client has open; documents move to the folder that now holds them. */
  async setFolders(change: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
  }): Promise<void> {
    const kept = this.#folderUris.filter(
      (uri) => !change.removed.includes(uri) && !change.added.includes(uri),
    );
    this.#folderUris = [...kept, ...change.added];
    const moves = [...this.#documents.values()].map((document) => this.#move(document));
    for (const uri of change.removed) this.#folders.delete(uri);
    await Promise.all(moves);
  }

  #folderAt(uri: string | undefined): Folder {
    const known = this.#folders.get(uri);
    if (known !== undefined) return known;
    const folder = new Folder(uri, this.setup.files, this.setup.engine);
    this.#folders.set(uri, folder);
    folder.settled = this.#fetchSettings(folder);
    return folder;
  }

  async #fetchSettings(folder: Folder): Promise<void> {
    const { engine, askSettings } = this.setup;
    const complain = (message: string) => this.log(message);
    const question = {};
    this.#questions.set(folder, question);
    const value = await askSettings(folder.uri);
    if (this.#questions.get(folder) !== question) return;
    folder.apply(readSettings(value, engine.rules, complain), complain);
  }

  async #move(document: OpenDocument): Promise<void> {
    const folder = this.folderOf(document.key);
    if (folder === document.folder) return;
    await document.folder.close(document);
    document.folder = folder;
    this.#settle(document);
    await document.whenReady;
  }

  #settle(document: OpenDocument): void {
    const { folder } = document;
    folder.open(document);
    document.ready = false;
    document.whenReady = folder.settled
      .then(() => folder.use(document.key))
      .catch((error: unknown) => this.log(`${document.uri}: ${String(error)}`))
      .then(() => {
        document.ready = true;
      });
  }
}
