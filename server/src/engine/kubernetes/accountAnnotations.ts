// How a token Secret fails to name its ServiceAccount: the annotation is not there, stands in the wrong place, or is
// written so that Kubernetes does not know it. Where a template may supply it, nothing fails.

import { keyText, literal, mapsAt } from '../yaml/lookup.ts';
import type { YamlNode, YamlPair } from '../yaml/nodes.ts';
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

/**
 * The annotation `kubernetes.io/service-account.name` in places where nobody reads it, misspelled ones too: only among
 * annotations is its spelling a mistake of its own. None where an annotation in its place is, or was, meant to be it.
 */
export function misplacedAnnotations({ map }: Resource): readonly YamlPair[] {
  const inPlace = mapsAt(map, 'metadata', 'annotations').flatMap(({ pairs }) => pairs);
  if (inPlace.some((pair) => meansAnnotation(keyText(pair) ?? ''))) return [];
  return wrongPlaces.flatMap((path) => {
    const places = path.length === 0 ? [map] : mapsAt(map, ...path);
    const meant = path.at(-1) === 'annotations' ? isAnnotation : meansAnnotation;
    return places.flatMap(({ pairs }) => pairs.filter((pair) => meant(keyText(pair) ?? '')));
  });
}

function isAnnotation(key: string): boolean {
  return key === serviceAccountNameKey;
}

function meansAnnotation(key: string): boolean {
  return isAnnotation(key) || nearMisses(key).includes(serviceAccountNameKey);
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
  const right = mapsAt(map, 'metadata', 'annotations');
  const isEmpty = right.some(({ pairs }) => pairs.some((pair) => isAnnotation(keyText(pair) ?? '')));
  return isEmpty || !resemblesAnnotation(map);
}

function resemblesAnnotation(node: YamlNode | undefined): boolean {
  if (node?.type === 'sequence') return node.items.some(resemblesAnnotation);
  if (node?.type === 'scalar') return isGlued(node.value);
  if (node?.type !== 'map') return false;
  return node.pairs.some((pair) => {
    const key = keyText(pair) ?? '';
    return isGlued(key) || meansAnnotation(key) || resemblesAnnotation(pair.value);
  });
}

/** `kubernetes.io/service-account.name:builder` is one plain text. */
function isGlued(value: unknown): boolean {
  return typeof value === 'string' && /\/service-?account[\w.-]*:\S/.test(value);
}
