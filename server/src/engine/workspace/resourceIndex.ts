// The summaries of one scope: the files that are meant to be applied together, as far as we can tell.

import { hasAction } from '../template/sourceName.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { type FileSummary, type ResourceSummary, summariesOf } from './summary.ts';

export interface ResourceIndex {
  /** Moves only when what some file tells the others has changed. */
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
  /** All ServiceAccounts, or all Secrets that hold their tokens. */
  ofKind(kind: string): readonly ResourceSummary[];
  /** The resources of a kind with this name that a reference from `namespace` can mean. */
  named(kind: string, name: string, namespace: string | undefined): readonly ResourceSummary[];
  /** Whether such a resource is declared in any file that is at hand, of this scope or not. */
  declaredAnywhere(kind: string, name: string, namespace: string | undefined): boolean;
}

/** Builds an index of ready summaries. */
export function createResourceIndex(revision: number, files: readonly FileSummary[]): ResourceIndex {
  const byKind = new Map<string, ResourceSummary[]>();
  for (const summary of files.flatMap(({ resources }) => resources)) {
    const ofKind = byKind.get(summary.kind);
    if (ofKind) ofKind.push(summary);
    else byKind.set(summary.kind, [summary]);
  }
  const named: ResourceIndex['named'] = (kind, name, namespace) =>
    [...(byKind.get(kind) ?? []), ...(kind === 'Secret' ? otherSecrets(files, name) : [])].filter(
      (one) => one.name === name && mayShareNamespace(one.namespace, namespace),
    );
  return {
    revision,
    readsListedSecrets: files.some((file) => file.readsListedSecrets),
    usesConsul: files.some((file) => file.usesConsul),
    hasKustomization: files.some((file) => file.isKustomization),
    setsNamespace: files.some((file) => file.setsNamespace),
    selectsBy: (misspelled) => files.some((file) => file.misspelledSelectors.includes(misspelled)),
    ofKind: (kind) => byKind.get(kind) ?? [],
    named,
    declaredAnywhere: (kind, name, namespace) => named(kind, name, namespace).length > 0,
  };
}

/** The Secrets without tokens that stand in documents which may declare one of this name. */
function otherSecrets(files: readonly FileSummary[], name: string): readonly ResourceSummary[] {
  const mayDeclare = ({ text }: YamlDocument) => (hasAction(name) ? hasAction(text) : text.includes(name));
  return files.flatMap((file) =>
    file.otherSecrets.filter(mayDeclare).flatMap((document) => summariesOf(file.uri, document)),
  );
}

/** Whether a text may name a token Secret that is declared in the scope; a templated name may be written in many ways. */
export function namesTokenSecret(text: string, index: ResourceIndex): boolean {
  return index
    .ofKind('Secret')
    .some(
      ({ isTokenSecret, name }) =>
        isTokenSecret && name !== undefined && (hasAction(name) ? hasAction(text) : text.includes(name)),
    );
}

/** A resource without a namespace gets its namespace when it is applied: it may be any. */
export function mayShareNamespace(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b || hasAction(a) || hasAction(b);
}
