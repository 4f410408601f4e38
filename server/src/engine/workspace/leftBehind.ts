// Names that kustomize does not carry along when it renames a ServiceAccount: the annotation of its token Secret, and
// `serviceAccount` in a pod. What it does carry along stands in its table of name references. Source: kustomize,
// api/internal/konfig/builtinpluginconsts/namereference.go; test/kustomize runs it.

import { type Name, nameAt } from '../kubernetes/resource.ts';
import { serviceAccountNameKey, tokenSecretOf, tokenSecretType } from '../kubernetes/tokenSecrets.ts';
import { pairsNamed } from '../yaml/lookup.ts';
import { type BuiltObject, idsOf, type Renaming, sameNamespace } from './builtObject.ts';
import type { KustomizeBuild } from './kustomizeBuild.ts';
import type { FileLookup } from './nameChanges.ts';

/** An object that goes on calling a ServiceAccount by a name that it no longer has. */
export interface LeftBehind {
  readonly object: BuiltObject;
  /** The old name, where it is written. */
  readonly name: Name;
  readonly account: BuiltObject;
  /** The last of the renamings that both went through. */
  readonly renaming: Renaming;
  /** Whether the names that the two had before mean them alone. */
  readonly isUnambiguous: boolean;
}

/** The token Secrets of a build that are left behind. */
export function secretsLeftBehind(build: KustomizeBuild, file: FileLookup): readonly LeftBehind[] {
  const found = build.objects.flatMap((object) => {
    const name = serviceAccountNamedBy(object);
    return (name && leftBehind(build, object, name)) ?? [];
  });
  // Somebody has seen to it, be it with a configuration, a patch or a replacement.
  return found.length > 0 && changesMention(build, file, /service-account\.name/) ? [] : found;
}

/** The kinds in which kustomize follows `serviceAccountName`, and `serviceAccount` in none. */
const followed = ['Pod', 'StatefulSet', 'Deployment', 'ReplicationController', 'CronJob', 'Job', 'DaemonSet'];

/** A pod, or what makes one, that says `serviceAccount` where `serviceAccountName` would follow. */
export function podLeftBehind(
  build: KustomizeBuild,
  pod: BuiltObject,
  name: Name,
  file: FileLookup,
): LeftBehind | undefined {
  const found = followed.includes(pod.kind) ? leftBehind(build, pod, name) : undefined;
  return found && changesMention(build, file, /serviceAccount(?:Name)?\b/) ? undefined : found;
}

/** The objects of a build by every name that they have or had. */
interface Names {
  readonly accountsAreKnown: boolean;
  called(kind: string, name: string): readonly BuiltObject[];
}

const memory = new WeakMap<KustomizeBuild, Names>();

function namesIn(build: KustomizeBuild): Names {
  const known = memory.get(build);
  if (known) return known;
  const names = new Map<string, BuiltObject[]>();
  for (const object of build.objects) {
    for (const name of new Set(idsOf(object).flatMap((id) => id.name ?? []))) {
      const there = names.get(`${object.kind} ${name}`);
      if (there) there.push(object);
      else names.set(`${object.kind} ${name}`, [object]);
    }
  }
  const made: Names = {
    accountsAreKnown: build.objects.every(
      ({ kind, name, namespace }) =>
        kind !== 'ServiceAccount' || (name !== undefined && namespace !== undefined),
    ),
    called: (kind, name) => names.get(`${kind} ${name}`) ?? [],
  };
  memory.set(build, made);
  return made;
}

function leftBehind(build: KustomizeBuild, object: BuiltObject, name: Name): LeftBehind | undefined {
  const last = object.renamings.at(-1);
  const isMeant = name.literal && name.text !== 'default' && !name.text.includes('$(');
  if (!last || !isMeant || object.name === undefined || object.namespace === undefined) return undefined;
  const { accountsAreKnown, called } = namesIn(build);
  if (!accountsAreKnown) return undefined;
  const namesakes = called('ServiceAccount', name.text);
  const here = namesakes.filter(({ namespace }) => sameNamespace(namespace, object.namespace));
  if (here.some((one) => one.name === name.text)) return undefined;
  const [account, ...others] = here.filter((one) => one.renamings.at(-1)?.by === last.by);
  const renaming = account?.renamings.at(-1);
  if (!account || !renaming || others.length > 0) return undefined;
  const written = idsOf(object)[0]?.name ?? '';
  const isUnambiguous = namesakes.length === 1 && called(object.kind, written).length === 1;
  return { object, name, account, renaming, isUnambiguous };
}

/** The annotation of a token Secret, be it declared or generated. */
function serviceAccountNamedBy({ from }: BuiltObject): Name | undefined {
  if (from.is === 'resource') return tokenSecretOf(from.resource)?.serviceAccount;
  const { kind, type, map } = from.generator;
  if (kind !== 'Secret' || type?.text !== tokenSecretType) return undefined;
  return nameAt(map, 'options', 'annotations', serviceAccountNameKey);
}

/** What can change more of an object than its name. */
const changers = [
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'replacements',
  'configurations',
  'transformers',
  'commonAnnotations',
];

function changesMention({ kustomizations }: KustomizeBuild, file: FileLookup, pattern: RegExp): boolean {
  return kustomizations.some(({ map, paths }) => {
    const written = changers.flatMap((field) => pairsNamed(map, field));
    if (written.some(({ section, span }) => pattern.test(section.text.slice(span.start, span.end))))
      return true;
    return paths.some(({ field, uri }) => changers.includes(field) && pattern.test(file(uri)?.text ?? ''));
  });
}
