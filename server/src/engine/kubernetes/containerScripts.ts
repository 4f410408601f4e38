// The scripts that a container runs: what a shell is handed on its command line, or the command line itself.

import { joinedScript } from '../shell/listScript.ts';
import type { Script } from '../shell/script.ts';
import { scriptOfScalar } from '../shell/yamlScript.ts';
import { resolved, sequencesAt } from '../yaml/lookup.ts';
import type { YamlMap, YamlScalar } from '../yaml/nodes.ts';
import type { Container } from './pods.ts';

/** Each script once for a container, so that what is known of it is found out once. */
export function scriptsOfContainer({ map }: Container): readonly Script[] {
  let scripts = memory.get(map);
  if (!scripts) {
    scripts = scriptsIn(map);
    memory.set(map, scripts);
  }
  return scripts;
}

const memory = new WeakMap<YamlMap, readonly Script[]>();

function scriptsIn(map: YamlMap): readonly Script[] {
  const scalars = ['command', 'args'].flatMap((field) =>
    sequencesAt(map, field).flatMap(({ items }) =>
      items.map(resolved).filter((node): node is YamlScalar => node?.type === 'scalar'),
    ),
  );
  const flag = scalars.findIndex(
    ({ value }, at) => typeof value === 'string' && /^-[a-z]*c$/.test(value) && isShell(scalars.slice(0, at)),
  );
  const script = flag < 0 ? undefined : scalars[flag + 1];
  if (script) return [scriptOfScalar(script, 'sh')];
  const words = scalars.map((scalar) => scriptOfScalar(scalar, 'arguments'));
  const joined = words.some(({ text }) => text.includes('\n')) ? undefined : joinedScript(words, 'arguments');
  return joined ? [joined] : [];
}

/** Whether a shell is among the first words of a command line. */
function isShell(scalars: readonly YamlScalar[]): boolean {
  return scalars.some(
    ({ value }) => typeof value === 'string' && /^(?:\S*\/)?(?:ba|da|a|z|k)?sh$/.test(value),
  );
}
