import { expect, test } from 'vitest';
import { applyEdits } from '../../../server/src/engine/index.ts';
import { moveDocument } from '../../../server/src/engine/workspace/moveDocument.ts';
import { createSourceFile } from '../../../server/src/engine/workspace/sourceFile.ts';

/** The text once the document that says `kind: B` stands above the one that says `kind: A`. */
function moved(text: string): string | undefined {
  const file = createSourceFile('file:///a.yaml', text);
  const saying = (kind: string) =>
    file.documents.find(({ document }) => document.text.includes(`kind: ${kind}`))?.document;
  const [a, b] = [saying('A'), saying('B')];
  if (!a || !b) throw new Error('a document is missing');
  const edits = moveDocument(file, b, a);
  return (
    edits &&
    applyEdits(
      text,
      edits.map(({ span, newText }) => ({ uri: file.uri, span, newText })),
    )
  );
}

test.each([
  ['the first document', 'kind: A\n---\nkind: B\n', 'kind: B\n---\nkind: A\n'],
  ['a last line without a break', 'kind: A\n---\nkind: B', 'kind: B\n---\nkind: A\n'],
  ['a separator in front', '---\nkind: A\n---\nkind: B\n', '---\nkind: B\n---\nkind: A\n'],
  ['what follows', 'kind: A\n---\nkind: B\n---\nkind: C\n', 'kind: B\n---\nkind: A\n---\nkind: C\n'],
  ['what stands between', 'kind: A\n---\nkind: C\n---\nkind: B\n', 'kind: B\n---\nkind: A\n---\nkind: C\n'],
  ['a separator with a comment', 'kind: A\n--- # b\nkind: B\n', '--- # b\nkind: B\n---\nkind: A\n'],
  ['a header', '# all\n\n# a\nkind: A\n---\n# b\nkind: B\n', '# all\n\n# b\nkind: B\n---\n# a\nkind: A\n'],
  ['a header of its own', '# all\n---\nkind: A\n---\nkind: B\n', '# all\n---\nkind: B\n---\nkind: A\n'],
])('it goes above: %s', (_, before, after) => {
  expect(moved(before)).toBe(after);
  expect(moved(before.replaceAll('\n', '\r\n'))).toBe(after.replaceAll('\n', '\r\n'));
});

test.each([
  ['a comment behind the one above', 'kind: C\n# of a\n---\nkind: A\n---\nkind: B\n'],
  ['a comment before it', 'kind: A\n# of b\n---\nkind: B\n'],
  ['a comment behind it', 'kind: A\n---\nkind: B\n\n# of c\n---\nkind: C\n'],
  ['the wrong direction', 'kind: B\n---\nkind: A\n'],
  ['more than one object', 'kind: A\n---\nkind: List\nitems: [{ kind: B }, { kind: C }]\n'],
  ['an end mark', 'kind: A\n...\n---\nkind: B\n'],
  ['a directive', '%YAML 1.1\n---\nkind: A\n---\nkind: B\n'],
  ['a byte order mark', '\uFEFFkind: A\n---\nkind: B\n'],
  ['a suppression of many lines', '# bound-tokens-disable x\n\nkind: A\n---\nkind: B\n'],
  ['a template', 'kind: A\nname: {{ .Values.a }}\n---\nkind: B\n'],
  ['what cannot be read', 'kind: A\n---\nkind: B\na: "\n'],
])('it stays: %s', (_, text) => expect(moved(text)).toBeUndefined());
