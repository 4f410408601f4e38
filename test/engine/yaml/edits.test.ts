import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../server/src/engine/index.ts';
import type { SectionEdit } from '../../../server/src/engine/text/section.ts';
import { createSourceFile } from '../../../server/src/engine/workspace/sourceFile.ts';
import {
  appendItem,
  insertPair,
  removeItem,
  removePair,
  renameKey,
  setAt,
  setScalar,
} from '../../../server/src/engine/yaml/edits.ts';
import { lookup, mapAt, pairsNamed, sequencesAt } from '../../../server/src/engine/yaml/lookup.ts';
import type { YamlMap } from '../../../server/src/engine/yaml/nodes.ts';

/** The text after an edit made from its root map. */
function edited(
  text: string,
  make: (root: YamlMap) => SectionEdit | undefined,
  uri = 'file:///x.yaml',
): string | undefined {
  const root = createSourceFile(uri, text).documents[0]?.document.root;
  if (root?.type !== 'map') throw new Error('no map');
  const edit = make(root);
  return edit && applyEdits(text, [edit]);
}

function pair(map: YamlMap, key: string) {
  const [found] = pairsNamed(map, key);
  if (!found) throw new Error(`no ${key}`);
  return found;
}

function at(map: YamlMap, ...path: string[]): YamlMap {
  const found = mapAt(map, ...path);
  if (!found) throw new Error(`no map at ${path.join('.')}`);
  return found;
}

function list(map: YamlMap, ...path: string[]) {
  const [found] = sequencesAt(map, ...path);
  if (!found) throw new Error(`no list at ${path.join('.')}`);
  return found;
}

describe('setting a scalar', () => {
  test.each([
    ['a: b # c\n', 'a: x # c\n'],
    ["a: 'b'\n", "a: 'x'\n"],
    ['a: "b"\n', 'a: "x"\n'],
    ['a: &k b\n', 'a: &k x\n'],
    ['{ a: b }\n', '{ a: x }\n'],
  ])('keeps quotes, comments and anchors: %j', (text, wanted) => {
    expect(
      edited(text, (root) => {
        const found = lookup(root, 'a');
        return found.is === 'written' && found.node.type === 'scalar'
          ? setScalar(found.node, 'x')
          : undefined;
      }),
    ).toBe(wanted);
  });
});

test('a string that would be read as something else is quoted', () => {
  for (const value of ['yes', '1', '0x1', 'null', '', 'a: b', '- a', '#x', 'y', 'trailing ']) {
    const text = edited('a: b\n', (root) => insertPair(root, 'c', value)) ?? '';
    const root = createSourceFile('file:///x.yaml', text).documents[0]?.document.root;
    const found = root?.type === 'map' ? lookup(root, 'c') : undefined;
    expect(found?.is === 'written' && found.node.type === 'scalar' && found.node.value, text).toBe(value);
  }
});

test('renaming keeps the quotes of a key', () => {
  expect(edited('{"a": 1}', (root) => renameKey(pair(root, 'a'), 'b'))).toBe('{"b": 1}');
  expect(edited("'a': 1\n", (root) => renameKey(pair(root, 'a'), 'b'))).toBe("'b': 1\n");
});

describe('removing', () => {
  test.each([
    ['a: 1\nb: 2 # two\nc: 3\n', 'a: 1\nc: 3\n'],
    ['a: 1\nb:\n  x: 1\n  # inside\n  y: 2\nc: 3\n', 'a: 1\nc: 3\n'],
    ['a: 1\nb: 2', 'a: 1'],
    ['a: 1\r\nb: 2\r\nc: 3\r\n', 'a: 1\r\nc: 3\r\n'],
    ['b: 2\nc: 3\n', 'c: 3\n'],
    ['b: |\n  one\n  two\nc: 3\n', 'c: 3\n'],
    ['{ a: 1, b: 2, c: 3 }', '{ a: 1, c: 3 }'],
    ['{ a: 1, b: 2 }', '{ a: 1 }'],
    ['{ b: 2, c: 3 }', '{ c: 3 }'],
  ])('a pair takes its lines with it: %j', (text, wanted) => {
    expect(edited(text, (root) => removePair(pair(root, 'b')))).toBe(wanted);
  });

  test('the last pair of a map takes the map with it', () => {
    expect(edited('a:\n  b:\n    c: 1\nd: 2\n', (root) => removePair(pair(at(root, 'a', 'b'), 'c')))).toBe(
      'd: 2\n',
    );
  });

  test('the first pair of a list item leaves the dash to the second', () => {
    expect(
      edited('a:\n  - b: 1\n    c: 2\n', (root) => {
        const [item] = list(root, 'a').items;
        return item?.type === 'map' ? removePair(pair(item, 'b')) : undefined;
      }),
    ).toBe('a:\n  - c: 2\n');
  });

  test.each([
    ['a:\n  - x\n  - b: 1\n    c: 2\n  - z\n', 'a:\n  - x\n  - z\n'],
    ['a:\n- x\n- y # why\n- z\n', 'a:\n- x\n- z\n'],
    ['a: [x, y, z]\n', 'a: [x, z]\n'],
  ])('an item takes its dash with it: %j', (text, wanted) => {
    expect(
      edited(text, (root) => {
        const items = list(root, 'a');
        const [, second] = items.items;
        return second && removeItem(items, second);
      }),
    ).toBe(wanted);
  });
});

describe('inserting', () => {
  test.each([
    ['a: 1\nm:\n    x: 1\nz: 2\n', 'a: 1\nm:\n    x: 1\n    k:\n        p: v\nz: 2\n'],
    ['m:\n  x: 1 # one\n', 'm:\n  x: 1 # one\n  k:\n    p: v\n'],
    ['m: { x: 1 }\n', 'm: { x: 1, k: { p: v } }\n'],
    ['m: {}\n', 'm: { k: { p: v } }\n'],
    ['m:\r\n  x: 1\r\n', 'm:\r\n  x: 1\r\n  k:\r\n    p: v\r\n'],
    ['m:\n  x: |\n    text\n', 'm:\n  x: |\n    text\n  k:\n    p: v\n'],
    ['{"m": {"x": 1}}', '{"m": {"x": 1, "k": {"p": "v"}}}'],
  ])('a pair writes as the document does: %j', (text, wanted) => {
    expect(edited(text, (root) => insertPair(at(root, 'm'), 'k', { p: 'v' }))).toBe(wanted);
  });

  test('JSON that stands one entry a line goes on so', () => {
    expect(edited('{\n  "m": {\n    "x": 1\n  }\n}\n', (root) => insertPair(at(root, 'm'), 'k', 'v'))).toBe(
      '{\n  "m": {\n    "x": 1,\n    "k": "v"\n  }\n}\n',
    );
  });

  test.each([
    ['a:\n- x: 1\n', 'a:\n- x: 1\n- p: v\n  l:\n  - 1\n'],
    ['a:\n  - x: 1\n', 'a:\n  - x: 1\n  - p: v\n    l:\n      - 1\n'],
    ['a: [{ x: 1 }]\n', 'a: [{ x: 1 }, { p: v, l: [1] }]\n'],
  ])('an item writes as the list does: %j', (text, wanted) => {
    expect(edited(text, (root) => appendItem(list(root, 'a'), { p: 'v', l: [1] }))).toBe(wanted);
  });

  test.each([
    ['metadata:\n  name: x\n', 'metadata:\n  name: x\n  annotations:\n    k: v\n'],
    ['metadata:\n  name: x\n  annotations:\n', 'metadata:\n  name: x\n  annotations:\n    k: v\n'],
    ['metadata:\n  annotations: {}\n', 'metadata:\n  annotations: { k: v }\n'],
    ['kind: X\n', 'kind: X\nmetadata:\n  annotations:\n    k: v\n'],
  ])('a path brings the keys that are missing: %j', (text, wanted) => {
    expect(edited(text, (root) => setAt(root, ['metadata', 'annotations', 'k'], 'v'))).toBe(wanted);
  });
});

describe('in a template', () => {
  const uri = 'file:///c/templates/x.yaml';

  test('a pair goes behind the condition that ends a map, not into it', () => {
    const text = 'm:\n  a: 1\n  {{- if .Values.b }}\n  b: 2\n  {{- end }}\nz: 1\n';
    expect(edited(text, (root) => insertPair(at(root, 'm'), 'k', 'v'), uri)).toBe(
      'm:\n  a: 1\n  k: v\n  {{- if .Values.b }}\n  b: 2\n  {{- end }}\nz: 1\n',
    );
  });

  test('a pair goes behind the lines that an action writes into the last value', () => {
    const text = 'm:\n  labels:\n    a: b\n    {{- include "x" . | nindent 4 }}\nz: 1\n';
    expect(edited(text, (root) => insertPair(at(root, 'm'), 'k', 'v'), uri)).toBe(
      'm:\n  labels:\n    a: b\n    {{- include "x" . | nindent 4 }}\n  k: v\nz: 1\n',
    );
  });

  test('a value whose last lines stand in a condition is left whole', () => {
    const text = 'm:\n  labels:\n    a: b\n    {{- if .Values.c }}\n    c: d\n    {{- end }}\nz: 1\n';
    expect(edited(text, (root) => insertPair(at(root, 'm'), 'k', 'v'), uri)).toBe(
      'm:\n  labels:\n    a: b\n    {{- if .Values.c }}\n    c: d\n    {{- end }}\n  k: v\nz: 1\n',
    );
  });
});
