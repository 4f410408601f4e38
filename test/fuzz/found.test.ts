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

const tokenSecret = `apiVersion: v1
kind: ServiceAccount
metadata:
  name: r
---
apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata:
  name: r
  annotations:
`;

const mountingPod = `apiVersion: v1
kind: Pod
metadata:
  name: example
spec:
  containers:
    - name: app
      volumeMounts: [{ name: api, mountPath: /var/run/secrets/kubernetes.io/serviceaccount }]
  volumes:
    - name: api
      projected:
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
  ['a value that is nothing but a tag', `${tokenSecret}    kubernetes.io/service-account.name: !`],
  ['a value that is nothing but an anchor', `${tokenSecret}    kubernetes.io/service-account.name: &a`],
  [
    'brackets that an action closes in',
    `${mountingPod}        sources: [{ serviceAccountToken: { path: token } }, { {{/*downwardAPI: { } }]\n`,
  ],
  [
    'brackets that are never closed',
    `${mountingPod}        sources: [{ serviceAccountToken: { path: token } }\n`,
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
