// What lets a pod request tokens of a ServiceAccount: `create` on `serviceaccounts/token`. Where a Role of the scope is
// surely the one to write it into, a step does; elsewhere a hint says which rule to add.

import { type PodSpec, runsAs } from '../kubernetes/pods.ts';
import { nameAt, type Resource, resourcesOf } from '../kubernetes/resource.ts';
import { hasAction } from '../template/sourceName.ts';
import { appendItem } from '../yaml/edits.ts';
import { literal, lookup, mapItems, sequencesAt } from '../yaml/lookup.ts';
import type { YamlMap, YamlSequence } from '../yaml/nodes.ts';
import { describe } from './migrateUse.ts';
import type { MigrationStep } from './migration.ts';
import { locatedEdits, type MigrationScope } from './migrationScope.ts';
import { mayShareNamespace } from './resourceIndex.ts';
import { allDocuments } from './sourceFile.ts';
import { usesAround } from './uses.ts';

export interface TokenRequestPermission {
  readonly steps: readonly MigrationStep[];
  /** The rule to add, where no step does and it is not there already. */
  readonly hint: string | undefined;
}

/** For the pod in which a script is to request tokens; undefined for scripts that run elsewhere. */
export function tokenRequestPermission(
  scope: MigrationScope,
  podSpec: PodSpec | undefined,
): TokenRequestPermission {
  const { serviceAccount } = scope.secret;
  const runs = podSpec && runsAs(podSpec);
  const consumer = runs?.is === 'named' ? runs.name.text : runs?.is === 'default' ? 'default' : undefined;
  const roles = consumer === undefined ? [] : rolesOf(scope, consumer);
  if (roles.some((role) => mayRequest(role, serviceAccount))) return { steps: [], hint: undefined };
  const who = consumer === undefined ? 'Who runs it' : `\`${consumer}\``;
  const hint =
    `${who} needs a rule for that: \`apiGroups: [""]\`, \`resources: [serviceaccounts/token]\`, ` +
    `\`verbs: [create]\`, \`resourceNames: [${serviceAccount}]\`.`;
  const [role, ...others] = roles;
  const list = role && rulesOf(role);
  if (!list || others.length > 0 || consumer === undefined || hasAction(serviceAccount))
    return { steps: [], hint };
  const rule = {
    apiGroups: [''],
    resources: ['serviceaccounts/token'],
    verbs: ['create'],
    resourceNames: [serviceAccount],
  };
  const edit = appendItem(list, rule);
  const edits = edit && locatedEdits(scope.workspace, [edit]);
  if (!edits) return { steps: [], hint };
  const title = `Let \`${consumer}\` request tokens of \`${serviceAccount}\` in ${describe(role)}`;
  const detail = 'For the script that reads the Secret now; without it, leave this out.';
  return { steps: [{ is: 'permission', title, detail, edits }], hint: undefined };
}

/** The Roles of the scope that are surely bound to a ServiceAccount, by name. */
function rolesOf(scope: MigrationScope, consumer: string): readonly Resource[] {
  const { workspace, secret } = scope;
  const bindings = usesAround(workspace, secret.uri, {
    kind: 'ServiceAccount',
    name: consumer,
    namespace: secret.namespace,
  }).filter(({ reference }) => reference.via.is === 'subject');
  const names = bindings.flatMap(({ reference: { resource } }) =>
    nameAt(resource.map, 'roleRef', 'kind')?.text === 'Role'
      ? (nameAt(resource.map, 'roleRef', 'name')?.text ?? [])
      : [],
  );
  return workspace.filesAround(secret.uri).flatMap((uri) => {
    const file = names.some((name) => workspace.text(uri)?.includes(name)) ? workspace.file(uri) : undefined;
    const resources = file ? allDocuments(file).flatMap(({ document }) => resourcesOf(document)) : [];
    return resources.filter(
      ({ kind, name, namespace }) =>
        kind === 'Role' &&
        name !== undefined &&
        names.includes(name.text) &&
        mayShareNamespace(namespace?.text, secret.namespace),
    );
  });
}

/** The list of a Role's rules, where no action writes more of it. */
function rulesOf({ map }: Resource): YamlSequence | undefined {
  const found = lookup(map, 'rules');
  return found.is === 'written' && found.node.type === 'sequence' && found.node.splices.length === 0
    ? found.node
    : undefined;
}

function mayRequest({ map }: Resource, serviceAccount: string): boolean {
  return sequencesAt(map, 'rules')
    .flatMap(mapItems)
    .some((rule) => {
      const names = textsAt(rule, 'resourceNames');
      return (
        includesAny(textsAt(rule, 'resources'), ['serviceaccounts/token', '*/token', '*']) &&
        includesAny(textsAt(rule, 'verbs'), ['create', '*']) &&
        (names.length === 0 || names.includes(serviceAccount))
      );
    });
}

function textsAt(rule: YamlMap, key: string): readonly unknown[] {
  return sequencesAt(rule, key).flatMap(({ items }) => items.map(literal));
}

function includesAny(texts: readonly unknown[], wanted: readonly string[]): boolean {
  return wanted.some((text) => texts.includes(text));
}
