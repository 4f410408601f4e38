// Where a ServiceAccount or a Secret is declared and named: what an editor goes to. The files that are applied together
// come first; where those declare no such thing, or others name what they do not declare, the whole workspace counts.

import { hasAction } from '../template/sourceName.ts';
import type { Location } from '../text/section.ts';
import type { Span } from '../text/span.ts';
import { classify } from '../workspace/classify.ts';
import { kustomizationOf } from '../workspace/kustomization.ts';
import { type Naming, namingsOf, type Referenced } from '../workspace/namings.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { symbolAt } from './symbolAt.ts';

/** A place that says a name, in a file. */
export interface Occurrence extends Location {
  readonly is: Naming['is'];
}

/** All places that name what is named at an offset; those of the file alone when `within` says so. */
export function occurrencesAt(
  workspace: Workspace,
  uri: string,
  offset: number,
  within: 'file' | 'workspace',
): readonly Occurrence[] {
  const means = symbolAt(workspace, uri, offset)?.means;
  if (!means) return [];
  return located(
    workspace,
    within === 'file' ? namingsOf(workspace, [uri], means) : namingsAcross(workspace, uri, means),
  );
}

/** The places that may mean the same resource as a name in a file, over the whole workspace. */
export function namingsAcross(workspace: Workspace, uri: string, means: Referenced): readonly Naming[] {
  const { home, rest } = namingsByReach(workspace, uri, means);
  return [...home, ...rest];
}

/** Who names a resource, by how sure it is that the same is meant. */
export interface NamingsByReach {
  /** In the files that are applied together with a file; where they declare it not, in those that do, too. */
  readonly home: readonly Naming[];
  /** In files that are applied apart, and declare no such resource themselves. */
  readonly rest: readonly Naming[];
  /** How many groups of files besides declare it, where the file's own do not. */
  readonly elsewhere: number;
}

export function namingsByReach(workspace: Workspace, uri: string, means: Referenced): NamingsByReach {
  const around = namingsOf(workspace, workspace.filesAround(uri), means);
  // What a template makes of a name is the template's business.
  if (hasAction(means.name)) return { home: patchesApart(workspace, around), rest: [], elsewhere: 0 };
  const own = workspace.indexFor(uri);
  const apart = new Map<unknown, Naming[]>();
  for (const naming of namingsOf(workspace, workspace.uris(), means)) {
    const scope = workspace.indexFor(naming.uri);
    if (scope === own) continue;
    const found = apart.get(scope);
    if (found) found.push(naming);
    else apart.set(scope, [naming]);
  }
  const groups = [...apart.values()];
  const declaring = around.some(isDeclaration) ? [] : groups.filter((one) => one.some(isDeclaration));
  const rest = groups.filter((one) => !one.some(isDeclaration));
  const home = patchesApart(workspace, [...around, ...declaring.flat()]);
  return { home, rest: rest.flat(), elsewhere: declaring.length };
}

/** A kustomization's patch looks like a declaration; where another file declares the same, it only names it. */
function patchesApart(workspace: Workspace, namings: readonly Naming[]): readonly Naming[] {
  const declaring = new Set(namings.filter(isDeclaration).map(({ uri }) => uri));
  const patches = declaring.size > 1 ? patchesNamedBy(workspace, declaring) : declaring;
  if ([...declaring].every((uri) => patches.has(uri))) return namings;
  return namings.map((naming) =>
    isDeclaration(naming) && patches.has(naming.uri) ? { ...naming, is: 'reference' } : naming,
  );
}

function patchesNamedBy(workspace: Workspace, uris: Iterable<string>): ReadonlySet<string> {
  const around = new Set([...uris].flatMap((uri) => workspace.filesAround(uri)));
  const files = [...around].filter((uri) => classify(uri) === 'kustomization').map(workspace.file);
  const paths = files.flatMap((file) => (file && kustomizationOf(file)?.paths) ?? []);
  return new Set(paths.filter(({ field }) => field.startsWith('patches')).map(({ uri }) => uri));
}

export function isDeclaration({ is }: Naming): boolean {
  return is === 'declaration';
}

/** Where places stand now, each once: what an anchor or a merged map holds is read more often. */
export function located(workspace: Workspace, namings: readonly Naming[]): readonly Occurrence[] {
  const found = new Map<string, Occurrence>();
  for (const naming of namings) {
    const location = workspace.locate(naming);
    const key = location && keyOf(location.uri, location.span);
    if (location && key !== undefined && !found.has(key)) found.set(key, { ...location, is: naming.is });
  }
  return [...found.values()];
}

function keyOf(uri: string, { start }: Span): string {
  return `${start} ${uri}`;
}
