// The story this project starts from, told end to end with all rules: a misspelled annotation; a token Secret under a
// gate of the old spelling, for a ServiceAccount that is not there; a mounted Secret behind a tab. Each is found at its
// characters, each fix removes what it was offered for, and fixing all comes to rest.

import { describe, expect, test } from 'vitest';
import { applyEdits, createLinter, type Finding, fixFile } from '../server/src/engine/index.ts';
import { rules } from '../server/src/rules/index.generated.ts';

const misspelled = `apiVersion: v1
kind: ServiceAccount
metadata:
  name: example-sa
---
apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata:
  name: example-sa-token
  annotations:
    kubernetes.io/sevice-account.name: "example-sa"
`;

const mounted = `apiVersion: v1
kind: Pod
metadata:
  name: example
spec:
  containers:
  - name: example
    image: nginx
    volumeMounts:
    - mountPath: /var/run/secrets/token
      name: token
      readOnly: true
  volumes:
  - name: token
    secret:
    \tdefaultMode: 420
    \tsecretName: example-sa-token`;

const gated = `apiVersion: v1
kind: ServiceAccount
metadata:
  name: example-sa
---
{{- if semverCompare ">=1.24-0" .Capabilities.KubeVersion.GitVersion -}}
apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata:
  name: example-sa-token
  annotations:
    kubernetes.io/service-account.name: "example-ca"
{{- end -}}
`;

const stories: readonly [
  name: string,
  uri: string,
  text: string,
  found: readonly [rule: string, marked: string][],
][] = [
  [
    'the misspelled annotation',
    'file:///story/secret.yaml',
    misspelled,
    [
      ['long-lived-token-secret', 'kubernetes.io/service-account-token'],
      ['misspelled-key', 'kubernetes.io/sevice-account.name'],
    ],
  ],
  [
    'the mounted Secret behind a tab',
    'file:///story/pod.yaml',
    mounted,
    [
      ['unreadable-yaml', '\t'],
      ['unreadable-yaml', '\t'],
      ['token-secret-volume', 'example-sa-token'],
    ],
  ],
  [
    'the gate',
    'file:///story/chart/templates/secret.yaml',
    gated,
    [
      ['glued-separator', '-}}'],
      ['gate-git-version', 'GitVersion'],
      ['unknown-service-account', '"example-ca"'],
      ['long-lived-token-secret', 'kubernetes.io/service-account-token'],
    ],
  ],
];

describe.each(stories)('%s', (_, uri, text, wanted) => {
  const linter = createLinter({ rules });
  const check = (now: string): readonly Finding[] => {
    linter.setFile(uri, now);
    return linter.check(uri)?.findings ?? [];
  };
  const shown = (findings: readonly Finding[], now: string) =>
    findings.map(({ rule, location: { span } }) => [rule, now.slice(span.start, span.end)]);

  test('is found at its characters', () => {
    const found = shown(check(text), text);
    for (const one of wanted) expect(found.map(([rule, marked]) => [rule, marked])).toContainEqual(one);
    expect(found.map(([rule]) => rule).sort()).toEqual(wanted.map(([rule]) => rule).sort());
  });

  test('is gone after each fix that was offered for it', () => {
    for (const finding of check(text)) {
      for (const fix of finding.fixes) {
        const fixed = applyEdits(text, fix.edits);
        const left = check(fixed).filter(({ rule }) => rule === finding.rule).length;
        const before = check(text).filter(({ rule }) => rule === finding.rule).length;
        expect(left, `${fix.title}\n${fixed}`).toBeLessThan(before);
      }
    }
  });

  test('comes to rest when all is fixed', () => {
    for (const safety of ['safe', 'all'] as const) {
      check(text);
      const once = fixFile(linter, uri, safety).text;
      check(once);
      const twice = fixFile(linter, uri, safety);
      expect(twice).toEqual({ text: once, applied: 0 });
      const fixable = check(once).filter(({ fixes }) =>
        fixes.some((fix) => safety === 'all' || fix.safety === 'safe'),
      );
      expect(fixable).toEqual([]);
      expect(check(once).filter(({ rule }) => rule === 'unreadable-yaml')).toEqual([]);
    }
  });
});
