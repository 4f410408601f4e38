// What the kustomizations of one scope make of its objects. Read when somebody asks, all at once; only documents with
// ServiceAccounts, or what names them, are looked into.

import type { PodSpec } from '../kubernetes/pods.ts';
import { type Name, nameAt, type Resource } from '../kubernetes/resource.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { lookup } from '../yaml/lookup.ts';
import type { BuiltObject } from './builtObject.ts';
import { classify } from './classify.ts';
import { type Kustomization, kustomizationOf } from './kustomization.ts';
import { createBuilder, type KustomizeBuild, kustomizationIn } from './kustomizeBuild.ts';
import { type LeftBehind, podLeftBehind, secretsLeftBehind } from './leftBehind.ts';
import type { FileLookup } from './nameChanges.ts';

export interface Kustomized {
  /** Whether a kustomization gives a ServiceAccount this name, or one that is not known. */
  mayNameAccount(name: string): boolean;
  /** The token Secrets whose annotation the kustomization of a document leaves behind, as the last that renames. */
  secretsLeftBehind(document: YamlDocument): readonly LeftBehind[];
  /** What becomes of the ServiceAccount that a pod calls by `serviceAccount` alone; undefined where that follows. */
  podLeftBehind(podSpec: PodSpec): LeftBehind | undefined;
}

/** Reads the kustomizations among some files. */
export function createKustomized(uris: Iterable<string>, file: FileLookup): Kustomized {
  const build = createBuilder(file, mayNameAccounts);
  const roots = rootsAmong(uris, file).map((root) => {
    const reached = reachedFrom(root, file);
    let read: Read | undefined;
    return {
      reaches: (document: YamlDocument) => reached.some(({ map }) => map.section === document),
      // One by one: of many overlays most questions need a few.
      read: () => {
        read ??= readBuild(build(root), file);
        return read;
      },
    };
  });

  return {
    mayNameAccount: (name) => roots.some(({ read }) => read().mayNameAccount(name)),
    secretsLeftBehind(document) {
      const left = roots.filter(({ reaches }) => reaches(document)).flatMap(({ read }) => read().left());
      return eachOnce(left.filter(({ renaming }) => renaming.by.map.section === document));
    },
    podLeftBehind(podSpec) {
      const name = nameAt(podSpec.map, 'serviceAccount');
      if (!name || lookup(podSpec.map, 'serviceAccountName').is !== 'absent') return undefined;
      for (const { read } of roots) {
        const found = read().podLeftBehind(podSpec.resource, name);
        if (found) return found;
      }
      return undefined;
    },
  };
}

/** A build, and what was asked of it. */
type Read = ReturnType<typeof readBuild>;

function readBuild(build: KustomizeBuild, file: FileLookup) {
  let left: readonly LeftBehind[] | undefined;
  const pods = new Map<YamlDocument, BuiltObject[]>();
  const accounts = new Set<string | undefined>();
  for (const object of build.objects) {
    if (object.kind === 'ServiceAccount') accounts.add(object.name);
    if (object.from.is !== 'resource') continue;
    const { document } = object.from.resource;
    pods.set(document, [...(pods.get(document) ?? []), object]);
  }
  return {
    mayNameAccount: (name: string) => accounts.has(name) || accounts.has(undefined),
    left() {
      left ??= secretsLeftBehind(build, file);
      return left;
    },
    podLeftBehind(resource: Resource, name: Name): LeftBehind | undefined {
      const pod = pods
        .get(resource.document)
        ?.find(({ from }) => from.is === 'resource' && isSame(from.resource, resource));
      return pod && podLeftBehind(build, pod, name, file);
    },
  };
}

/** The kustomizations that no other one takes in: those are what people build. */
function rootsAmong(uris: Iterable<string>, file: FileLookup): readonly Kustomization[] {
  const found = [...uris]
    .filter((uri) => classify(uri) === 'kustomization')
    .sort()
    .flatMap((uri) => {
      const source = file(uri);
      return (source && kustomizationOf(source)) ?? [];
    });
  const taken = new Set(found.flatMap((one) => takenInBy(one, file)));
  return found.filter((one) => !one.isComponent && !taken.has(one));
}

function takenInBy({ paths }: Kustomization, file: FileLookup): readonly Kustomization[] {
  return paths.flatMap(({ uri }) => kustomizationIn(uri, file) ?? []);
}

/** A kustomization and all that it takes in. */
function reachedFrom(root: Kustomization, file: FileLookup): readonly Kustomization[] {
  const reached = new Set([root]);
  // A set can grow while it is walked.
  for (const one of reached) for (const inner of takenInBy(one, file)) reached.add(inner);
  return [...reached];
}

function mayNameAccounts({ text }: YamlDocument): boolean {
  return /ServiceAccount|service-account-token|\bserviceAccount\b/.test(text);
}

/** A tree that was let go is made again: the same object is known by its place. */
function isSame(a: Resource, b: Resource): boolean {
  return a.document === b.document && a.kindNode.span.start === b.kindNode.span.start;
}

/** More than one root can lead through a kustomization. */
function eachOnce(left: readonly LeftBehind[]): readonly LeftBehind[] {
  const isOne = (a: LeftBehind, b: LeftBehind) =>
    a.name.node === b.name.node && a.account.name === b.account.name;
  return left.filter((one, at) => left.findIndex((other) => isOne(one, other)) === at);
}
