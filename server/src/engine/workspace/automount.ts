// Whether a pod gets the automatic token, by its own word and that of its ServiceAccount as far as it is at hand.

import { type PodSpec, runsAs } from '../kubernetes/pods.ts';
import { type Automount, automountOf } from '../kubernetes/serviceAccounts.ts';
import type { ResourceIndex } from './resourceIndex.ts';

/**
 * What is written of a pod's automatic token. `unsaid`: neither the pod nor a ServiceAccount in reach says anything, so
 * the token is mounted unless a ServiceAccount elsewhere turns it off.
 */
export function automountFor(podSpec: PodSpec, index: ResourceIndex): Automount {
  const own = automountOf(podSpec.map);
  if (own !== 'unsaid') return own;
  const runs = runsAs(podSpec);
  if (runs.is === 'unknown') return 'unsaid';
  const name = runs.is === 'named' ? runs.name.text : 'default';
  const said = index
    .named('ServiceAccount', name, podSpec.resource.namespace?.text)
    .map(({ automount }) => automount ?? 'unsaid');
  const [first = 'unsaid', ...others] = new Set(said);
  return others.length > 0 ? 'templated' : first;
}
