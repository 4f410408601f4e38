// Whether the automatic token is mounted, and why. In: a pod or a ServiceAccount, and what is known of the other. Out:
// sentences; what a template decides is left open. Source: plugin/pkg/admission/serviceaccount/admission.go.

import { standsUnconditionally } from '../yaml/conditions.ts';
import { openedBy, pairsNamed } from '../yaml/lookup.ts';
import type { YamlMap } from '../yaml/nodes.ts';
import type { Container, PodSpec } from './pods.ts';
import { type Automount, automountOf, defaultTokenPath, injectedVolumePrefix } from './serviceAccounts.ts';

/** What a pod's ServiceAccount says of the automatic token. */
export interface AccountWord {
  /** As `Name.text`; undefined where it cannot be told which one it is. */
  readonly name: string | undefined;
  /** `elsewhere`: it is not declared among the files at hand. */
  readonly says: Automount | 'elsewhere';
}

/** Whether the containers of a pod get the automatic token. */
export function aboutAutomountOfPod(podSpec: PodSpec, account: AccountWord): readonly string[] {
  const own = wordOf(podSpec.map);
  if (own === 'unsaid' && podSpec.shape === 'partial')
    return ['Whether the automatic token is mounted is not told by what is written here.'];
  const verdict = own === 'unsaid' ? byAccount(account) : byPod(own);
  return verdict.mounted ? [verdict.sentence, ...exceptions(podSpec)] : [verdict.sentence];
}

/** What a ServiceAccount says to the pods that run as it. */
export function aboutAutomountOfAccount(serviceAccount: YamlMap): readonly string[] {
  switch (wordOf(serviceAccount)) {
    case 'off':
      return [
        `Pods that run as this ServiceAccount get no token, unless they say \`${field}: true\` themselves.`,
      ];
    case 'templated':
      return [
        `A template decides whether pods that run as this ServiceAccount get a token. What a pod says itself goes before.`,
      ];
    default:
      return [
        `Every pod that runs as this ServiceAccount gets a token, unless the pod says \`${field}: false\` itself.`,
      ];
  }
}

const field = 'automountServiceAccountToken';

/** What a map says; it is a template's word where a condition stands around it, or an action may write the key. */
function wordOf(map: YamlMap): Automount {
  const said = automountOf(map);
  const isOpen =
    said === 'unsaid' ? openedBy(map) !== undefined : !pairsNamed(map, field).every(standsUnconditionally);
  return isOpen ? 'templated' : said;
}

interface Verdict {
  readonly mounted: boolean;
  readonly sentence: string;
}

function byPod(says: Exclude<Automount, 'unsaid'>): Verdict {
  if (says === 'templated')
    return { mounted: false, sentence: 'A template decides whether the automatic token is mounted.' };
  const reason = `the pod says \`${field}: ${says === 'on'}\`, which goes before its ServiceAccount`;
  return says === 'on'
    ? { mounted: true, sentence: `The automatic token is mounted: ${reason}.` }
    : { mounted: false, sentence: `The automatic token is not mounted: ${reason}.` };
}

function byAccount({ name, says }: AccountWord): Verdict {
  const account = name === undefined ? 'its ServiceAccount' : `its ServiceAccount \`${name}\``;
  switch (says) {
    case 'off':
      return {
        mounted: false,
        sentence: `The automatic token is not mounted: the pod says nothing, and ${account} says \`${field}: false\`.`,
      };
    case 'on':
      return {
        mounted: true,
        sentence: `The automatic token is mounted: the pod says nothing, and ${account} says \`${field}: true\`.`,
      };
    case 'templated':
      return {
        mounted: false,
        sentence: `Whether the automatic token is mounted is not known here: the pod says nothing, and a template decides what ${account} says.`,
      };
    case 'unsaid':
      return {
        mounted: true,
        sentence: `The automatic token is mounted: neither the pod nor ${account} says otherwise.`,
      };
    case 'elsewhere':
      return {
        mounted: true,
        sentence: `The automatic token is mounted, unless ${account}, which is not declared here, turns it off.`,
      };
  }
}

/** Where a token that is mounted into the pod is not: it is a matter of each container. */
function exceptions(podSpec: PodSpec): readonly string[] {
  const without = podSpec.containers.filter(hasOwnMount);
  const sentences = [
    ...(without.length > 0
      ? [`Not into ${listed(without)}: a volume is mounted at \`${defaultTokenPath}\` there.`]
      : []),
    ...(podSpec.containers.some(({ field: list }) => list === 'ephemeralContainers')
      ? ['Ephemeral containers never get it.']
      : []),
    ...(podSpec.containersKnown
      ? []
      : ['A container into which a template mounts something at that path does not get it.']),
  ];
  const reserved = podSpec.volumes.find(({ name }) => name?.text.startsWith(injectedVolumePrefix))?.name;
  return reserved
    ? [
        ...sentences,
        `The API server takes the volume \`${reserved.text}\` for the token's, by its name, and adds none.`,
      ]
    : sentences;
}

/** The API server compares strings: another spelling of the path does not count. */
function hasOwnMount({ mounts }: Container): boolean {
  return mounts.some(({ mountPath }) => mountPath?.text === defaultTokenPath);
}

function listed(containers: readonly Container[]): string {
  const names = containers.map(({ name }) => (name ? `\`${name.text}\`` : 'one without a name'));
  const last = names.pop() ?? '';
  return names.length === 0 ? `container ${last}` : `containers ${names.join(', ')} and ${last}`;
}
