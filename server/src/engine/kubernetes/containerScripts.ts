// The scripts that a container runs: what a shell is handed on its command line, or the command line itself.

import type { Script } from '../shell/script.ts';
import { scriptsOfWords } from '../shell/words.ts';
import { scriptOfScalar } from '../shell/yamlScript.ts';
import { keepingWith } from '../text/remembering.ts';
import { resolved, sequencesAt } from '../yaml/lookup.ts';
import type { YamlMap, YamlScalar } from '../yaml/nodes.ts';
import type { Container } from './pods.ts';

/** Each script once for a container, so that what is known of it is found out once. */
export function scriptsOfContainer({ map }: Container): readonly Script[] {
  return scriptsOf(map);
}

const scriptsOf = keepingWith(scriptsIn);

function scriptsIn(map: YamlMap): readonly Script[] {
  const scalars = ['command', 'args'].flatMap((field) =>
    sequencesAt(map, field).flatMap(({ items }) =>
      items.map(resolved).filter((node): node is YamlScalar => node?.type === 'scalar'),
    ),
  );
  return scriptsOfWords(scalars.map((scalar) => scriptOfScalar(scalar, 'sh')));
}
