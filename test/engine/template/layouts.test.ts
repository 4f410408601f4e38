// Forms in which charts write YAML with actions in it. The expected key paths were compared with what Go renders.

import { describe, expect, test } from 'vitest';
import { alternatives } from '../../../server/src/engine/template/alternatives.ts';
import { readTemplate } from '../../../server/src/engine/template/readTemplate.ts';
import { documentAt, documentSpans, keyPaths } from './documents.ts';
import layouts from './fixtures/layouts.json' with { type: 'json' };

describe.each([
  ['LF', '\n'],
  ['CRLF', '\r\n'],
])('with %s line ends', (_, lineBreak) => {
  test.each(layouts)('$id: $note', ({ template, mode, paths }) => {
    const text = template.replace(/\r?\n/g, lineBreak);
    const read = readTemplate(text);
    expect(read.masked).toHaveLength(text.length);

    const documents = documentSpans(read).flatMap((span) => {
      const maskings =
        mode === 'super' ? [read.masked.slice(span.start, span.end)] : [...alternatives(read, span)];
      return maskings.map((masked) => documentAt(read, text, span, masked));
    });
    expect(documents.flatMap(({ problems }) => problems)).toEqual([]);
    const found = new Set(documents.flatMap(({ root }) => keyPaths(root)));
    expect([...found].sort()).toEqual([...paths].sort());
  });
});

test('the fixture shows both ways of reading', () => {
  expect(new Set(layouts.map(({ mode }) => mode))).toEqual(new Set(['super', 'variant']));
  expect(layouts).toHaveLength(45);
});
