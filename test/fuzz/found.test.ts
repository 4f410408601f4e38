// What fuzzing has found so far, made small: every text on which a law did not hold.

import { expect, test } from 'vitest';
import { fixFile } from '../../server/src/engine/index.ts';
import { brokenLaws, linterWith } from './laws.ts';

const brokenPod = `kind: Deployment
apiVersion: apps/v1
spec:
  template: spec: containers:
      - image: e: s
  volumes:
        - name: n
          projected: sources:
          - serviceAccountToken:
             nds:
`;

test.each([
  ['a tab behind a byte order mark', '\ufeff\tapiVersion: v1\n\tkind: Pod\n'],
  [
    'a tab where a block goes on, in the middle of a line',
    '"kind": CronJob    spec:    a: b    labels:\t      c: ""\tspec:\t  d: [{}]',
  ],
  ['lines put into a document that cannot be read', brokenPod],
  [
    'tabs beside deep lines',
    `kind: Pod\nspec:\n${' '.repeat(40)}a: b\n\tc:\n\t\td: e\n \t \t - [\n\t\t\tx: }\n`,
  ],
])('%s', (_, text) => {
  const file = { uri: 'file:///a.yaml', text };
  expect(brokenLaws(linterWith([]), [file], file)).toEqual([]);
});

test('a tab becomes a few spaces, however far a broken document is indented', () => {
  const tabs = '\t'.repeat(30);
  const text = `kind: Pod\nspec:\n${' '.repeat(500)}a: b\n${tabs}c:\n${tabs}d: ]\n${tabs}e: [\n`;
  const linter = linterWith([{ uri: 'file:///a.yaml', text }]);
  expect(fixFile(linter, 'file:///a.yaml', 'all').text.length).toBeLessThan(
    text.length + 8 * 3 * tabs.length,
  );
});
