// Which fields hold annotation, label and taint keys, judged by their names alone: the same names mean the same in
// Kubernetes' own kinds, in custom resources and in the values of charts (`podAnnotations`, `controller.tolerations`).

import { lookup } from '../yaml/lookup.ts';
import type { YamlMap } from '../yaml/nodes.ts';

/**
 * What a key is used for. `common-label`: a label that is, or may be, written into selectors too; `selector`: chooses
 * objects by their labels; `node`: names a label of nodes; `taint`: a taint, or the toleration of one.
 */
export type KeyRole = 'annotation' | 'label' | 'common-label' | 'selector' | 'node' | 'taint';

/** A field that holds a key. */
export interface KeyField {
  readonly role: KeyRole;
  /** The names of the fields that lead there, `[]` for the items of a list. */
  readonly path: readonly string[];
}

/** What the keys of a map are for. `path` ends with the field that holds the map, `holder` is the map of that field. */
export function mapRole(path: readonly string[], holder: YamlMap): KeyRole | undefined {
  const field = path.at(-1) ?? '';
  if (/annotations$/i.test(field)) return 'annotation';
  if (/nodeSelector$/i.test(field)) return 'node';
  if (/selector$/i.test(field) || field === 'matchLabels') return 'selector';
  if (field === 'commonLabels') return 'common-label';
  if (/labels$/i.test(field)) return 'label';
  if (field === 'pairs' && path.at(-3) === 'labels') return pairsRole(holder);
  return undefined;
}

/** Kustomize's `labels: [{ pairs: … }]`. */
function pairsRole(holder: YamlMap): KeyRole {
  const selects = lookup(holder, 'includeSelectors');
  return selects.is === 'absent' ? 'label' : 'common-label';
}

/** What the `key`s in a list's items are for. `path` ends with `[]` and `key`. */
export function keyedListRole(path: readonly string[]): KeyRole | undefined {
  const list = path.at(-2) === '[]' ? (path.at(-3) ?? '') : '';
  if (/tolerations$|taints$/i.test(list)) return 'taint';
  if (list === 'matchLabelExpressions' || list === 'requirements') return 'node';
  if (list !== 'matchExpressions') return undefined;
  const ofNodes = path.some((step) => step === 'nodeSelectorTerms' || step === 'preference');
  return ofNodes ? 'node' : 'selector';
}

/** What a string is for that is a key as a whole: the value of the field, or an item of the list in it. */
export function scalarRole(field: string): KeyRole | undefined {
  if (/topologyKeys?$/i.test(field)) return 'node';
  return field === 'matchLabelKeys' || field === 'mismatchLabelKeys' ? 'selector' : undefined;
}

/** A key that a path leads through. */
interface KeyInPointer {
  readonly key: string;
  /** The key as it stands in the path. */
  readonly written: string;
  readonly role: KeyRole;
  readonly inPointer: boolean;
}

/** The keys in the value of a field that holds a JSON pointer (patches) or a path of fields (the downward API). */
export function* keysInPointer(field: string, value: string): Generator<KeyInPointer> {
  if (field === 'path' || field === 'from' || field === 'jsonPointers') {
    const [, map = '', written = ''] =
      /\/(annotations|labels|matchLabels|nodeSelector)\/([^/]+)/.exec(value) ?? [];
    const key = written.replaceAll('~1', '/').replaceAll('~0', '~');
    if (written !== '') yield { key, written, role: pointerRoles[map] ?? 'label', inPointer: true };
  } else if (field === 'fieldPath' || field === 'fieldPaths') {
    const [, map = '', key = ''] = /\b(annotations|labels)\.?\[['"]?([^\]'"]+)/.exec(value) ?? [];
    if (key !== '') yield { key, written: key, role: pointerRoles[map] ?? 'label', inPointer: false };
  }
}

const pointerRoles: Readonly<Record<string, KeyRole>> = {
  annotations: 'annotation',
  labels: 'label',
  matchLabels: 'selector',
  nodeSelector: 'node',
};
