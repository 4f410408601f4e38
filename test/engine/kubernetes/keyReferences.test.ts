import { describe, expect, test } from 'vitest';
import {
  keyReferencesOf,
  respelled,
  standsBeside,
} from '../../../server/src/engine/kubernetes/keyReferences.ts';
import { applyEdits } from '../../../server/src/engine/text/edit.ts';
import { createSourceFile } from '../../../server/src/engine/workspace/sourceFile.ts';

function referencesIn(text: string) {
  return createSourceFile('file:///w/a.yaml', text).documents.flatMap(({ document }) => [
    ...keyReferencesOf(document),
  ]);
}

/** `role key`, and as it is written where that differs. */
function found(text: string): readonly string[] {
  return referencesIn(text).map(({ role, key, at }) => {
    const written = at.section.text.slice(at.span.start, at.span.end);
    return `${role} ${key}${written === key ? '' : ` as ${written}`}`;
  });
}

const places: readonly (readonly [place: string, text: string, found: readonly string[]])[] = [
  ['metadata', 'metadata: { labels: { a: x }, annotations: { "b": x } }', ['label a', 'annotation b']],
  [
    'values of a chart',
    'web: { podAnnotations: { a: x }, extraLabels: { b: x } }',
    ['annotation a', 'label b'],
  ],
  [
    'selectors',
    'selector: { a: x }\npodSelector: { matchLabels: { b: x } }',
    ['selector a', 'selector matchLabels', 'selector b'],
  ],
  [
    'expressions',
    'labelSelector:\n  matchExpressions:\n    - { key: a }',
    ['selector matchExpressions', 'selector a'],
  ],
  [
    'node selectors',
    'nodeSelector: { a: x }\ntopologyKey: b\ntopologyKeys: [c]',
    ['node a', 'node b', 'node c'],
  ],
  ['node affinity', 'nodeSelectorTerms: [{ matchExpressions: [{ key: a }] }]', ['node a']],
  ['preferred node affinity', 'preference: { matchExpressions: [{ key: a }] }', ['node a']],
  ['topologies of storage', 'matchLabelExpressions: [{ key: a, values: [b] }]', ['node a']],
  ['tolerations and taints', 'tolerations: [{ key: a }]\ntaints: [{ key: b }]', ['taint a', 'taint b']],
  ['label keys', 'matchLabelKeys: [a]\nmismatchLabelKeys: [b]', ['selector a', 'selector b']],
  ['Kustomize', 'commonLabels: { a: x }\ncommonAnnotations: { b: x }', ['common-label a', 'annotation b']],
  [
    'Kustomize labels',
    'labels: [{ pairs: { a: x } }, { pairs: { b: x }, includeSelectors: true }]',
    ['label a', 'common-label b'],
  ],
  [
    'JSON pointers',
    '- path: /metadata/labels/a~1b~0c\n- jsonPointers: [/metadata/annotations/d~1e]',
    ['label a/b~c as a~1b~0c', 'annotation d/e as d~1e'],
  ],
  [
    'field paths',
    "fieldPath: metadata.labels['a']\nfieldPaths: ['metadata.annotations.[b/c]']",
    ['label a', 'annotation b/c'],
  ],
  [
    'policies',
    'annotations:\n  +(a): x\n  =(b): x\n  ^(c): x\n  X(d): x\n  <(e): x\n  (f): x',
    ['annotation a', 'annotation b', 'annotation c', 'annotation d', 'annotation e', 'annotation f'],
  ],
  ['conditional fields', '(metadata):\n  =(labels):\n    a: x', ['label a']],
  [
    'aliases and merged maps',
    'x: { labels: &all { a: x } }\ny: { labels: *all }\nz: { labels: { <<: *all, b: x } }',
    ['label a', 'label a', 'label b', 'label a'],
  ],
  ['patches as text', 'patch: |-\n  metadata:\n    labels:\n      a: x\n', ['label a']],
  ['patches in quotes', `patch: '[{ "path": "/metadata/labels/a~1b" }]'`, ['label a/b as a~1b']],
  [
    'lists of patches',
    'patchesStrategicMerge:\n  - |-\n    metadata: { labels: { a: x } }\n    ---\n    labels: { b: x }\n',
    ['label a', 'label b'],
  ],
  [
    'named templates',
    '{{ define "labels" }}\na: x\nb: { c: { labels: { d: x } } }\n{{ end }}',
    ['common-label a', 'common-label b', 'label d'],
  ],
  [
    'named templates of annotations',
    '{{- define "app.annotations" -}}\na: {{ .x }}\n{{- end }}',
    ['annotation a'],
  ],
  ['escapes', '"annotations": { "a\\/b": "x" }', ['annotation a/b as a\\/b']],
];

describe('keyReferencesOf', () => {
  test.each(places)('%s', (_, text, wanted) => {
    expect(found(text)).toEqual(wanted);
  });

  test.each([
    ['keys that a template decides', 'labels:\n  {{ .Values.key }}: x\n  a-{{ .x }}: x'],
    ['values that a template decides', 'topologyKey: {{ .Values.key }}'],
    ['data', 'data: { a: x }\nkey: b\npath: /etc/labels\nitems: [{ key: c }]'],
    ['patches that a template decides', 'patch: |-\n  metadata:\n    labels:\n      {{ .x }}: x'],
    ['lists and scalars', 'labels: [a, b]\nannotations: c\nselector: d'],
    ['an anchor in itself', 'x: &x { y: *x }\n'],
    ['nothing', ''],
  ])('nothing of %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  test('ends on depths that nobody writes', () => {
    expect(found(`${'['.repeat(900)}{ labels: { a: x } }${']'.repeat(900)}`)).toEqual([]);
  });
});

test('respelled writes a key where it stands', () => {
  const text = `patch: '[{ "path": "/metadata/labels/a~1b" }]'\nlabels: { 'c': x }`;
  const edits = referencesIn(text).map((reference) => respelled(reference, 'd/e'));
  expect(applyEdits(text, edits)).toBe(
    `patch: '[{ "path": "/metadata/labels/d~1e" }]'\nlabels: { 'd/e': x }`,
  );
});

test('standsBeside looks at the same map or list', () => {
  const [label, toleration] = referencesIn(
    'labels: { a: x, b: x }\ntolerations: [{ key: c }, { key: d }]',
  ).filter(({ key }) => key === 'a' || key === 'c');
  const beside = (key: string) => [label, toleration].map((one) => one && standsBeside(one, key));
  expect(beside('b')).toEqual([true, false]);
  expect(beside('d')).toEqual([false, true]);
  expect(beside('x')).toEqual([false, false]);
});
