// One workspace folder: its settings, its linter, and the texts the linter has been given. The files around an open
// document are loaded with it, and let go when nobody needs them any more.

import {
  classify,
  createLineIndex,
  type FileReport,
  type Linter,
  maySpeakToOthers,
} from '../engine/index.ts';
import { configurationsAround } from '../files/configurations.ts';
import type { FileSource } from '../files/fileSource.ts';
import { belongsTo, filesOf, type ScopeRoot, scopeRootOf } from '../files/scope.ts';
import type { KubernetesVersionStatus } from '../protocol/messages.ts';
import type { Settings } from '../protocol/settings.ts';
import type { Engine } from './engine.ts';
import { defaultSettings, toConfig } from './fromProtocol.ts';
import type { OpenDocument } from './openDocument.ts';
import type { Placed } from './toProtocol.ts';
import { breather } from './turns.ts';

interface Scope {
  readonly root: ScopeRoot;
  /** The files on whose behalf the scope is loaded. */
  readonly users: Set<string>;
  readonly files: Set<string>;
  loaded: Promise<void>;
}

export class Folder {
  /** Canonical; undefined for what lies outside all workspace folders. */
  readonly uri: string | undefined;
  settings: Settings = defaultSettings;
  /** Settles when the settings are known. */
  settled: Promise<void> = Promise.resolve();
  /** Settles when the files of the whole folder have been read, as far as that has begun; never fails. */
  whenIndexed: Promise<void> = Promise.resolve();
  /** What is wrong with the Kubernetes versions in the settings, if the default stands in for them. */
  #versionComplaint: string | undefined;
  readonly #linter: Linter;
  readonly #files: FileSource;
  readonly #engine: Engine;
  #day = today();
  readonly #scopes = new Map<string, Scope>();
  readonly #users = new Set<string>();
  /** The folders above which configuration files have been looked for. */
  readonly #configured = new Set<string>();
  /** Files of the whole folder that may tell others something; undefined until they have been looked for. */
  #indexed: Set<string> | undefined;
  readonly #open = new Map<string, { readonly document: OpenDocument; given?: number }>();
  /** The texts of files that are not open. */
  readonly #texts = new Map<string, Placed>();
  /** What was found since the linter last changed. */
  readonly #reports = new Map<string, FileReport>();

  constructor(uri: string | undefined, files: FileSource, engine: Engine) {
    this.uri = uri;
    this.#files = files;
    this.#engine = engine;
    this.#linter = engine.createLinter(toConfig(defaultSettings, uri, today()));
  }

  /** For which Kubernetes versions a file is checked, and who says so. */
  kubernetesVersionOf(uri: string): KubernetesVersionStatus {
    const file = this.#linter.configurationOf(uri);
    if (file === undefined) return this.kubernetesVersion;
    return { range: this.#linter.targetFor(uri).text, from: 'file', file };
  }

  /** The same where no configuration file says it. */
  get kubernetesVersion(): KubernetesVersionStatus {
    const range = this.settings.kubernetesVersion;
    const from = range === defaultSettings.kubernetesVersion ? 'default' : 'setting';
    const complaint = this.#versionComplaint;
    return { range, from, ...(complaint !== undefined && { complaint }) };
  }

  /** A linter with the folder's settings and no files. */
  newLinter(): Linter {
    return this.#engine.createLinter(toConfig(this.settings, this.uri, today()));
  }

  /** Takes over settings. What is no version, nor a range of them, is complained of and replaced by the default. */
  apply(settings: Settings, complain: (message: string) => void): void {
    this.#versionComplaint = undefined;
    try {
      this.#configure(settings);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      complain(`boundTokens.kubernetesVersion: ${error.message}`);
      this.#configure({ ...settings, kubernetesVersion: defaultSettings.kubernetesVersion });
      this.#versionComplaint = error.message;
    }
  }

  open(document: OpenDocument): void {
    this.#open.set(document.key, { document });
    this.#texts.delete(document.key);
  }

  /** From now on the file's text is that on the disk, if another open document needs it. */
  async close(document: OpenDocument): Promise<void> {
    if (this.#open.get(document.key)?.document !== document) return;
    this.#open.delete(document.key);
    this.release(document.key);
    await this.#reload(document.key);
  }

  /** The folder's linter, with all texts as they are now. Whoever changes it must change it back. */
  upToDate(): Linter {
    // Suppressions may expire over night.
    if (this.#day !== today()) this.#configure(this.settings);
    this.#giveChanges();
    return this.#linter;
  }

  /** What is wrong with a file, as its text is now. */
  check(uri: string): FileReport | undefined {
    const linter = this.upToDate();
    const known = this.#reports.get(uri);
    if (known !== undefined) return known;
    const report = linter.check(uri);
    if (report !== undefined) this.#reports.set(uri, report);
    return report;
  }

  /** Where places of a file are; undefined when its text is not loaded. */
  placed(uri: string): Placed | undefined {
    return this.#open.get(uri)?.document ?? this.#texts.get(uri);
  }

  /** Loads the files that belong together with a file, until it is released. */
  async use(uri: string): Promise<void> {
    this.#users.add(uri);
    const root = await scopeRootOf(this.#files, uri, this.uri);
    if (root === undefined || !this.#users.has(uri)) return;
    await this.#configureAround(root.uri);
    const scope = this.#scopes.get(root.uri) ?? this.#load(root);
    scope.users.add(uri);
    await scope.loaded;
  }

  release(uri: string): void {
    this.#users.delete(uri);
    for (const [root, scope] of this.#scopes) {
      if (!scope.users.delete(uri) || scope.users.size > 0) continue;
      this.#scopes.delete(root);
      for (const file of scope.files) if (!this.#isNeeded(file)) this.#forget(file);
    }
  }

  /** Whether a file, open or not, is loaded or ought to be. */
  concerns(uri: string): boolean {
    if (this.#open.has(uri) || this.#isNeeded(uri)) return true;
    return [...this.#scopes.values()].some(({ root }) => belongsTo(root, uri));
  }

  /** How many files the folder's linter knows. */
  get size(): number {
    return this.#open.size + this.#texts.size;
  }

  /** Whether the files of the whole folder are being kept, beside those around open documents. */
  get isIndexed(): boolean {
    return this.#indexed !== undefined;
  }

  /** Whether a file or folder is one that the configuration excludes. */
  readonly leavesOut = (uri: string): boolean => this.#linter.isExcluded(uri);

  /** Keeps a file from now on if it may tell others something, open documents around it or not. */
  async index(uri: string): Promise<void> {
    this.#indexed ??= new Set();
    if (this.#open.has(uri) || this.#isNeeded(uri)) {
      this.#indexed.add(uri);
      return;
    }
    if (this.#linter.isExcluded(uri)) return;
    const result = await this.#files.read(uri);
    if (result.is !== 'text' || !(isConfiguration(uri) || maySpeakToOthers(uri, result.text))) return;
    this.#indexed.add(uri);
    if (!this.#open.has(uri)) this.#take(uri, result.text);
  }

  /** Takes in that a file on the disk was made, changed or deleted. */
  async fileChanged(uri: string): Promise<void> {
    for (const scope of this.#scopes.values()) if (belongsTo(scope.root, uri)) scope.files.add(uri);
    await this.#reload(uri);
  }

  /** Finds all scopes anew: a chart has come or gone. */
  async rescope(): Promise<void> {
    const users = [...this.#users];
    for (const user of users) this.release(user);
    await Promise.all(users.map((user) => this.use(user)));
  }

  #configure(settings: Settings): void {
    this.#day = today();
    this.#linter.configure(toConfig(settings, this.uri, this.#day));
    this.#reports.clear();
    this.settings = settings;
  }

  #giveChanges(): void {
    for (const entry of this.#open.values()) {
      const { document, given } = entry;
      if (given === document.revision) continue;
      entry.given = document.revision;
      this.#linter.setFile(document.key, document.isTooLarge ? '' : document.text);
      this.#reports.clear();
    }
  }

  #load(root: ScopeRoot): Scope {
    const scope: Scope = { root, users: new Set(), files: new Set(), loaded: Promise.resolve() };
    this.#scopes.set(root.uri, scope);
    scope.loaded = this.#loadFiles(scope);
    return scope;
  }

  async #loadFiles(scope: Scope): Promise<void> {
    const breathe = breather();
    for await (const uri of filesOf(this.#files, scope.root)) {
      if (this.#scopes.get(scope.root.uri) !== scope) return;
      await breathe();
      if (this.#linter.isExcluded(uri)) continue;
      scope.files.add(uri);
      await this.#reload(uri);
    }
  }

  /** Reads the configuration files above a folder, once; later changes come as they are told. */
  async #configureAround(folder: string): Promise<void> {
    if (this.#configured.has(folder)) return;
    this.#configured.add(folder);
    for (const { uri, text } of await configurationsAround(this.#files, folder)) {
      if (!this.#open.has(uri)) this.#take(uri, text);
    }
  }

  async #reload(uri: string): Promise<void> {
    if (this.#open.has(uri)) return;
    const result = this.#isNeeded(uri) ? await this.#files.read(uri) : undefined;
    // While it was read it may have been opened, or become useless.
    if (this.#open.has(uri)) return;
    if (result?.is !== 'text' || !this.#isNeeded(uri)) {
      this.#forget(uri);
      return;
    }
    this.#take(uri, result.text);
  }

  #take(uri: string, text: string): void {
    this.#texts.set(uri, placedText(uri, text));
    this.#linter.setFile(uri, text);
    this.#reports.clear();
  }

  #isNeeded(uri: string): boolean {
    // Whoever it is that it concerns, it is small.
    if (this.#indexed?.has(uri) || isConfiguration(uri)) return true;
    return [...this.#scopes.values()].some(({ files }) => files.has(uri));
  }

  #forget(uri: string): void {
    if (this.#open.has(uri)) return;
    this.#texts.delete(uri);
    this.#linter.removeFile(uri);
    this.#reports.clear();
  }
}

function isConfiguration(uri: string): boolean {
  return classify(uri) === 'configuration';
}

/** `YYYY-MM-DD`, where the server runs. */
export function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** A text that does not change; its lines are counted when they are asked for. */
export function placedText(uri: string, text: string): Placed {
  let lines: ReturnType<typeof createLineIndex> | undefined;
  return {
    uri,
    version: undefined,
    positionAt(offset) {
      lines ??= createLineIndex(text);
      return lines.positionAt(offset);
    },
  };
}
