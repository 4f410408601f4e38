// ConfigMaps with files that read the automatic token, and the containers that are given them.

import type { YamlDocument } from '../yaml/document.ts';
import { keyText, mapItems, mapsAt, pairsOf, resolved, sequencesAt } from '../yaml/lookup.ts';
import type { YamlMap } from '../yaml/nodes.ts';
import { type DefaultTokenUse, defaultTokenUsesInText } from './defaultTokenUse.ts';
import { type Container, type Volume, volumesOf } from './pods.ts';
import { type Name, nameAt, resourcesOf } from './resource.ts';

/** A file of a ConfigMap that names the default token path. */
export interface TokenReadingFile {
  /** The ConfigMap's name and namespace, as `Name.text`. */
  readonly configMap: string;
  readonly namespace: string | undefined;
  readonly key: string;
  readonly use: DefaultTokenUse;
}

/** Whether a text may hold such a ConfigMap. */
export function mayHoldTokenReadingFiles(text: string): boolean {
  return text.includes('ConfigMap') && text.includes('/run/secrets/kubernetes.io/serviceaccount');
}

/** The files in a document's ConfigMaps that read the automatic token wherever the ConfigMap renders. */
export function tokenReadingFilesIn(document: YamlDocument): readonly TokenReadingFile[] {
  return resourcesOf(document)
    .filter(({ kind, group }) => kind === 'ConfigMap' && group === '')
    .flatMap(({ map, name, namespace }) => {
      const conditions = (offset: number) => document.guardsAt(offset).length;
      return mapsAt(map, 'data')
        .flatMap(pairsOf)
        .flatMap((pair) => {
          const [key, node] = [keyText(pair), resolved(pair.value)];
          if (!name || key === undefined || node?.type !== 'scalar') return [];
          const use = defaultTokenUsesInText(node).find(
            ({ span }) => conditions(span.start) <= conditions(map.span.start),
          );
          return use ? { configMap: name.text, namespace: namespace?.text, key, use } : [];
        });
    });
}

/** A ConfigMap that a container is given: as files, or as variables. */
export interface GivenConfigMap {
  readonly name: Name;
  /** Which of its keys; undefined for all. */
  readonly keys: readonly string[] | undefined;
}

/** The ConfigMaps that a container is given. */
export function configMapsOf({ map, mounts }: Container): readonly GivenConfigMap[] {
  const mounted = mounts.flatMap((mount) => {
    const file = nameAt(mount.map, 'subPath')?.text;
    return volumesOf(mount)
      .flatMap(configMapsIn)
      .flatMap((source) => given(source, file === undefined ? undefined : [file]));
  });
  const variables = sequencesAt(map, 'env')
    .flatMap(mapItems)
    .flatMap((variable) => mapsAt(variable, 'valueFrom', 'configMapKeyRef'))
    .flatMap((source) => given(source, [nameAt(source, 'key')?.text ?? '']));
  const whole = sequencesAt(map, 'envFrom')
    .flatMap(mapItems)
    .flatMap((source) => mapsAt(source, 'configMapRef'))
    .flatMap((source) => given(source, undefined));
  return [...mounted, ...variables, ...whole];
}

function configMapsIn({ map }: Volume): readonly YamlMap[] {
  const projected = sequencesAt(map, 'projected', 'sources')
    .flatMap(mapItems)
    .flatMap((source) => mapsAt(source, 'configMap'));
  return [...mapsAt(map, 'configMap'), ...projected];
}

/** Keys that are picked and renamed go before the name of a single file. */
function given(source: YamlMap, keys: readonly string[] | undefined): readonly GivenConfigMap[] {
  const name = nameAt(source, 'name');
  const items = sequencesAt(source, 'items');
  const picked = items.flatMap(mapItems).flatMap((item) => nameAt(item, 'key')?.text ?? []);
  return name ? [{ name, keys: items.length > 0 ? picked : keys }] : [];
}
