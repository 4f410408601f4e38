// Whether a pod gets the automatic token, by its own word and that of its ServiceAccount as far as it is at hand.

import type { AccountWord } from '../kubernetes/aboutAutomount.ts';
import { type PodSpec, runsAs } from '../kubernetes/pods.ts';
import { type Automount, automountOf } from '../kubernetes/serviceAccounts.ts';
import { standsUnconditionally } from '../yaml/conditions.ts';
import { openedBy, pairsNamed } from '../yaml/lookup.ts';
import type { YamlPair } from '../yaml/nodes.ts';
import type { ResourceIndex } from './resourceIndex.ts';
import { type ResourceSummary, resourceBehind } from './resourceSummary.ts';

/**
 * What is written of a pod's automatic token. `unsaid`: neither the pod nor a ServiceAccount in reach says anything, so
 * the token is mounted unless a ServiceAccount elsewhere turns it off.
 */
export function automountFor(podSpec: PodSpec, index: ResourceIndex): Automount {
  const own = automountOf(podSpec.map);
  if (own !== 'unsaid') return own;
  const { says } = accountWordFor(podSpec, index);
  return says === 'elsewhere' ? 'unsaid' : says;
}

/** What the ServiceAccount of a pod says of the automatic token; `templated` where there are several, at odds. */
export function accountWordFor(podSpec: PodSpec, index: ResourceIndex): AccountWord {
  const runs = runsAs(podSpec);
  const name = runs.is === 'unknown' ? undefined : runs.is === 'named' ? runs.name.text : 'default';
  const said = serviceAccountsOf(podSpec, index).map(({ automount }) => automount ?? 'unsaid');
  const [first, ...others] = new Set(said);
  return { name, says: others.length > 0 ? 'templated' : (first ?? 'elsewhere') };
}

/** Who turns the automatic token of a pod off. */
export interface AutomountOff {
  /** The pair that says so. */
  readonly pair: YamlPair;
  /** The ServiceAccount that says so; undefined where the pod itself does. */
  readonly serviceAccount: string | undefined;
}

/**
 * What surely turns the automatic token of a pod off; undefined when nothing does. A ServiceAccount of another name than
 * `default` is the pod's wherever it stands; one that a template's condition turns off may not be.
 */
export function automountOffFor(podSpec: PodSpec, index: ResourceIndex): AutomountOff | undefined {
  if (automountFor(podSpec, index) !== 'off') return undefined;
  const own = pairsNamed(podSpec.map, field)[0];
  if (own) return { pair: own, serviceAccount: undefined };
  const [account] = openedBy(podSpec.map) ? [] : serviceAccountsOf(podSpec, index);
  const resource = account && resourceBehind(account);
  const pair = resource && pairsNamed(resource.map, field)[0];
  if (!account?.name || !pair || !standsUnconditionally(pair)) return undefined;
  if (account.name === 'default' && account.namespace !== podSpec.resource.namespace?.text) return undefined;
  return { pair, serviceAccount: account.name };
}

const field = 'automountServiceAccountToken';

/** The ServiceAccounts in reach that a pod can mean. */
function serviceAccountsOf(podSpec: PodSpec, index: ResourceIndex): readonly ResourceSummary[] {
  const runs = runsAs(podSpec);
  if (runs.is === 'unknown') return [];
  const name = runs.is === 'named' ? runs.name.text : 'default';
  return index.named('ServiceAccount', name, podSpec.resource.namespace?.text);
}
