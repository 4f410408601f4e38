import {
  allVersions,
  defineRule,
  enforceMountableSecretsKey,
  isNameLike,
  type KeyDeprecation,
  type KeyReference,
  keyReferencesOf,
  literal,
  mayBeSelector,
  meets,
  mentionsDeprecatedKey,
  pairsNamed,
  type Resource,
  resourcesOf,
  respelled,
  standsBeside,
  type VersionSet,
  versionsFrom,
  wellKnownKey,
  type YamlDocument,
} from '../../engine/index.ts';

export default defineRule({
  id: 'deprecated-key',
  summary: 'An annotation, label or taint key is deprecated: another key or a field takes its place.',
  category: 'names',
  severity: 'information',
  since: '0.1.0',
  fixes: 'unsafe',
  reads: 'document',
  concerns: mentionsDeprecatedKey,
  options: {
    allowed: {
      type: 'strings',
      description: 'Deprecated keys that are still needed; `*` stands for any text.',
      default: [],
    },
  },

  check: {
    *document(document, { versionsAt, options: { allowed } }) {
      for (const reference of keyReferencesOf(document)) {
        const deprecation = wellKnownKey(reference.key)?.deprecation;
        if (!deprecation || !isMeant(reference, deprecation, resourceAround(reference, document))) continue;
        if (allowed.some((key) => isNameLike(reference.key, key))) continue;
        const { since, replacement, oneToOne } = deprecation;
        if (!meets(versionsAt(reference.at), versionsSince(since))) continue;
        // Whoever writes both keys has older clusters in mind.
        if (replacement !== undefined && standsBeside(reference, replacement)) continue;
        yield {
          at: reference.at,
          message: messageFor(reference.key, deprecation),
          tags: ['deprecated'],
          fixes: oneToOne && replacement !== undefined ? [replacing(reference, replacement)] : [],
        };
      }
    },
  },
});

function replacing(reference: KeyReference, replacement: string) {
  const edits = [respelled(reference, replacement)];
  return { title: `Replace by \`${replacement}\``, safety: 'unsafe', edits } as const;
}

function resourceAround({ at }: KeyReference, document: YamlDocument): Resource | undefined {
  return resourcesOf(document).find(
    ({ map }) => map.span.start <= at.span.start && at.span.end <= map.span.end,
  );
}

/** Whether the key stands where a person would write another today. */
function isMeant(reference: KeyReference, { as }: KeyDeprecation, resource: Resource | undefined): boolean {
  const { key, role, path } = reference;
  // It has a rule of its own.
  if (key === enforceMountableSecretsKey || writtenByCluster.has(key)) return false;
  if (as !== undefined && as !== role) return false;
  if (resource?.kind === 'Node') return false;
  // A policy names old keys to forbid them.
  if (/kyverno|gatekeeper/.test(resource?.group ?? '') && path[0] !== 'metadata') return false;
  // `job-name` and the like are everyday labels of one's own; what selects by them means those of the Job controller.
  // Other selectors have to name what their objects carry.
  if (!key.includes('/') || mayBeSelector(reference)) return !key.includes('/') && role === 'selector';
  // Labels outside `metadata` are another object's, or data.
  if (role === 'label' && resource && path.at(-2) !== 'metadata') return false;
  return key !== ingressClassKey || isOfIngress(reference, resource);
}

/** Nobody writes these by hand; they come along when an object is copied from a cluster. */
const writtenByCluster: ReadonlySet<string> = new Set([
  'batch.kubernetes.io/job-tracking',
  'control-plane.alpha.kubernetes.io/leader',
  'csi.alpha.kubernetes.io/node-id',
  'csi.volume.kubernetes.io/nodeid',
  'endpoints.kubernetes.io/last-change-trigger-time',
  'endpoints.kubernetes.io/managed-by',
  'endpoints.kubernetes.io/over-capacity',
  'kubeadm.alpha.kubernetes.io/cri-socket',
  'kubernetes.io/psp',
  'metallb.universe.tf/ip-allocated-from-pool',
  'node.alpha.kubernetes.io/ttl',
  'volume.beta.kubernetes.io/storage-provisioner',
]);

const ingressClassKey = 'kubernetes.io/ingress.class';

/** Custom resources of ingress controllers know no other way to name their class, nor does GKE's own controller. */
function isOfIngress({ path, among }: KeyReference, resource: Resource | undefined): boolean {
  const values = among?.type === 'map' ? pairsNamed(among, ingressClassKey) : [];
  if (values.some(({ value }) => /^gce\b/.test(String(literal(value))))) return false;
  return resource ? resource.kind === 'Ingress' : path.some((field) => /ingress$/i.test(field));
}

function messageFor(key: string, { since, replacement, oneToOne, changes }: KeyDeprecation): string {
  const when = since === undefined ? '' : ` since ${since}`;
  const use = oneToOne ? 'the key is now' : 'use';
  const instead = replacement === undefined ? changes : `${use} ${quoted(replacement)}`;
  return `\`${key}\` is deprecated${when}${instead === undefined ? ', and nothing takes its place' : `: ${instead}`}.`;
}

/** A replacement in words needs no quotes. */
function quoted(replacement: string): string {
  return replacement.includes(' ') ? replacement : `\`${replacement}\``;
}

/** Where no version is on record, all of them. */
function versionsSince(version: string | undefined): VersionSet {
  return version === undefined ? allVersions : versionsFrom(Number(version.split('.')[1]));
}
