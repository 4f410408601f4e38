// Finds the token Secret that is meant: under the cursor, behind a reference under the cursor, or by name.

import type { TokenSecretConvention } from '../kubernetes/conventions.ts';
import { referencesOf } from '../kubernetes/references.ts';
import type { Location } from '../text/section.ts';
import { contains } from '../text/span.ts';
import { migrateTokenSecret } from '../workspace/migrateTokenSecret.ts';
import type { DeclaredTokenSecret, Migration } from '../workspace/migration.ts';
import { mayShareNamespace } from '../workspace/resourceIndex.ts';
import { type ResourceSummary, resourceBehind } from '../workspace/resourceSummary.ts';
import { allDocuments, type SourceFile } from '../workspace/sourceFile.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { endOf } from '../yaml/reach.ts';

/** A Secret by its name, as written; without a namespace any will do. */
export interface SecretName {
  readonly name: string;
  readonly namespace?: string | undefined;
}

/** `conventionsFor`: the configuration's at a file. Undefined when there is no such file, or no token Secret at the offset. */
export function migrate(
  workspace: Workspace,
  uri: string,
  target: number | SecretName,
  conventionsFor: (uri: string) => readonly TokenSecretConvention[],
): Migration | undefined {
  const file = workspace.file(uri);
  if (!file) return undefined;
  const [secret, ...others] =
    typeof target === 'number' ? secretsAt(workspace, file, target) : named(workspace, uri, target);
  if (!secret) return undefined;
  if (others.length > 0)
    return { is: 'refused', because: `Secret \`${secret.name}\` is declared more than once in these files` };
  return migrateTokenSecret(workspace, secret, conventionsFor(secret.uri));
}

/** A token Secret that may be migrated, and where it is declared. */
export interface MigrationCandidate extends Omit<DeclaredTokenSecret, 'uri'> {
  readonly location: Location;
}

/** The token Secrets that the files around a file declare. */
export function migrationCandidates(workspace: Workspace, uri: string): readonly MigrationCandidate[] {
  return tokenSecretsAround(workspace, uri).flatMap((summary) => {
    const { name = '', namespace, tokenOf: serviceAccount = '' } = summary;
    const location = workspace.locate(summary);
    return location ? [{ name, namespace, serviceAccount, location }] : [];
  });
}

function tokenSecretsAround(workspace: Workspace, uri: string): readonly ResourceSummary[] {
  return workspace
    .indexFor(uri)
    .ofKind('Secret')
    .filter(({ isTokenSecret, name }) => isTokenSecret && name !== undefined);
}

function named(
  workspace: Workspace,
  uri: string,
  { name, namespace }: SecretName,
): readonly ResourceSummary[] {
  return tokenSecretsAround(workspace, uri).filter(
    (one) => one.name === name && (namespace === undefined || one.namespace === namespace),
  );
}

/** What is declared around an offset goes before what is named there. */
function secretsAt(workspace: Workspace, file: SourceFile, offset: number): readonly ResourceSummary[] {
  const around = allDocuments(file).filter(
    ({ document, start }) => start <= offset && offset <= start + document.text.length,
  );
  const secrets = around.some(({ document }) => /[sS]ecret/.test(document.text))
    ? tokenSecretsAround(workspace, file.uri)
    : [];
  if (secrets.length === 0) return [];
  const declared = around.flatMap(({ document, start }) => {
    const own = secrets.filter((one) => one.uri === file.uri && one.section === document);
    return own.length < 2 ? own : own.filter((one) => isAround(one, offset - start));
  });
  if (declared.length > 0) return declared.slice(0, 1);
  const names = around.flatMap(({ document, start }) =>
    referencesOf(document).filter(
      ({ to, name }) => to === 'Secret' && onLineOf(document.text, name.node.span.start, offset - start),
    ),
  );
  const [first] = names;
  if (!first) return [];
  return secrets.filter(
    ({ name, namespace }) => name === first.name.text && mayShareNamespace(namespace, first.namespace?.text),
  );
}

/** In a list of objects each has its own stretch. */
function isAround(summary: ResourceSummary, offset: number): boolean {
  const map = resourceBehind(summary)?.map;
  return (
    map !== undefined && contains({ start: map.span.start, end: endOf(map) }, { start: offset, end: offset })
  );
}

function onLineOf(text: string, place: number, offset: number): boolean {
  const [first, last] = place < offset ? [place, offset] : [offset, place];
  return !text.slice(first, last).includes('\n');
}
