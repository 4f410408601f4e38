// The summaries of one scope: the files that are meant to be applied together, as far as we can tell. Kept up to date file
// by file, so that an edit costs the file it is made in, however many others there are.

import { type TokenReadingFile, tokenReadingFilesIn } from '../kubernetes/configMaps.ts';
import { type Permission, permissionsOf } from '../kubernetes/permissions.ts';
import type { ReferencedKind } from '../kubernetes/references.ts';
import { hasAction } from '../template/sourceName.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { summariesOf } from './documentGist.ts';
import { createDocumentTable } from './documentTable.ts';
import type { Kustomized } from './kustomized.ts';
import { createNameTable } from './nameTable.ts';
import type { ResourceSummary } from './resourceSummary.ts';
import type { FileSummary } from './summary.ts';

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

/** What an index knows besides the files that it takes in. */
export interface Surroundings extends Pick<ResourceIndex, 'declaredElsewhere'> {
  kustomized(): Kustomized;
}

/** An index that takes in files one by one. */
export interface GrowingIndex {
  readonly index: ResourceIndex;
  /** Replaces what a file told by what it tells now. */
  replace(uri: string, told: FileSummary, tells: FileSummary): void;
  /** To be called when what the files tell has changed. */
  moveTo(revision: number): void;
}

export function createResourceIndex({ declaredElsewhere, kustomized }: Surroundings): GrowingIndex {
  const { set: setKinds, ...byKind } = createKindTable();
  const byName = createNameTable<ResourceSummary>();
  const otherSecrets = createNameTable<SecretDocument>();
  const facts = createTally();
  const permissions = createDocumentTable(permissionsOf);
  const tokenReaders = createDocumentTable(tokenReadingFilesIn);
  let revision = 0;

  return {
    index: {
      get revision() {
        return revision;
      },
      get readsListedSecrets() {
        return facts.has('reads listed secrets');
      },
      get usesConsul() {
        return facts.has('uses consul');
      },
      get hasKustomization() {
        return facts.has('is a kustomization');
      },
      get setsNamespace() {
        return facts.has('sets the namespace');
      },
      selectsBy: (misspelled) => facts.has(`selector ${misspelled}`),
      ...byKind,
      named: (kind, name, namespace) => {
        const documents = kind === 'Secret' ? otherSecrets.named(hasAction(name) ? templated : name) : [];
        const others = documents.flatMap(({ uri, document }) => summariesOf(uri, document));
        return [...byName.named(`${kind} ${name}`), ...others].filter(
          (one) => one.kind === kind && one.name === name && mayShareNamespace(one.namespace, namespace),
        );
      },
      permissions: permissions.all,
      tokenReadingFiles: tokenReaders.all,
      declaredElsewhere,
      get kustomized() {
        return kustomized();
      },
    },
    replace(uri, told, tells) {
      for (const fact of factsOf(told)) facts.remove(fact);
      for (const fact of factsOf(tells)) facts.add(fact);
      setKinds(uri, tells.resources);
      permissions.set(uri, tells.permissions);
      tokenReaders.set(uri, tells.tokenReaders);
      if (told.resources.length + tells.resources.length > 0)
        byName.set(uri, () => tells.resources.map((one) => [one, [`${one.kind} ${one.name ?? ''}`]]));
      if (told.otherSecrets.length + tells.otherSecrets.length > 0)
        otherSecrets.set(uri, () =>
          tells.otherSecrets.map((document) => [{ uri, document }, namesWrittenIn(document)]),
        );
    },
    moveTo(next) {
      revision = next;
    },
  };
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
function createTally() {
  const counts = new Map<string, number>();
  const change = (fact: string, by: number) => counts.set(fact, (counts.get(fact) ?? 0) + by);
  return {
    add: (fact: string) => change(fact, 1),
    remove: (fact: string) => change(fact, -1),
    has: (fact: string) => (counts.get(fact) ?? 0) > 0,
  };
}

/** The summaries of each kind, in the order of their files. */
function createKindTable() {
  const files = new Map<string, readonly ResourceSummary[]>();
  const kinds = new Map<string, readonly ResourceSummary[]>();
  return {
    set(uri: string, resources: readonly ResourceSummary[]) {
      if (resources.length > 0) files.set(uri, resources);
      else if (!files.delete(uri)) return;
      kinds.clear();
    },
    declaredIn: (uri: string) => files.get(uri) ?? [],
    ofKind(kind: string): readonly ResourceSummary[] {
      let found = kinds.get(kind);
      if (!found) {
        const inOrder = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
        found = inOrder.flatMap(([, resources]) => resources.filter((one) => one.kind === kind));
        kinds.set(kind, found);
      }
      return found;
    },
  };
}

/** A resource without a namespace gets its namespace when it is applied: it may be any. */
export function mayShareNamespace(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b || hasAction(a) || hasAction(b);
}
