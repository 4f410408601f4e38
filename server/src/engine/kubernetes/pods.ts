// Pod specs wherever they stand: their containers, volumes and mounts, and the ServiceAccount they run as.

import type { YamlDocument } from '../yaml/document.ts';
import {
  type Lookup,
  lookup,
  mapItems,
  mapsAt,
  openedBy,
  pairsNamed,
  pairsOf,
  sequencesAt,
} from '../yaml/lookup.ts';
import type { YamlMap, YamlPair, YamlSequence } from '../yaml/nodes.ts';
import { followPath } from './followPath.ts';
import { type PodSpecShape, podSpecPathsOf } from './kinds.ts';
import { type Name, nameAt, nameOf, type Resource, resourcesOf } from './resource.ts';

export interface PodSpec {
  readonly resource: Resource;
  readonly map: YamlMap;
  readonly shape: PodSpecShape;
  readonly containers: readonly Container[];
  readonly volumes: readonly Volume[];
  /** Whether all containers are there to see: no action writes more of them, or more mounts into them. */
  readonly containersKnown: boolean;
  /** Whether all volumes are there to see. */
  readonly volumesKnown: boolean;
}

export interface Container {
  readonly podSpec: PodSpec;
  readonly map: YamlMap;
  readonly name: Name | undefined;
  /** The field it stands in, such as `initContainers`. */
  readonly field: string;
  readonly mounts: readonly VolumeMount[];
}

export interface VolumeMount {
  readonly container: Container;
  readonly map: YamlMap;
  /** The volume's name. */
  readonly name: Name | undefined;
  readonly mountPath: Name | undefined;
}

export interface Volume {
  readonly podSpec: PodSpec;
  readonly list: YamlSequence;
  readonly map: YamlMap;
  readonly name: Name | undefined;
  /** The pair that says what the volume is made from: `secret: …`, `projected: …`. */
  readonly source: YamlPair | undefined;
}

/** The pod specs of a document. */
export function podSpecsOf(document: YamlDocument): readonly PodSpec[] {
  const resources = resourcesOf(document);
  let found = memory.get(resources);
  if (!found) {
    found = resources.flatMap((resource) =>
      podSpecPathsOf(resource).flatMap(({ path, shape }) =>
        followPath(resource.map, path).map((map) => podSpecOf(resource, map, shape)),
      ),
    );
    memory.set(resources, found);
  }
  return found;
}

/** Kept as long as the resources they were read from. */
const memory = new WeakMap<readonly Resource[], readonly PodSpec[]>();

/** The mounts of a volume in all containers of its pod. */
export function mountsOf(volume: Volume): readonly VolumeMount[] {
  const name = volume.name?.text;
  if (name === undefined) return [];
  return volume.podSpec.containers.flatMap((container) =>
    container.mounts.filter((mount) => mount.name?.text === name),
  );
}

/** The volumes that a mount may mean: more than one where template branches write them. */
export function volumesOf({ container, name }: VolumeMount): readonly Volume[] {
  return name ? container.podSpec.volumes.filter((volume) => volume.name?.text === name.text) : [];
}

/** What is to be known of a name to compare it. */
type NameText = Pick<Name, 'text' | 'literal'>;

/** Whether two names can be the same once their templates are rendered, by what stands at their ends. */
export function mayBeEqual(a: NameText, b: NameText): boolean {
  if (a.text === b.text) return true;
  if (a.literal) return !b.literal && fits(a.text, endsOf(b));
  if (b.literal) return fits(b.text, endsOf(a));
  const [first, second] = [endsOf(a), endsOf(b)];
  return (
    (first.start.startsWith(second.start) || second.start.startsWith(first.start)) &&
    (first.end.endsWith(second.end) || second.end.endsWith(first.end))
  );
}

/** What is written before the first action of a name, and behind the last. */
interface Ends {
  readonly start: string;
  readonly end: string;
}

function endsOf({ text }: NameText): Ends {
  return { start: text.slice(0, text.indexOf('{{')), end: text.slice(text.lastIndexOf('}}') + 2) };
}

function fits(text: string, { start, end }: Ends): boolean {
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}

/** Which ServiceAccount a pod runs as. */
export type RunsAs =
  | { readonly is: 'named'; readonly name: Name }
  /** Nothing names one: the API server puts in `default`. */
  | { readonly is: 'default' }
  | { readonly is: 'unknown' };

/** `serviceAccountName`, else its deprecated alias `serviceAccount`. */
export function runsAs(podSpec: PodSpec): RunsAs {
  let open = podSpec.shape === 'partial';
  for (const field of ['serviceAccountName', 'serviceAccount']) {
    const found = lookup(podSpec.map, field);
    const name = nameIn(found);
    if (name) return { is: 'named', name };
    open ||= found.is === 'unknowable' || found.is === 'templated';
  }
  return open ? { is: 'unknown' } : { is: 'default' };
}

function nameIn(found: Lookup): Name | undefined {
  return found.is === 'written' || found.is === 'templated' ? nameOf(found.node) : undefined;
}

const containerLists = ['containers', 'initContainers', 'ephemeralContainers', 'sidecars', 'steps'];
const singleContainers = ['container', 'script', 'stepTemplate'];

function podSpecOf(resource: Resource, map: YamlMap, shape: PodSpecShape): PodSpec {
  const containers: Container[] = [];
  const volumes: Volume[] = [];
  const lists = sequencesAt(map, 'volumes');
  const podSpec: PodSpec = {
    resource,
    map,
    shape,
    containers,
    volumes,
    containersKnown: shape === 'full' && containersKnown(map),
    volumesKnown: isClosed(map, 'volumes'),
  };
  for (const field of containerLists) {
    for (const list of sequencesAt(map, field)) {
      for (const item of mapItems(list)) containers.push(containerOf(podSpec, item, field));
    }
  }
  for (const field of singleContainers) {
    for (const single of mapsAt(map, field)) containers.push(containerOf(podSpec, single, field));
  }
  for (const list of lists) {
    for (const item of mapItems(list)) volumes.push(volumeOf(podSpec, list, item));
  }
  return podSpec;
}

function containerOf(podSpec: PodSpec, map: YamlMap, field: string): Container {
  const mounts: VolumeMount[] = [];
  const container = { podSpec, map, name: nameAt(map, 'name'), field, mounts };
  for (const list of sequencesAt(map, 'volumeMounts')) {
    for (const item of mapItems(list)) {
      mounts.push({ container, map: item, name: nameAt(item, 'name'), mountPath: nameAt(item, 'mountPath') });
    }
  }
  return container;
}

function volumeOf(podSpec: PodSpec, list: YamlSequence, map: YamlMap): Volume {
  const source = pairsOf(map).find((pair) => typeof pair.key.value === 'string' && pair.key.value !== 'name');
  return { podSpec, list, map, name: nameAt(map, 'name'), source };
}

function containersKnown(map: YamlMap): boolean {
  return ['containers', 'initContainers'].every(
    (field) =>
      isClosed(map, field) &&
      sequencesAt(map, field).every((list) =>
        mapItems(list).every((container) => isClosed(container, 'volumeMounts')),
      ),
  );
}

/** Whether the list under a key is all literal: no action writes the key, the list or an item of it. */
function isClosed(map: YamlMap, field: string): boolean {
  if (openedBy(map)) return false;
  return pairsNamed(map, field).every((pair) => {
    if (pair.splices.length > 0 || pair.value?.type === 'scalar') return false;
    return sequencesAt(map, field).every(
      (list) =>
        list.splices.length === 0 && list.items.every((item) => item.type === 'map' && !openedBy(item)),
    );
  });
}
