import { expect, test } from 'vitest';
import { createSourceFile } from '../../../server/src/engine/workspace/sourceFile.ts';
import { renderTogether } from '../../../server/src/engine/yaml/conditions.ts';
import { pairsNamed } from '../../../server/src/engine/yaml/lookup.ts';

const template = `always: 1
{{- if .Values.a }}
first: 1
{{- if .Values.b }}
inner: 1
{{- end }}
{{- else }}
second: 1
{{- end }}
{{- if .Values.a }}
again: 1
{{- end }}
`;

function pair(name: string) {
  const root = createSourceFile('file:///chart/templates/a.yaml', template).documents[0]?.document.root;
  const found = root?.type === 'map' ? pairsNamed(root, name)[0] : undefined;
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}

const root = pair('always').parent;
const inOneTree = (name: string) => pairsNamed(root, name)[0] ?? pair(name);

test.each([
  ['always', 'first', true],
  ['first', 'always', true],
  ['first', 'inner', true],
  ['always', 'inner', true],
  ['first', 'second', false],
  ['inner', 'second', false],
  // The conditions are equal, but nobody compares conditions.
  ['first', 'again', false],
])('%s and %s: %s', (a, b, together) => {
  expect(renderTogether(inOneTree(a), inOneTree(b))).toBe(together);
});

test('things of two documents are not compared', () => {
  expect(renderTogether(pair('always'), pair('always'))).toBe(false);
});
