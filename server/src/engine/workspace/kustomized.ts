// What the kustomizations of one scope make of its objects. Read when somebody asks, all at once; only documents with
// ServiceAccounts, or what names them, are looked into.

import type { PodSpec } from '../kubernetes/pods.ts';
import { nameAt, type Resource } from '../kubernetes/resource.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { lookup } from '../yaml/lookup.ts';
import { classify } from './classify.ts';
import { type Kustomization, kustomizationOf } from './kustomization.ts';
import { buildKustomization, type KustomizeBuild, kustomizationIn } from './kustomizeBuild.ts';
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
  let builds: readonly KustomizeBuild[] | undefined;
  const all = (): readonly KustomizeBuild[] => {
    builds ??= rootsAmong(uris, file).map((root) => buildKustomization(root, file, mayNameAccounts));
    return builds;
  };
  let left: readonly LeftBehind[] | undefined;

  return {
    mayNameAccount: (name) =>
      all().some(({ objects }) =>
        objects.some((one) => one.kind === 'ServiceAccount' && (one.name === name || one.name === undefined)),
      ),
    secretsLeftBehind(document) {
      left ??= all().flatMap((build) => secretsLeftBehind(build, file));
      return eachOnce(left.filter(({ renaming }) => renaming.by.map.section === document));
    },
    podLeftBehind(podSpec) {
      const name = nameAt(podSpec.map, 'serviceAccount');
      if (!name || lookup(podSpec.map, 'serviceAccountName').is !== 'absent') return undefined;
      for (const build of all()) {
        const pod = build.objects.find(
          ({ from }) => from.is === 'resource' && isSame(from.resource, podSpec.resource),
        );
        const found = pod && podLeftBehind(build, pod, name, file);
        if (found) return found;
      }
      return undefined;
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
  const taken = new Set(
    found.flatMap(({ paths }) => paths.flatMap(({ uri }) => kustomizationIn(uri, file) ?? [])),
  );
  return found.filter((one) => !one.isComponent && !taken.has(one));
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
