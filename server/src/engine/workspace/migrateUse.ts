// One place that names a token Secret → the edits that make it a bound token's, or why there are none and what to do.

import { moveSourceToBoundToken } from '../kubernetes/boundTokenSource.ts';
import { moveToBoundToken } from '../kubernetes/boundTokenVolume.ts';
import { type Container, mountsOf, runsAs, type Volume } from '../kubernetes/pods.ts';
import { nameAt, type Resource } from '../kubernetes/resource.ts';
import type { SecretReference } from '../kubernetes/secretReferences.ts';
import { tokenSecretKeys } from '../kubernetes/tokenSecrets.ts';
import { variableWithoutSecret } from '../kubernetes/variableFromToken.ts';
import type { SectionEdit } from '../text/section.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import type { MigrationStep } from './migration.ts';

/** What is to be done about one use. */
export type MovedUse =
  | {
      readonly is: 'moved';
      readonly by: Pick<MigrationStep, 'is' | 'title' | 'detail'>;
      readonly edits: readonly SectionEdit[];
    }
  | { readonly is: 'left'; readonly what: string; readonly because: string; readonly instead: string };

/** Entries of `ServiceAccount.secrets` are not its business: nobody reads a token there. */
export function migrateUse(reference: SecretReference, serviceAccount: string): MovedUse {
  const { resource, via } = reference;
  const of = describe(resource);
  switch (via.is) {
    case 'volume':
      return migrateVolume(via.volume, serviceAccount, of);
    case 'projected-source':
      return migrateSource(reference, via.volume, serviceAccount, of);
    case 'env':
      return migrateVariable(reference, via.container, via.key, of);
    case 'envFrom':
      return left(`${containerOf(via.container)} of ${of}`, ...readOnce(via.container));
    case 'image-pull':
      return left(
        `\`imagePullSecrets\` of ${of}`,
        'a token Secret holds no credentials for a registry',
        'Remove the entry, or name a Secret of type `kubernetes.io/dockerconfigjson`.',
      );
    default:
      return left(
        of,
        `what reads a ${resource.kind} decides how it gets a token`,
        `See whether \`${resource.kind}\` can take a token from a file, or request one; until then the Secret stays.`,
      );
  }
}

/** A resource as messages name it. */
export function describe({ kind, name }: Resource): string {
  return name ? `${kind} \`${name.text}\`` : `a ${kind}`;
}

function left(what: string, because: string, instead: string): MovedUse {
  return { is: 'left', what, because, instead };
}

/** What a running pod makes of it. */
function detailFor({ podSpec: { resource } }: Volume): string {
  const renewed = 'The kubelet renews the token every hour: what reads the file once must read it again.';
  return ['Pod', 'Job'].includes(resource.kind)
    ? `${renewed} A ${resource.kind} cannot be changed in place: delete it, then apply it again.`
    : renewed;
}

function migrateVolume(volume: Volume, serviceAccount: string, of: string): MovedUse {
  const what = `the volume${volume.name ? ` \`${volume.name.text}\`` : ''} of ${of}`;
  if (volume.source?.key.value !== 'secret')
    return left(what, 'it has several sources', 'Keep one of them, then migrate again.');
  const move = moveToBoundToken(volume, serviceAccount);
  const [choice] = move.is === 'possible' ? move.choices : [];
  if (move.is === 'refused' || !choice)
    return left(what, move.is === 'refused' ? move.because : '', insteadOf(volume, serviceAccount));
  const title = `Make ${what} a projected one with a bound token${identityIn(volume, serviceAccount)}`;
  return { is: 'moved', by: { is: 'volume', title, detail: detailFor(volume) }, edits: choice.edits };
}

function migrateSource(
  { name }: SecretReference,
  volume: Volume,
  serviceAccount: string,
  of: string,
): MovedUse {
  const what = `a source of the volume${volume.name ? ` \`${volume.name.text}\`` : ''} of ${of}`;
  const move = moveSourceToBoundToken(volume, name, serviceAccount);
  if (move.is === 'refused') return left(what, move.because, insteadOf(volume, serviceAccount));
  const title = `Make ${what} a bound token${identityIn(volume, serviceAccount)}`;
  return { is: 'moved', by: { is: 'source', title, detail: detailFor(volume) }, edits: move.edits };
}

/** What else changes where the pod named no ServiceAccount. */
function identityIn({ podSpec }: Volume, serviceAccount: string): string {
  return runsAs(podSpec).is === 'default' && serviceAccount !== 'default'
    ? `, and run the pod as \`${serviceAccount}\``
    : '';
}

function insteadOf(volume: Volume, serviceAccount: string): string {
  const runs = runsAs(volume.podSpec);
  if (runs.is === 'named' && runs.name.text !== serviceAccount)
    return `Run the pod as \`${serviceAccount}\`, or let it request a token of \`${serviceAccount}\` (\`kubectl create token\`).`;
  return 'Mount a `projected` volume with a `serviceAccountToken` source in place of the Secret.';
}

function migrateVariable(
  { name }: SecretReference,
  container: Container,
  key: string | undefined,
  of: string,
): MovedUse {
  const variable = nameOfVariable(name.node);
  const what = `the variable${variable === undefined ? '' : ` \`${variable}\``} in ${containerOf(container)} of ${of}`;
  if (key !== undefined && !tokenSecretKeys.some((known) => known === key))
    return left(what, `no token controller fills in \`${key}\``, 'Remove the variable.');
  const edits = variableWithoutSecret(name, key);
  if (!edits) return left(what, ...readOnce(container));
  const from = key === 'namespace' ? "the pod's own namespace" : 'the ConfigMap `kube-root-ca.crt`';
  return {
    is: 'moved',
    by: { is: 'variable', title: `Take ${what} from ${from}`, detail: 'The value stays the same.' },
    edits,
  };
}

function containerOf({ name }: Container): string {
  return name ? `container \`${name.text}\`` : 'a container';
}

/** Why a token in a variable stays, and which file to read. */
function readOnce(container: Container): readonly [because: string, instead: string] {
  const mounted = container.podSpec.volumes
    .filter((volume) => volume.source?.key.value === 'projected')
    .flatMap(mountsOf)
    .find((mount) => mount.container === container && mount.mountPath?.literal);
  const path = mounted?.mountPath?.text.replace(/\/$/, '') ?? '/var/run/secrets/tokens';
  return [
    'an environment variable is read once and never renewed',
    `Mount a bound token, and read the file \`${path}/token\` whenever the token is needed.`,
  ];
}

/** The name of the variable whose `valueFrom.secretKeyRef.name` a node is. */
function nameOfVariable(node: YamlNode): string | undefined {
  let map: YamlNode['parent'] | YamlNode = node;
  for (let depth = 0; depth < 3; depth++) map = map?.parent?.type === 'pair' ? map.parent.parent : undefined;
  return map?.type === 'map' ? nameAt(map, 'name')?.text : undefined;
}
