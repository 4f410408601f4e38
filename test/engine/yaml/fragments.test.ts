import { describe, expect, test } from 'vitest';
import { createSourceFile } from '../../../server/src/engine/workspace/sourceFile.ts';
import {
  definitionFragments,
  type Fragment,
  fragmentsIn,
} from '../../../server/src/engine/yaml/fragments.ts';
import { pairsOf, resolved } from '../../../server/src/engine/yaml/lookup.ts';
import type { YamlScalar } from '../../../server/src/engine/yaml/nodes.ts';

function documentOf(text: string) {
  const [placed] = createSourceFile('file:///c/templates/_a.tpl', text).documents;
  if (!placed) throw new Error('no document');
  return placed.document;
}

/** The keys at the root of each fragment, read from the text around it. */
function keysIn(text: string, fragments: readonly Fragment[]) {
  return fragments.map(({ document, start }) => {
    const root = resolved(document.root);
    const pairs = root?.type === 'map' ? pairsOf(root) : [];
    return pairs.map(({ key }) => text.slice(start + key.span.start, start + key.span.end));
  });
}

describe('definitionFragments', () => {
  test('finds named templates and where they stand', () => {
    const text =
      '{{- define "a" -}}\nb: {{ .x }}\n{{ include "y" . }}\n{{- end }}\n{{ block "c" . }}d: e{{ end }}\n';
    const fragments = definitionFragments(documentOf(text));
    expect(fragments.map(({ name }) => name)).toEqual(['a', 'c']);
    expect(keysIn(text, fragments)).toEqual([['b'], ['d']]);
  });

  test('parts the documents of one template', () => {
    const text = '{{ define "a" }}\nb: c\n---\nd: e\n{{ end }}';
    expect(keysIn(text, definitionFragments(documentOf(text)))).toEqual([['b'], ['d']]);
  });

  test('finds nothing where nothing is defined', () => {
    expect(definitionFragments(documentOf('a: {{ .x }}\nb: define\n'))).toEqual([]);
    expect(definitionFragments(documentOf('{{ define }}a: b{{ end }}{{ define "c" }}'))).toHaveLength(1);
  });
});

describe('fragmentsIn', () => {
  function scalarIn(text: string): YamlScalar {
    const root = resolved(documentOf(text).root);
    const value = root?.type === 'map' ? resolved(root.pairs[0]?.value) : undefined;
    if (value?.type !== 'scalar') throw new Error('no scalar');
    return value;
  }

  test.each([
    ['a literal block', 'a: |-\n  b: c\n  d: e\nf: g\n', [['b', 'd']]],
    ['a block with a comment and documents', 'a: |2- # note\n  b: c\n  ---\n  d: e\n', [['b'], ['d']]],
    ['single quotes', `a: '{ "b": c }'`, [['"b"']]],
  ])('reads %s', (_, text, keys) => {
    expect(keysIn(text, fragmentsIn(scalarIn(text)))).toEqual(keys);
  });

  test.each([
    ['plain text', 'a: b'],
    ['escapes', String.raw`a: "{ b: \"c\" }"`],
    ['doubled quotes', "a: '{ b: ''c'' }'"],
    ['actions', 'a: |\n  b: {{ .x }}\n'],
    ['an empty block', 'a: |\n'],
  ])('reads nothing of %s', (_, text) => {
    expect(keysIn(text, fragmentsIn(scalarIn(text))).flat()).toEqual([]);
  });
});
