// How a token Secret fails to name its ServiceAccount: the annotation is not there, stands in the wrong place, or is
// written so that Kubernetes does not know it. Where a template may supply it, nothing fails.

import { keyText, literal, mapsAt, pairsNamed } from '../yaml/lookup.ts';
import type { YamlMap, YamlNode, YamlPair } from '../yaml/nodes.ts';
import { nearMisses } from './keySpelling.ts';
import type { Resource } from './resource.ts';
import { serviceAccountNameKey, type TokenSecret } from './tokenSecrets.ts';

/** Where the annotation is put by mistake. */
const wrongPlaces: readonly (readonly string[])[] = [
  [],
  ['annotations'],
  ['labels'],
  ['metadata'],
  ['metadata', 'labels'],
  ['spec'],
  ['spec', 'annotations'],
  ['spec', 'metadata', 'annotations'],
];

/** The annotation `kubernetes.io/service-account.name` in places where nobody reads it. */
export function misplacedAnnotations({ map }: Resource): readonly YamlPair[] {
  return wrongPlaces.flatMap((path) =>
    (path.length === 0 ? [map] : mapsAt(map, ...path)).flatMap((place) =>
      pairsNamed(place, serviceAccountNameKey),
    ),
  );
}

/** Whether the annotation is surely not there, or empty: the API server rejects such a token Secret. */
export function namesNoServiceAccount({ annotation }: TokenSecret): boolean {
  if (annotation.is === 'absent') return true;
  const value = annotation.is === 'written' ? literal(annotation.node) : undefined;
  return value === '' || value === null;
}

/**
 * Whether a token Secret names no ServiceAccount, and nothing in it resembles an attempt to: a key misspelled,
 * misplaced, or without the space behind its colon is a mistake of its own.
 */
export function lacksAnnotation(secret: TokenSecret): boolean {
  if (!namesNoServiceAccount(secret)) return false;
  const { map, document } = secret.resource;
  // Of a document that cannot be read as a whole, nothing is surely absent.
  if (document.problems.some(({ kind }) => kind === 'syntax')) return false;
  const right = new Set(mapsAt(map, 'metadata', 'annotations'));
  return !resemblesAnnotation(map, right);
}

function resemblesAnnotation(node: YamlNode | undefined, right: ReadonlySet<YamlMap>): boolean {
  if (node?.type === 'sequence') return node.items.some((item) => resemblesAnnotation(item, right));
  if (node?.type === 'scalar') return isGlued(node.value);
  if (node?.type !== 'map') return false;
  return node.pairs.some((pair) => {
    const key = keyText(pair) ?? '';
    if (key === serviceAccountNameKey ? !right.has(node) : isGlued(key)) return true;
    return nearMisses(key).includes(serviceAccountNameKey) || resemblesAnnotation(pair.value, right);
  });
}

/** `kubernetes.io/service-account.name:builder` is one plain text. */
function isGlued(value: unknown): boolean {
  return typeof value === 'string' && /\/service-?account[\w.-]*:\S/.test(value);
}
