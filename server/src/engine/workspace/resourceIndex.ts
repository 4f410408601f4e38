// The summaries of one scope: the files that are meant to be applied together, as far as we can tell. Kept up to date file
// by file, so that an edit costs the file it is made in, however many others there are.

import { type TokenReadingFile, tokenReadingFilesIn } from '../kubernetes/configMaps.ts';
import { type Permission, permissionsOf } from '../kubernetes/permissions.ts';
import type { ReferencedKind } from '../kubernetes/references.ts';
import { hasAction } from '../template/sourceName.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { summariesOf } from './documentGist.ts';
import { DocumentTable } from './documentTable.ts';
import type { Kustomized } from './kustomized.ts';
import { NameTable } from './nameTable.ts';
import type { ResourceSummary } from './resourceSummary.ts';
import { emptySummary, type FileSummary } from './summary.ts';

export interface ResourceIndex {
  /** Moves only when what some file tells the others has changed; no two scopes ever have the same. */
  readonly revision: number;
  /** Whether a script of the scope looks Secrets up in a ServiceAccount's `secrets`. */
  readonly readsListedSecrets: boolean;
  /** Whether a file of the scope speaks to Consul. */
  readonly usesConsul: boolean;
  /** Whether a kustomization is in the scope. */
  readonly hasKustomization: boolean;
  /** Whether a kustomization of the scope puts all resources into one namespace. */
  readonly setsNamespace: boolean;
  /** Whether some selector of the scope goes by this misspelled key. */
  selectsBy(misspelled: string): boolean;
  /** All ServiceAccounts, or all Secrets that hold their tokens, in the order of their files. */
  ofKind(kind: string): readonly ResourceSummary[];
  /** The ServiceAccounts and the Secrets with their tokens that a file declares, in their order. */
  declaredIn(uri: string): readonly ResourceSummary[];
  /** The resources of a kind with this name that a reference from `namespace` can mean. */
  named(kind: string, name: string, namespace: string | undefined): readonly ResourceSummary[];
  /** The Roles of the scope and their bindings, in the order of their files. */
  permissions(): readonly Permission[];
  /** The files in ConfigMaps of the scope that read the automatic token, in the order of their files. */
  tokenReadingFiles(): readonly TokenReadingFile[];
  /** Whether a file outside of the scope may declare such a resource. */
  declaredElsewhere(kind: ReferencedKind, name: string, namespace: string | undefined): boolean;
  /** What the kustomizations of the scope make of its objects. */
  readonly kustomized: Kustomized;
}

/** What indexes know besides the files that they take in; `uris` are the files of the scope that asks. */
export interface Surroundings {
  declaredOutside(
    uris: ReadonlySet<string>,
    kind: ReferencedKind,
    name: string,
    namespace: string | undefined,
  ): boolean;
  kustomized(uris: ReadonlySet<string>): Kustomized;
}

/** An index that takes in files one by one. */
export interface GrowingIndex {
  readonly index: ResourceIndex;
  /** What a file told the others when the index last took it in. */
  told(uri: string): FileSummary;
  /** Replaces what a file told by what it tells now. */
  replace(uri: string, tells: FileSummary): void;
  /** To be called when what the files tell has changed. */
  moveTo(revision: number): void;
  /** Whether somebody asked what kustomizations make of the scope, and the answer is kept. */
  readonly knowsKustomized: boolean;
  /** To be called when that answer is no longer true. */
  forgetKustomized(): void;
}

export function createResourceIndex(uris: ReadonlySet<string>, surroundings: Surroundings): GrowingIndex {
  return new ScopeIndex(uris, surroundings);
}

/** A class with tables that are made when somebody first asks for them: a large workspace has thousands of scopes. */
class ScopeIndex implements ResourceIndex, GrowingIndex {
  revision = 0;
  readonly #uris: ReadonlySet<string>;
  readonly #surroundings: Surroundings;
  #facts: Tally | undefined;
  /** Files that tell something. */
  #told: Map<string, FileSummary> | undefined;
  #byKind: KindTable | undefined;
  #byName: NameTable<ResourceSummary, ResourceSummary> | undefined;
  #otherSecrets: NameTable<YamlDocument, SecretDocument> | undefined;
  #permissions: DocumentTable<Permission> | undefined;
  #tokenReaders: DocumentTable<TokenReadingFile> | undefined;
  #kustomized: Kustomized | undefined;

  constructor(uris: ReadonlySet<string>, surroundings: Surroundings) {
    this.#uris = uris;
    this.#surroundings = surroundings;
  }

  get index(): ResourceIndex {
    return this;
  }

  get readsListedSecrets(): boolean {
    return this.#says('reads listed secrets');
  }

  get usesConsul(): boolean {
    return this.#says('uses consul');
  }

  get hasKustomization(): boolean {
    return this.#says('is a kustomization');
  }

  get setsNamespace(): boolean {
    return this.#says('sets the namespace');
  }

  get kustomized(): Kustomized {
    this.#kustomized ??= this.#surroundings.kustomized(this.#uris);
    return this.#kustomized;
  }

  get knowsKustomized(): boolean {
    return this.#kustomized !== undefined;
  }

  selectsBy(misspelled: string): boolean {
    return this.#says(`selector ${misspelled}`);
  }

  ofKind(kind: string): readonly ResourceSummary[] {
    this.#byKind ??= this.#filled(new KindTable(), resourcesOf);
    return this.#byKind.ofKind(kind);
  }

  declaredIn(uri: string): readonly ResourceSummary[] {
    return this.told(uri).resources;
  }

  named(kind: string, name: string, namespace: string | undefined): readonly ResourceSummary[] {
    this.#byName ??= this.#filled(new NameTable(resourcesByName), resourcesOf);
    const others = kind === 'Secret' ? this.#otherSecretsNamed(name) : [];
    return [...this.#byName.named(`${kind} ${name}`), ...others].filter(
      (one) => one.kind === kind && one.name === name && mayShareNamespace(one.namespace, namespace),
    );
  }

  permissions(): readonly Permission[] {
    this.#permissions ??= this.#filled(new DocumentTable(permissionsOf), (told) => told.permissions);
    return this.#permissions.all();
  }

  tokenReadingFiles(): readonly TokenReadingFile[] {
    this.#tokenReaders ??= this.#filled(new DocumentTable(tokenReadingFilesIn), (told) => told.tokenReaders);
    return this.#tokenReaders.all();
  }

  declaredElsewhere(kind: ReferencedKind, name: string, namespace: string | undefined): boolean {
    return this.#surroundings.declaredOutside(this.#uris, kind, name, namespace);
  }

  told(uri: string): FileSummary {
    return this.#told?.get(uri) ?? emptySummary;
  }

  replace(uri: string, tells: FileSummary): void {
    for (const fact of factsOf(this.told(uri))) this.#facts?.remove(fact);
    for (const fact of factsOf(tells)) {
      this.#facts ??= new Tally();
      this.#facts.add(fact);
    }
    this.#told ??= new Map();
    if (tells === emptySummary) this.#told.delete(uri);
    else this.#told.set(uri, tells);
    this.#byKind?.set(uri, tells.resources);
    this.#byName?.set(uri, tells.resources);
    this.#otherSecrets?.set(uri, tells.otherSecrets);
    this.#permissions?.set(uri, tells.permissions);
    this.#tokenReaders?.set(uri, tells.tokenReaders);
  }

  moveTo(revision: number): void {
    this.revision = revision;
  }

  forgetKustomized(): void {
    this.#kustomized = undefined;
  }

  #says(fact: string): boolean {
    return this.#facts?.has(fact) ?? false;
  }

  #otherSecretsNamed(name: string): readonly ResourceSummary[] {
    this.#otherSecrets ??= this.#filled(new NameTable(secretsByName), (told) => told.otherSecrets);
    const documents = this.#otherSecrets.named(hasAction(name) ? templated : name);
    return documents.flatMap(({ uri, document }) => summariesOf(uri, document));
  }

  /** The table, with what all files tell. */
  #filled<Held, T extends Table<Held>>(table: T, heldBy: (told: FileSummary) => readonly Held[]): T {
    for (const [uri, told] of this.#told ?? []) table.set(uri, heldBy(told));
    return table;
  }
}

interface Table<Held> {
  set(uri: string, held: readonly Held[]): void;
}

function resourcesOf({ resources }: FileSummary): readonly ResourceSummary[] {
  return resources;
}

type Named<T> = readonly [T, readonly string[]];

function resourcesByName(
  _uri: string,
  resources: readonly ResourceSummary[],
): readonly Named<ResourceSummary>[] {
  return resources.map((one) => [one, [`${one.kind} ${one.name ?? ''}`]]);
}

function secretsByName(uri: string, documents: readonly YamlDocument[]): readonly Named<SecretDocument>[] {
  return documents.map((document) => [{ uri, document }, namesWrittenIn(document)]);
}

/** A document with Secrets that hold no tokens. */
interface SecretDocument {
  readonly uri: string;
  readonly document: YamlDocument;
}

/** Stands for all names that a template makes: one can be written in many ways. */
const templated = '{{';

/** The words on the lines that name something: the names of the document's objects are among them. */
function namesWrittenIn({ text }: YamlDocument): readonly string[] {
  const lines = text.match(/^.*\bname["']?[ \t]*:.*$/gm) ?? [];
  const words = lines.flatMap((line) => line.match(/[\w.-]+/g) ?? []);
  return hasAction(text) ? [templated, ...words] : words;
}

function factsOf({ facts, misspelledSelectors }: FileSummary): readonly string[] {
  return [...facts, ...misspelledSelectors.map((key) => `selector ${key}`)];
}

/** Counts how often something was said and not taken back. */
class Tally {
  readonly #counts = new Map<string, number>();

  add(fact: string): void {
    this.#change(fact, 1);
  }

  remove(fact: string): void {
    this.#change(fact, -1);
  }

  has(fact: string): boolean {
    return (this.#counts.get(fact) ?? 0) > 0;
  }

  #change(fact: string, by: number): void {
    this.#counts.set(fact, (this.#counts.get(fact) ?? 0) + by);
  }
}

/** The summaries of each kind, in the order of their files. */
class KindTable {
  readonly #files = new Map<string, readonly ResourceSummary[]>();
  readonly #kinds = new Map<string, readonly ResourceSummary[]>();

  set(uri: string, resources: readonly ResourceSummary[]): void {
    if (resources.length > 0) this.#files.set(uri, resources);
    else if (!this.#files.delete(uri)) return;
    this.#kinds.clear();
  }

  ofKind(kind: string): readonly ResourceSummary[] {
    let found = this.#kinds.get(kind);
    if (!found) {
      const inOrder = [...this.#files].sort(([a], [b]) => (a < b ? -1 : 1));
      found = inOrder.flatMap(([, resources]) => resources.filter((one) => one.kind === kind));
      this.#kinds.set(kind, found);
    }
    return found;
  }
}

/** A resource without a namespace gets its namespace when it is applied: it may be any. */
export function mayShareNamespace(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b || hasAction(a) || hasAction(b);
}
