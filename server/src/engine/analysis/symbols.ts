// The ServiceAccounts and token Secrets of a workspace, to be found by their names.

import type { Location } from '../text/section.ts';
import type { ResourceSummary } from '../workspace/resourceSummary.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface DeclaredSymbol extends Location {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
}

/** An empty query finds all. */
export function symbolsIn(workspace: Workspace, query: string): readonly DeclaredSymbol[] {
  const indexes = new Set([...workspace.uris()].map(workspace.indexFor));
  const wanted = [...query.toLowerCase()];
  return [...indexes]
    .flatMap((index) => [...index.ofKind('ServiceAccount'), ...index.ofKind('Secret')])
    .filter(({ kind, isTokenSecret }) => kind === 'ServiceAccount' || isTokenSecret)
    .flatMap((summary) => symbolOf(workspace, wanted, summary) ?? [])
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function symbolOf(
  workspace: Workspace,
  wanted: readonly string[],
  summary: ResourceSummary,
): DeclaredSymbol | undefined {
  const { kind, name, namespace } = summary;
  const location =
    name !== undefined && holds(name.toLowerCase(), wanted) ? workspace.locate(summary) : undefined;
  return location && name !== undefined ? { ...location, kind, name, namespace } : undefined;
}

function holds(name: string, letters: readonly string[]): boolean {
  let at = 0;
  return letters.every((letter) => {
    at = name.indexOf(letter, at) + 1;
    return at > 0;
  });
}
