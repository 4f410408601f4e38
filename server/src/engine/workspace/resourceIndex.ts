// The summaries of one scope: the files that are meant to be applied together, as far as we can tell.

import { hasAction } from '../template/sourceName.ts';
import type { FileSummary, ResourceSummary } from './summary.ts';

export interface ResourceIndex {
  /** Moves only when what some file tells the others has changed. */
  readonly revision: number;
  /** Whether a script of the scope looks Secrets up in a ServiceAccount's `secrets`. */
  readonly readsListedSecrets: boolean;
  /** Whether a file of the scope speaks to Consul. */
  readonly usesConsul: boolean;
  /** Whether some selector of the scope goes by this misspelled key. */
  selectsBy(misspelled: string): boolean;
  ofKind(kind: string): readonly ResourceSummary[];
  /** The resources of a kind with this name that a reference from `namespace` can mean. */
  named(kind: string, name: string, namespace: string | undefined): readonly ResourceSummary[];
}

/** Builds an index of ready summaries. */
export function createResourceIndex(revision: number, files: readonly FileSummary[]): ResourceIndex {
  const byKind = new Map<string, ResourceSummary[]>();
  for (const summary of files.flatMap(({ resources }) => resources)) {
    const ofKind = byKind.get(summary.kind);
    if (ofKind) ofKind.push(summary);
    else byKind.set(summary.kind, [summary]);
  }
  return {
    revision,
    readsListedSecrets: files.some((file) => file.readsListedSecrets),
    usesConsul: files.some((file) => file.usesConsul),
    selectsBy: (misspelled) => files.some((file) => file.misspelledSelectors.includes(misspelled)),
    ofKind: (kind) => byKind.get(kind) ?? [],
    named: (kind, name, namespace) =>
      (byKind.get(kind) ?? []).filter(
        (one) => one.name === name && mayShareNamespace(one.namespace, namespace),
      ),
  };
}

/** A resource without a namespace gets its namespace when it is applied: it may be any. */
export function mayShareNamespace(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b || hasAction(a) || hasAction(b);
}
