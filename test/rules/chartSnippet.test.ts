// The usual way to declare a token Secret in a chart, as it is found in many an article, and what all rules together say
// of it: each mistake once, and after the safe fixes nothing of the conditions is left to say.

import { expect, test } from 'vitest';
import { createLineIndex, createLinter, fixFile } from '../../server/src/engine/index.ts';
import { rules } from '../../server/src/rules/index.generated.ts';

const uri = 'file:///chart/templates/serviceaccount.yaml';

const template = `apiVersion: v1
kind: ServiceAccount
metadata:
  name: robot
---
{{- if semverCompare ">=1.24" .Capabilities.KubeVersion.GitVersion -}}
apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata:
  name: robot-token
  annotations:
    kubernetes.io/service-account.name: "robot"
{{- end -}}
`;

function findings(text: string) {
  const linter = createLinter({ rules });
  linter.setFile(uri, text);
  const lines = createLineIndex(text);
  return (linter.check(uri)?.findings ?? []).map(
    ({ rule, location }) => `${lines.positionAt(location.span.start).line + 1} ${rule}`,
  );
}

test('every mistake is found once', () => {
  expect(findings(template)).toEqual([
    '6 gate-excludes-provider-builds',
    '6 gate-git-version',
    '6 glued-separator',
    '9 long-lived-token-secret',
  ]);
});

test('safe fixes leave a condition that works on all builds, and a separator', () => {
  const linter = createLinter({ rules });
  linter.setFile(uri, template);
  const { text, applied } = fixFile(linter, uri, 'safe');
  expect(applied).toBe(3);
  expect(text.split('\n').slice(4, 7)).toEqual([
    '---',
    '{{- if semverCompare ">=1.24-0" .Capabilities.KubeVersion.Version }}',
    'apiVersion: v1',
  ]);
  expect(findings(text)).toEqual(['9 long-lived-token-secret']);
});
