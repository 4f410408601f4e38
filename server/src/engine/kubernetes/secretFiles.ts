// Which files of a Secret a volume takes: of a source that is a Secret, in a volume or among the sources of one.

import { lookup, mapItems, sequencesAt, stringAt } from '../yaml/lookup.ts';
import type { YamlMap } from '../yaml/nodes.ts';

/** Whether only other files of a token Secret are asked for: its certificate is no secret. */
export function leavesTokenOut(secret: YamlMap): boolean {
  return lookup(secret, 'items').is === 'written' && !keysTaken(secret).includes('token');
}

/** The keys that are asked for by name; none when all are taken. Undefined stands for one that is not written as text. */
export function keysTaken(secret: YamlMap): readonly (string | undefined)[] {
  return sequencesAt(secret, 'items')
    .flatMap(mapItems)
    .map((item) => stringAt(item, 'key'));
}
