import { expect, test } from 'vitest';
import { resourcesOf } from '../../../server/src/engine/kubernetes/resource.ts';
import { secretReferencesOf } from '../../../server/src/engine/kubernetes/secretReferences.ts';
import { createSourceFile } from '../../../server/src/engine/workspace/sourceFile.ts';

function referencesIn(text: string): readonly string[] {
  return createSourceFile('file:///a.yaml', text)
    .documents.flatMap(({ document }) => resourcesOf(document))
    .flatMap((resource) => [...secretReferencesOf(resource)])
    .map(({ name, via }) => `${via.is} ${name.text}`);
}

test.each([
  [
    'monitoring.coreos.com/v1',
    'ServiceMonitor',
    '{ endpoints: [{ bearerTokenSecret: { name: a, key: token } }] }',
  ],
  [
    'monitoring.coreos.com/v1',
    'ServiceMonitor',
    '{ endpoints: [{ authorization: { credentials: { name: a, key: token } } }] }',
  ],
  ['monitoring.coreos.com/v1', 'Prometheus', '{ secrets: [a] }'],
  [
    'keda.sh/v1alpha1',
    'TriggerAuthentication',
    '{ secretTargetRef: [{ parameter: p, name: a, key: token }] }',
  ],
  ['kustomize.toolkit.fluxcd.io/v1', 'Kustomization', '{ kubeConfig: { secretRef: { name: a } } }'],
  [
    'cert-manager.io/v1',
    'Issuer',
    '{ vault: { auth: { kubernetes: { secretRef: { name: a, key: token } } } } }',
  ],
])('%s %s names a Secret', (apiVersion, kind, spec) => {
  expect(referencesIn(`apiVersion: ${apiVersion}\nkind: ${kind}\nspec: ${spec}\n`)).toEqual([
    'custom-resource a',
  ]);
});

test.each([
  ['what only shares the key', '{ credentials: { name: a } }'],
  ['credentials that are a word', '{ credentials: a }'],
])('%s is no Secret', (_, spec) => {
  expect(referencesIn(`apiVersion: example.com/v1\nkind: App\nspec: ${spec}\n`)).toEqual([]);
});

test('an annotation of cert-manager names one behind its namespace', () => {
  const webhook = (value: string) =>
    `apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: { annotations: { cert-manager.io/inject-ca-from-secret: ${value} } }\n`;
  expect(referencesIn(webhook('system/a'))).toEqual(['annotation a']);
  expect(referencesIn(webhook('a'))).toEqual([]);
});
