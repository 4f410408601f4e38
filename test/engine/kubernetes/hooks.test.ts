import { expect, test } from 'vitest';
import { hooksOf, mayBeHook } from '../../../server/src/engine/kubernetes/hooks.ts';
import { resourcesOf } from '../../../server/src/engine/kubernetes/resource.ts';
import { createSourceFile } from '../../../server/src/engine/workspace/sourceFile.ts';

function accountWith(...annotations: readonly string[]) {
  const lines = annotations.map((line) => `    ${line}\n`).join('');
  const text = `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  annotations:\n    other: x\n${lines}`;
  const [document] = createSourceFile('file:///chart/templates/a.yaml', text).documents;
  const [resource] = document ? resourcesOf(document.document) : [];
  if (!resource) throw new Error('this is no resource');
  return resource;
}

test.each([
  ['no hook', [], []],
  ['the policy taken for granted', ['helm.sh/hook: pre-upgrade'], ['Helm pre-upgrade recreated']],
  ['the first that recurs', ['helm.sh/hook: "pre-install , test"'], ['Helm test recreated']],
  ['an installation alone', ['helm.sh/hook: pre-install'], ['Helm undefined recreated']],
  [
    'a policy that keeps it',
    ['helm.sh/hook: post-rollback', 'helm.sh/hook-delete-policy: hook-failed'],
    ['Helm post-rollback kept'],
  ],
  [
    'a policy that takes it away',
    ['helm.sh/hook: pre-upgrade', 'helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded'],
    ['Helm pre-upgrade deleted'],
  ],
  [
    'a policy that a template decides',
    ['helm.sh/hook: pre-upgrade', 'helm.sh/hook-delete-policy: {{ .Values.policy }}'],
    ['Helm pre-upgrade kept'],
  ],
  [
    'a policy that a template may add',
    ['helm.sh/hook: pre-upgrade', '{{- toYaml .Values.annotations | nindent 4 }}'],
    ['Helm pre-upgrade kept'],
  ],
  ['Argo CD', ['argocd.argoproj.io/hook: PostSync'], ['Argo CD PostSync recreated']],
  ['a failure alone', ['argocd.argoproj.io/hook: SyncFail'], ['Argo CD undefined recreated']],
  ['a value that a template decides', ['helm.sh/hook: {{ .Values.hook }}'], []],
  ['what is no text', ['helm.sh/hook: 1'], ['Helm undefined recreated']],
])('%s', (_, annotations, hooks) => {
  const found = hooksOf(accountWith(...annotations));
  expect(found.map(({ tool, recurring, fate }) => `${tool} ${recurring} ${fate}`)).toEqual(hooks);
});

test.each([
  ['helm.sh/hook: pre-install', true],
  ['argocd.argoproj.io/hook: {{ .Values.hook }}', true],
  ['{{- toYaml .Values.annotations | nindent 4 }}', true],
  ['helm.sh/hook-weight: "1"', false],
])('with %s it may be a hook: %s', (annotation, may) => expect(mayBeHook(accountWith(annotation))).toBe(may));
