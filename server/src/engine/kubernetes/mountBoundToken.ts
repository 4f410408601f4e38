// Puts a bound token into a pod: a projected volume, and a mount in one of its containers.

import type { SectionEdit } from '../text/section.ts';
import { contains } from '../text/span.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { appendItem, insertPair, setAt } from '../yaml/edits.ts';
import { lookup } from '../yaml/lookup.ts';
import type { YamlMap } from '../yaml/nodes.ts';
import { endOf } from '../yaml/reach.ts';
import type { Writable } from '../yaml/write.ts';
import { type Container, type PodSpec, podSpecsOf } from './pods.ts';
import { isApiAccessVolume } from './projectedFiles.ts';
import { certificateSource, namespaceSource, tokenSource } from './projectedTokens.ts';
import { defaultTokenPath } from './serviceAccounts.ts';

/** The edits that belong together, or why there are none. */
export type TokenMount =
  | { readonly is: 'possible'; readonly edits: readonly SectionEdit[] }
  | { readonly is: 'refused'; readonly because: string };

/** Where the token is mounted: beside the default path, which stays the API client's. */
export const boundTokenPath = '/var/run/secrets/tokens';

/** Mounts a bound token into the pod at an offset of a document: into the container there, else into the first one. */
export function mountBoundToken(document: YamlDocument, offset: number): TokenMount {
  const podSpec = podSpecAt(document, offset);
  if (!podSpec) return refused('there is no pod under the cursor');
  const container = podSpec.containers.find((one) => stands(one.map, offset)) ?? podSpec.containers[0];
  if (!container) return refused('no container of this pod is written here');
  const name = freeName(podSpec);
  const volume = addTo(podSpec.map, 'volumes', { name, projected: { sources: [tokenSource()] } });
  const mount = mountInto(container, name, freePath(container));
  if (!volume || !mount) return refused('a template writes the volumes or mounts of this pod');
  return { is: 'possible', edits: [mount, volume] };
}

/** Mounts a volume into a container; undefined where a template writes its mounts. */
export function mountInto(container: Container, name: Writable, mountPath: string): SectionEdit | undefined {
  return addTo(container.map, 'volumeMounts', { name, mountPath, readOnly: true });
}

/**
 * Puts into a container what the API server mounts at the default path: a token, the certificate and the namespace. A
 * volume of the pod that holds them is taken. Undefined where a template writes the volumes or the mounts.
 */
export function mountAtDefaultPath(container: Container): readonly SectionEdit[] | undefined {
  const { podSpec } = container;
  const there = podSpec.volumes.find((volume) => volume.name?.literal && isApiAccessVolume(volume));
  const name = there?.name?.text ?? freeName(podSpec);
  const mount = mountInto(container, name, defaultTokenPath);
  if (there) return mount && [mount];
  const sources = [tokenSource(), certificateSource(), namespaceSource()];
  const volume = addTo(podSpec.map, 'volumes', { name, projected: { sources } });
  return mount && volume && [mount, volume];
}

function refused(because: string): TokenMount {
  return { is: 'refused', because };
}

/** The innermost pod spec around an offset, else the only one of the document. */
function podSpecAt(document: YamlDocument, offset: number): PodSpec | undefined {
  const all = podSpecsOf(document);
  const around = all.filter(({ map }) => stands(map, offset));
  const [innermost] = around.sort((a, b) => b.map.span.start - a.map.span.start);
  return innermost ?? (all.length === 1 ? all[0] : undefined);
}

function stands(map: YamlMap, offset: number): boolean {
  return contains({ start: map.span.start, end: endOf(map) }, { start: offset, end: offset });
}

function addTo(map: YamlMap, field: string, item: Writable): SectionEdit | undefined {
  const found = lookup(map, field);
  if (found.is === 'written' && found.node.type === 'sequence') return appendItem(found.node, item);
  if (found.is !== 'absent') return undefined;
  return map.flow ? insertPair(map, field, [item]) : setAt(map, [field], [item]);
}

function freeName(podSpec: PodSpec): string {
  const taken = new Set(podSpec.volumes.map(({ name }) => name?.text));
  let name = 'bound-token';
  for (let count = 2; taken.has(name); count++) name = `bound-token-${count}`;
  return name;
}

/** Where a container has room for a token. */
export function freePath(container: Container): string {
  const taken = new Set(container.mounts.map(({ mountPath }) => mountPath?.text));
  let path = boundTokenPath;
  for (let count = 2; taken.has(path); count++) path = `${boundTokenPath}-${count}`;
  return path;
}
