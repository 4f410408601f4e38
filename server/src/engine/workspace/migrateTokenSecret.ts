// Takes a scope off a token Secret. Comes in: the Secret's declaration. Goes out: a step for every use that can be a bound
// token's, what has to be done by hand, and the end of the Secret once nobody needs it.

import type { TokenSecretConvention } from '../kubernetes/conventions.ts';
import type { Resource } from '../kubernetes/resource.ts';
import { tokenSecretKeys } from '../kubernetes/tokenSecrets.ts';
import { collide, type Edit } from '../text/edit.ts';
import { removeItem } from '../yaml/edits.ts';
import { keyText, lookupAll, openedBy } from '../yaml/lookup.ts';
import { endOfSecret } from './endOfSecret.ts';
import { describe, type MovedUse, migrateUse } from './migrateUse.ts';
import type { DeclaredTokenSecret, Migration, MigrationRemainder, MigrationStep } from './migration.ts';
import { locatedEdits, type MigrationScope, type SecretUse } from './migrationScope.ts';
import { otherNeeds } from './otherNeeds.ts';
import { type ResourceSummary, resourceBehind } from './resourceSummary.ts';
import { usesAround } from './uses.ts';
import { isPatched } from './volumePatches.ts';
import type { Workspace } from './workspace.ts';

/** Steps and remainders, as far as they are known. */
interface Growing {
  readonly steps: MigrationStep[];
  readonly left: MigrationRemainder[];
}

export function migrateTokenSecret(
  workspace: Workspace,
  summary: ResourceSummary,
  conventions: readonly TokenSecretConvention[],
): Migration {
  const { uri, name, namespace, tokenOf } = summary;
  const resource = resourceBehind(summary);
  if (!resource || name === undefined) return refused('the Secret has no name');
  if (tokenOf === undefined || tokenOf === '') return refused('it does not say whose token it holds');
  const more = beyondToken(resource);
  if (more !== undefined) return refused(more);
  const secret: DeclaredTokenSecret = { uri, name, namespace, serviceAccount: tokenOf };
  const uses = usesAround(workspace, uri, { kind: 'Secret', name, namespace }).filter(
    (use): use is SecretUse => use.reference.to === 'Secret',
  );
  const scope: MigrationScope = { workspace, secret, summary, resource, uses, conventions };
  const found: Growing = { steps: [], left: [] };
  for (const use of uses) if (use.reference.via.is !== 'listed') takeUse(scope, use, found);
  const others = otherNeeds(scope);
  for (const step of others.steps) takeStep(found, step);
  found.left.push(...others.left);
  if (uses.length === 0 && found.left.length === 0)
    return refused(
      `nothing in these files uses it; who reads it from outside needs \`kubectl create token\` instead`,
    );
  for (const use of uses) if (use.reference.via.is === 'listed') takeListed(scope, use, found);
  const end = endOfSecret(scope, found.steps, found.left);
  if (end.step) takeStep(found, end.step);
  found.left.push(...end.left);
  return { is: 'possible', secret, ...found };
}

function refused(because: string): Migration {
  return { is: 'refused', because };
}

/** Why a bound token cannot stand for all that the Secret holds: people put further keys beside the token. */
function beyondToken({ map }: Resource): string | undefined {
  for (const field of ['data', 'stringData']) {
    for (const found of lookupAll(map, field)) {
      if (found.is === 'absent') continue;
      if (found.is !== 'written' || found.node.type !== 'map' || openedBy(found.node))
        return 'a template may put more than a token into it';
      const other = found.node.pairs.find((pair) => !tokenSecretKeys.some((key) => key === keyText(pair)));
      if (other) return `it holds more than a token: \`${other.key.source}\``;
    }
  }
  return undefined;
}

function takeUse({ workspace, secret }: MigrationScope, use: SecretUse, found: Growing): void {
  const location = workspace.locate(use);
  if (!location) return;
  const move = obstacle(workspace, secret, use) ?? migrateUse(use.reference, secret.serviceAccount);
  const edits = move.is === 'moved' ? locatedEdits(workspace, move.edits) : undefined;
  if (move.is === 'moved' && edits && takeStep(found, { ...move.by, edits })) return;
  const reason =
    move.is === 'left'
      ? move
      : {
          what: `a use in ${describe(use.reference.resource)}`,
          because: 'a template decides how it is written',
          instead: 'Mount a `projected` volume with a `serviceAccountToken` source in place of the Secret.',
        };
  const { what, because, instead } = reason;
  found.left.push({ location, what, because, instead, needsSecret: true });
}

/** What other files have against moving a use. */
function obstacle(workspace: Workspace, secret: DeclaredTokenSecret, use: SecretUse): MovedUse | undefined {
  const { namespace, resource, via } = use.reference;
  const what = `a use in ${describe(resource)}`;
  const namesakes = workspace.indexFor(secret.uri).named('Secret', secret.name, undefined);
  if (namespace === undefined && namesakes.some((one) => one.namespace !== secret.namespace)) {
    const because = 'two namespaces have a Secret of this name, and it names none';
    return { is: 'left', what, because, instead: 'Give it its namespace, then migrate again.' };
  }
  if (via.is !== 'volume' || !isPatched(workspace, use.uri, via.volume)) return undefined;
  const because = 'a patch changes a part of the same volume';
  return { is: 'left', what, because, instead: 'Change the volume and its patch together.' };
}

/** Edits that were made already are not made twice; false when some change the same text in another way. */
function takeStep(found: Growing, step: MigrationStep): boolean {
  const taken = found.steps.flatMap(({ edits }) => edits);
  const edits = step.edits.filter((edit) => !taken.some((other) => isSame(edit, other)));
  if (edits.some((edit) => taken.some((other) => collide(edit, other)))) return false;
  if (edits.length > 0) found.steps.push({ ...step, edits });
  return true;
}

function isSame(a: Edit, b: Edit): boolean {
  return (
    a.uri === b.uri && a.span.start === b.span.start && a.span.end === b.span.end && a.newText === b.newText
  );
}

/** An entry of `ServiceAccount.secrets` goes, unless it decides what pods may mount, or a script looks it up. */
function takeListed({ workspace, secret }: MigrationScope, use: SecretUse, found: Growing): void {
  const { resource, via } = use.reference;
  const location = workspace.locate(use);
  if (via.is !== 'listed' || !location) return;
  const needed = found.left.some(({ needsSecret }) => needsSecret);
  const index = workspace.indexFor(use.uri);
  const enforced = index
    .named('ServiceAccount', resource.name?.text ?? '', secret.namespace)
    .some(({ enforcesMountableSecrets }) => enforcesMountableSecrets);
  const what = `the entry in \`secrets\` of ${describe(resource)}`;
  const because = enforced
    ? '`enforce-mountable-secrets` lets its pods mount only what is listed'
    : index.readsListedSecrets
      ? 'a script looks token Secrets up there'
      : 'a template decides how it is written';
  const edits =
    needed && (enforced || index.readsListedSecrets)
      ? undefined
      : locatedEdits(workspace, [removeItem(via.list, via.item)]);
  const title = `Remove ${what}`;
  const detail = 'Kubernetes takes a listed token Secret for one that it generated, and cleans it up.';
  if (edits && takeStep(found, { is: 'listed', title, detail, edits })) return;
  const instead = 'Remove the entry once nothing needs the Secret any more.';
  found.left.push({ location, what, because, instead, needsSecret: false });
}
