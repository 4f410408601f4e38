// The files of a run, scope by scope.

import type { Linter } from '../engine/index.ts';

/** Files that are applied together, under what the linter calls their scope; in the order in which they come. */
export function filesByScope(
  linter: Linter,
  uris: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const scopes = new Map<string, string[]>();
  for (const uri of uris) {
    const scope = linter.scopeOf(uri);
    const others = scopes.get(scope);
    if (others) others.push(uri);
    else scopes.set(scope, [uri]);
  }
  return scopes;
}
