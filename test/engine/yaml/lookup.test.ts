import { describe, expect, test } from 'vitest';
import { createSourceFile } from '../../../server/src/engine/workspace/sourceFile.ts';
import { literal, lookup, pairsNamed } from '../../../server/src/engine/yaml/lookup.ts';

function rootOf(text: string) {
  const root = createSourceFile('file:///chart/templates/a.yaml', text).documents[0]?.document.root;
  if (root?.type !== 'map') throw new Error('no map');
  return root;
}

describe('a key that is written twice', () => {
  const valueAt = (text: string, ...path: string[]) => {
    const found = lookup(rootOf(text), ...path);
    return found.is === 'written' ? literal(found.node) : found.is;
  };

  test('has its last value in plain YAML', () => {
    const text =
      'kind: ServiceAccount\nmetadata:\n  name: a\n  labels: {}\nkind: Secret\nmetadata:\n  name: b\n';
    expect(valueAt(text, 'kind')).toBe('Secret');
    expect(valueAt(text, 'metadata', 'name')).toBe('b');
    expect(valueAt(text, 'metadata', 'labels')).toBe('absent');
  });

  test('may have either in a template', () => {
    const text = '{{- if .x }}\nkind: A\n{{- else }}\nkind: B\n{{- end }}\n';
    expect(pairsNamed(rootOf(text), 'kind').map(({ value }) => literal(value))).toEqual(['A', 'B']);
  });

  test('goes before the merged one', () => {
    expect(valueAt('x: &m { a: 1 }\ny:\n  <<: *m\n  a: 2\n', 'y', 'a')).toBe(2);
    expect(valueAt('x: &m { a: 1 }\ny:\n  <<: *m\n', 'y', 'a')).toBe(1);
  });
});
