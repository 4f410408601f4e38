// What lets a pod request tokens of a ServiceAccount: `create` on `serviceaccounts/token`. Where a Role of the scope is
// surely the one to write it into, a step does; elsewhere a hint says which rule to add.

import { type PodSpec, runsAs } from '../kubernetes/pods.ts';
import { hasAction } from '../template/sourceName.ts';
import type { MigrationStep } from './migration.ts';
import { locatedEdits, type MigrationScope } from './migrationScope.ts';
import { grantTokens, type TokenRight, tokenRight } from './tokenPermission.ts';

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
  const right = rightOf(scope, podSpec, consumer);
  if (right.is === 'granted') return { steps: [], hint: undefined };
  const who = consumer === undefined ? 'Who runs it' : `\`${consumer}\``;
  const hint =
    `${who} needs a rule for that: \`apiGroups: [""]\`, \`resources: [serviceaccounts/token]\`, ` +
    `\`verbs: [create]\`, \`resourceNames: [${serviceAccount}]\`.`;
  const [role, ...others] = right.is === 'refused' ? right.roles : [];
  const edit = role && others.length === 0 && !hasAction(serviceAccount) && grantTokens(role, serviceAccount);
  const edits = edit && locatedEdits(scope.workspace, [edit]);
  if (!role || !edits) return { steps: [], hint };
  const title = `Let \`${consumer}\` request tokens of \`${serviceAccount}\` in Role \`${role.name}\``;
  const detail = 'For the script that reads the Secret now; without it, leave this out.';
  return { steps: [{ is: 'permission', title, detail, edits }], hint: undefined };
}

function rightOf(
  { workspace, secret }: MigrationScope,
  podSpec: PodSpec | undefined,
  consumer: string | undefined,
): TokenRight {
  if (consumer === undefined) return { is: 'unknown' };
  return tokenRight(workspace.indexFor(secret.uri).permissions(), {
    account: consumer,
    accountNamespace: podSpec?.resource.namespace?.text,
    of: secret.serviceAccount,
    namespace: secret.namespace,
  });
}
