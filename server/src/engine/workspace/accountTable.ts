// The ServiceAccounts of a scope, by what rules ask of them: with as many files as ServiceAccounts, going through all of
// them for each question would cost the square of their number.

import { hasAction } from '../template/sourceName.ts';
import type { ResourceIndex } from './resourceIndex.ts';
import type { ResourceSummary } from './resourceSummary.ts';

export interface AccountTable {
  /** Those with this name, as it is written. */
  named(name: string): readonly ResourceSummary[];
  /** Those whose name a template makes, or nobody knows. */
  readonly templated: readonly ResourceSummary[];
  /** Whether one names this Secret as the one in which Argo Workflows looks for its token. */
  namesTokenSecret(name: string): boolean;
  /** Whether one says its namespace. */
  readonly saysNamespace: boolean;
  /** Whether one turns the automatic token off. */
  readonly turnsTokenOff: boolean;
}

export function accountsOf(index: ResourceIndex): AccountTable {
  const accounts = index.ofKind('ServiceAccount');
  let table = tables.get(accounts);
  if (!table) {
    table = tableOf(accounts);
    tables.set(accounts, table);
  }
  return table;
}

/** Kept as long as the ServiceAccounts stay the same. */
const tables = new WeakMap<readonly ResourceSummary[], AccountTable>();

function tableOf(accounts: readonly ResourceSummary[]): AccountTable {
  const byName = grouped(accounts, ({ name }) => name ?? '');
  const secrets = new Set(accounts.flatMap(({ namesTokenSecret }) => namesTokenSecret ?? []));
  return {
    named: (name) => byName.get(name) ?? none,
    templated: accounts.filter(({ name }) => name === undefined || hasAction(name)),
    namesTokenSecret: (name) => secrets.has(name),
    saysNamespace: accounts.some(({ namespace }) => namespace !== undefined),
    turnsTokenOff: accounts.some(({ automount }) => automount === 'off'),
  };
}

const none: readonly ResourceSummary[] = [];

function grouped(
  all: readonly ResourceSummary[],
  keyOf: (one: ResourceSummary) => string,
): ReadonlyMap<string, readonly ResourceSummary[]> {
  const groups = new Map<string, ResourceSummary[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
