// Files kept in ConfigMaps and Secrets that are scripts.

import type { Resource } from '../kubernetes/resource.ts';
import type { Dialect, Script } from '../shell/script.ts';
import { dialectOfShebang } from '../shell/words.ts';
import { scriptOfScalar } from '../shell/yamlScript.ts';
import { keyText, mapsAt, pairsOf, resolved } from '../yaml/lookup.ts';
import type { YamlPair } from '../yaml/nodes.ts';
import { opensCommand } from './commandLines.ts';

/** The scripts among what a ConfigMap or a Secret holds as text. */
export function scriptsOfData(resource: Resource): readonly Script[] {
  const field =
    resource.kind === 'ConfigMap' ? 'data' : resource.kind === 'Secret' ? 'stringData' : undefined;
  if (field === undefined) return none;
  return mapsAt(resource.map, field).flatMap((data) => pairsOf(data).flatMap((pair) => scriptIn(pair) ?? []));
}

const none: readonly Script[] = [];

function scriptIn(pair: YamlPair): Script | undefined {
  const value = resolved(pair.value);
  if (value?.type !== 'scalar') return undefined;
  const extension = /\.([a-z]\w*)$/i.exec(keyText(pair) ?? '')?.[1]?.toLowerCase();
  // Those that any map may hold are found with the other fields.
  if (extension === 'sh' || extension === 'bash') return undefined;
  const script = scriptOfScalar(value, 'sh');
  const asked = dialectOfShebang(script.text);
  const dialect = extension === 'ps1' ? 'powershell' : asked === 'unsaid' ? unsaid(script, extension) : asked;
  return dialect && { ...script, dialect };
}

/** A file that does not say what it is, by neither its name nor its first line. */
function unsaid({ text }: Script, extension: string | undefined): Dialect | undefined {
  if (extension !== undefined || !/\b(?:kubectl|oc)\s/.test(text)) return undefined;
  return text.split('\n').some(opensCommand) ? 'sh' : undefined;
}
