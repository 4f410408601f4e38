// Paths such as `spec.tasks[].template.spec`: `[]` stands for every item of a list, `*` for every value of a map.

import { mapItems, mapsAt, pairsOf, resolved, sequencesAt } from '../yaml/lookup.ts';
import type { YamlMap } from '../yaml/nodes.ts';

/** Every map that the path leads to. */
export function followPath(map: YamlMap, path: string): readonly YamlMap[] {
  let found: readonly YamlMap[] = [map];
  for (const segment of path.split('.')) found = found.flatMap((from) => follow(from, segment));
  return found;
}

function follow(map: YamlMap, segment: string): readonly YamlMap[] {
  if (segment === '*')
    return pairsOf(map)
      .map((pair) => resolved(pair.value))
      .filter((node) => node?.type === 'map');
  if (segment.endsWith('[]')) return sequencesAt(map, segment.slice(0, -2)).flatMap(mapItems);
  return mapsAt(map, segment);
}
