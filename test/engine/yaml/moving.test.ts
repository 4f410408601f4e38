// Taking several pairs away, and moving one: what the text becomes.

import { describe, expect, test } from 'vitest';
import { applyEdits, type Edit } from '../../../server/src/engine/text/edit.ts';
import { createSourceFile } from '../../../server/src/engine/workspace/sourceFile.ts';
import { removePairs } from '../../../server/src/engine/yaml/edits.ts';
import { mapAt, pairsNamed } from '../../../server/src/engine/yaml/lookup.ts';
import { movePair } from '../../../server/src/engine/yaml/move.ts';
import type { YamlMap } from '../../../server/src/engine/yaml/nodes.ts';

function rootOf(text: string): YamlMap {
  const root = createSourceFile('file:///chart/templates/a.yaml', text).documents[0]?.document.root;
  if (root?.type !== 'map') throw new Error('no map');
  return root;
}

/** The text without some keys of the map at a path. */
function without(text: string, path: readonly string[], ...keys: string[]): string {
  const root = rootOf(text);
  const map = path.length === 0 ? root : mapAt(root, ...path);
  return applyEdits(text, removePairs(keys.flatMap((key) => (map ? pairsNamed(map, key) : []))));
}

/** The text with `from.key` moved to the path; undefined when that is refused. */
function moved(
  text: string,
  from: readonly string[],
  key: string,
  path: readonly string[],
): string | undefined {
  const root = rootOf(text);
  const [pair] = pairsNamed((from.length === 0 ? root : mapAt(root, ...from)) ?? root, key);
  const edits = pair && movePair(pair, root, path);
  return edits && applyEdits(text, edits);
}

describe('removePairs', () => {
  test('takes whole lines, and keeps what stands between', () => {
    expect(without('d:\n  a: 1 # one\n  # two\n  b: 2\n  c: 3\n', ['d'], 'a', 'c')).toBe(
      'd:\n  # two\n  b: 2\n',
    );
  });

  test('takes the holder when nothing is left', () => {
    expect(without('x: y\nd:\n  a: 1\n  b: 2\n', ['d'], 'a', 'b')).toBe('x: y\n');
    expect(without('x: y\nd: { a: 1, b: 2 }\n', ['d'], 'a', 'b')).toBe('x: y\n');
  });

  test.each([
    [['a'], '{ b: 2, c: 3, e: 4 }'],
    [['a', 'b'], '{ c: 3, e: 4 }'],
    [['b', 'c'], '{ a: 1, e: 4 }'],
    [['c', 'e'], '{ a: 1, b: 2 }'],
    [['a', 'c', 'e'], '{ b: 2 }'],
    [['b', 'e'], '{ a: 1, c: 3 }'],
  ])('leaves a flow map well formed without %j', (keys, left) => {
    expect(without('d: { a: 1, b: 2, c: 3, e: 4 }\n', ['d'], ...keys)).toBe(`d: ${left}\n`);
  });

  test('keeps the dash of a list item', () => {
    const root = rootOf('l:\n  - a: 1\n    b: 2\n    c: 3\n    d: 4\n');
    const list = pairsNamed(root, 'l')[0]?.value;
    const item = list?.type === 'sequence' ? list.items[0] : undefined;
    if (item?.type !== 'map') throw new Error('no item');
    const text = root.section.text;
    const pairs = (...keys: string[]) => keys.flatMap((key) => pairsNamed(item, key));
    expect(applyEdits(text, removePairs(pairs('a', 'b')))).toBe('l:\n  - c: 3\n    d: 4\n');
    expect(applyEdits(text, removePairs(pairs('a', 'c')))).toBe('l:\n  - b: 2\n    d: 4\n');
  });
});

describe('movePair', () => {
  const path = ['metadata', 'annotations', 'k'];

  test('moves into a map that is there, with its comment and its quotes', () => {
    const text = 'metadata:\n  labels:\n    a: b\n    k: "v" # why\n  annotations:\n    c: d\n  name: n\n';
    expect(moved(text, ['metadata', 'labels'], 'k', path)).toBe(
      'metadata:\n  labels:\n    a: b\n  annotations:\n    c: d\n    k: "v" # why\n  name: n\n',
    );
  });

  test.each([
    [
      'k is the last of labels',
      'metadata:\n  name: n\n  labels:\n    a: b\n    k: v\n',
      'metadata:\n  name: n\n  labels:\n    a: b\n  annotations:\n    k: v\n',
    ],
    [
      'k is all of labels',
      'metadata:\n  name: n\n  labels:\n    k: v\nx: y\n',
      'metadata:\n  name: n\n  annotations:\n    k: v\nx: y\n',
    ],
    [
      'the text has no last line break',
      'metadata:\n  name: n\n  labels:\n    k: v',
      'metadata:\n  name: n\n  annotations:\n    k: v',
    ],
    [
      'lines end in CR LF',
      'metadata:\r\n  name: n\r\n  labels:\r\n    k: v\r\n',
      'metadata:\r\n  name: n\r\n  annotations:\r\n    k: v\r\n',
    ],
    [
      'all is flow',
      'metadata: { name: n, labels: { k: v } }\n',
      'metadata: { name: n, annotations: { k: v } }\n',
    ],
    [
      'annotations is bare',
      'metadata:\n  annotations:\n  labels:\n    k: v\n',
      'metadata:\n  annotations:\n    k: v\n',
    ],
    [
      'annotations is empty',
      'metadata:\n  annotations: {}\n  labels:\n    k: v\n',
      'metadata:\n  annotations: { k: v }\n',
    ],
  ])('puts the new lines in the old place when %s', (_, text, result) => {
    expect(moved(text, ['metadata', 'labels'], 'k', path)).toBe(result);
  });

  test('moves from metadata itself, and from outside', () => {
    expect(moved('metadata:\n  name: n\n  k: v\n', ['metadata'], 'k', path)).toBe(
      'metadata:\n  name: n\n  annotations:\n    k: v\n',
    );
    expect(moved('k: v\nmetadata:\n  name: n\n', [], 'k', path)).toBe(
      'metadata:\n  name: n\n  annotations:\n    k: v\n',
    );
  });

  test.each([
    ['the value goes over several lines', 'metadata:\n  name: n\n  labels:\n    k: >-\n      v\n'],
    ['there is no value', 'metadata:\n  name: n\n  labels:\n    k:\n'],
    ['the path is taken', 'metadata:\n  labels:\n    k: v\n  annotations:\n    k: w\n'],
    [
      'the path may be taken',
      'metadata:\n  labels:\n    k: v\n  annotations:\n    {{- toYaml .x | nindent 4 }}\n',
    ],
    ['nothing would be left of metadata', 'metadata:\n  labels:\n    k: v\n'],
    [
      'it stands under a condition',
      'metadata:\n  name: n\n  labels:\n    a: b\n    {{- if .x }}\n    k: v\n    {{- end }}\n',
    ],
  ])('refuses when %s', (_, text) => {
    expect(moved(text, ['metadata', 'labels'], 'k', path)).toBeUndefined();
  });

  describe('to another document', () => {
    const across = (text: string) => {
      const file = createSourceFile('file:///chart/templates/a.yaml', text);
      const [from, to] = file.documents.map(({ document }) => document);
      const [pair] = from?.root?.type === 'map' ? pairsNamed(from.root, 'k') : [];
      const edits = pair && to?.root?.type === 'map' ? movePair(pair, to.root, path) : undefined;
      return (
        edits &&
        applyEdits(
          text,
          edits.map((edit): Edit => {
            const start = edit.section === from ? 0 : (file.documents[1]?.start ?? 0);
            const span = { start: edit.span.start + start, end: edit.span.end + start };
            return { uri: '', span, newText: edit.newText };
          }),
        )
      );
    };

    test('takes the pair there', () => {
      expect(across('a: b\nk: v\n---\nmetadata:\n  name: n\n')).toBe(
        'a: b\n---\nmetadata:\n  name: n\n  annotations:\n    k: v\n',
      );
    });

    test('not out of a loop, where the value means something else', () => {
      const loop = (value: string) =>
        `{{- range .x }}\na: b\nk: ${value}\n---\n{{- end }}\nmetadata:\n  name: n\n`;
      expect(across(loop('{{ .name }}'))).toBeUndefined();
      expect(across(loop('v'))).toContain('annotations:\n    k: v\n');
    });
  });
});
