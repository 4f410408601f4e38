// Which corrections of a key change nothing that works today.

import { expect, test } from 'vitest';
import { createLinter } from '../../server/src/engine/index.ts';
import rule from '../../server/src/rules/misspelled-key/rule.ts';

const pod = `
apiVersion: v1
kind: Pod
metadata:
  name: example
  labels: { app.kubernets.io/name: example }
`;
const service = `
apiVersion: v1
kind: Service
metadata: { name: example }
spec: { selector: { app.kubernets.io/name: example } }
`;

function safetiesIn(files: Readonly<Record<string, string>>, path: string) {
  const linter = createLinter({ rules: [rule] });
  for (const [name, text] of Object.entries(files)) linter.setFile(`file:///w/${name}`, text);
  const findings = linter.check(`file:///w/${path}`)?.findings ?? [];
  return findings.flatMap(({ fixes }) => fixes.map(({ safety }) => safety));
}

test('a label that nothing selects by is corrected safely', () => {
  expect(safetiesIn({ 'pod.yaml': pod }, 'pod.yaml')).toEqual(['safe']);
});

test('a label that another file of the folder selects by is not, nor is the selector', () => {
  const files = { 'pod.yaml': pod, 'service.yaml': service };
  expect(safetiesIn(files, 'pod.yaml')).toEqual(['unsafe']);
  expect(safetiesIn(files, 'service.yaml')).toEqual(['unsafe']);
});

test('a selector in another folder is none of its business', () => {
  expect(safetiesIn({ 'pod.yaml': pod, 'other/service.yaml': service }, 'pod.yaml')).toEqual(['safe']);
});

test('the safety of a label follows its selector as that is typed', () => {
  const linter = createLinter({ rules: [rule] });
  const safety = () => linter.check('file:///w/pod.yaml')?.findings[0]?.fixes[0]?.safety;
  linter.setFile('file:///w/pod.yaml', pod);
  expect(safety()).toBe('safe');
  linter.setFile('file:///w/service.yaml', service);
  expect(safety()).toBe('unsafe');
  linter.setFile('file:///w/service.yaml', service.replace('kubernets', 'kubernetes'));
  expect(safety()).toBe('safe');
});

test('annotations, keys of nodes and taints are corrected safely', () => {
  const text = `
apiVersion: v1
kind: Pod
metadata:
  annotations: { kubernetes.io/service-account-name: builder }
spec:
  nodeSelector: { kubernetes.io/hostnme: a }
  tolerations: [{ key: node-rloe.kubernetes.io/control-plane }]
`;
  expect(safetiesIn({ 'a.yaml': text }, 'a.yaml')).toEqual(['safe', 'safe', 'safe']);
});

test('what becomes part of selectors elsewhere is not', () => {
  const common = 'commonLabels: { app.kubernets.io/name: example }';
  expect(safetiesIn({ 'kustomization.yaml': common }, 'kustomization.yaml')).toEqual(['unsafe']);
  const helper = '{{ define "app.labels" }}\napp.kubernets.io/name: example\n{{ end }}';
  expect(safetiesIn({ 'c/templates/_helpers.tpl': helper }, 'c/templates/_helpers.tpl')).toEqual(['unsafe']);
});

test('of two keys that could be meant the reader chooses', () => {
  const text = 'metadata: { annotations: { autoscaling.knative.dev/minscale: "1" } }';
  const linter = createLinter({ rules: [rule] });
  linter.setFile('file:///w/a.yaml', text);
  const [finding] = linter.check('file:///w/a.yaml')?.findings ?? [];
  expect(finding?.fixes.map(({ title, safety }) => [title, safety])).toEqual([
    ['Correct to `autoscaling.knative.dev/min-scale`', 'unsafe'],
    ['Correct to `autoscaling.knative.dev/minScale`', 'unsafe'],
  ]);
});
