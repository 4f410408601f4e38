import { describe, expect, test } from 'vitest';
import { resourcesOf } from '../../../server/src/engine/kubernetes/resource.ts';
import { serviceAccountReferencesOf } from '../../../server/src/engine/kubernetes/serviceAccountReferences.ts';
import { createSourceFile } from '../../../server/src/engine/workspace/sourceFile.ts';

/** What a text refers to: `via name`, or `via namespace/name`. */
function referencesIn(text: string): readonly string[] {
  return createSourceFile('file:///chart/templates/a.yaml', text)
    .documents.flatMap(({ document }) => resourcesOf(document))
    .flatMap((resource) => [...serviceAccountReferencesOf(resource)])
    .map(({ name, namespace, via }) => `${via.is} ${namespace ? `${namespace.text}/` : ''}${name.text}`);
}

const inDeployment = (fields: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nspec: { template: { spec: { ${fields} } } }\n`;

describe('in pods', () => {
  test.each([
    ['the name', 'serviceAccountName: a', ['pod a']],
    ['the alias', 'serviceAccount: a', ['pod a']],
    ['the name and its alias', 'serviceAccountName: a, serviceAccount: b', ['pod a', 'pod b']],
    ['an empty name', 'serviceAccountName: "", serviceAccount: b', ['pod b']],
    ['a template', 'serviceAccountName: "{{ .Values.a }}"', ['pod {{ .Values.a }}']],
    ['neither', 'hostNetwork: true', []],
  ])('%s', (_, fields, found) => expect(referencesIn(inDeployment(fields))).toEqual(found));

  test('every arm of a condition', () => {
    const text = `apiVersion: v1
kind: Pod
spec:
  {{- if .Values.own }}
  serviceAccountName: one
  {{- else }}
  serviceAccountName: two
  {{- end }}
`;
    expect(referencesIn(text)).toEqual(['pod one', 'pod two']);
  });

  test('those of custom resources once, and no alias in a part of one', () => {
    const rollout = inDeployment('serviceAccountName: a')
      .replace('apps/v1', 'argoproj.io/v1alpha1')
      .replace('Deployment', 'Rollout');
    expect(referencesIn(rollout)).toEqual(['pod a']);
    const workflow = `apiVersion: argoproj.io/v1alpha1
kind: Workflow
spec:
  serviceAccountName: runs
  serviceAccount: other
  executor: { serviceAccountName: reports }
  templates: [{ name: one, serviceAccountName: step }]
`;
    expect(referencesIn(workflow).toSorted()).toEqual(['custom-resource reports', 'pod runs', 'pod step']);
  });
});

describe('in bindings', () => {
  const binding = (subject: string, apiVersion = 'rbac.authorization.k8s.io/v1') =>
    `apiVersion: ${apiVersion}\nkind: RoleBinding\nmetadata: { name: a, namespace: own }\nsubjects: [{ ${subject} }]\n`;

  test.each([
    ['with a namespace', binding('kind: ServiceAccount, name: a, namespace: b'), ['subject b/a']],
    ['without', binding('kind: ServiceAccount, name: a'), ['subject a']],
    ['of a user', binding('kind: User, name: "system:serviceaccount:b:a"'), []],
    [
      'of OpenShift',
      binding('kind: ServiceAccount, name: a', 'authorization.openshift.io/v1'),
      ['subject a'],
    ],
    ['of another API', binding('kind: ServiceAccount, name: a', 'example.com/v1'), []],
  ])('%s', (_, text, found) => expect(referencesIn(text)).toEqual(found));
});

test('in the annotation of a token Secret alone', () => {
  const secret = (type: string) =>
    `apiVersion: v1\nkind: Secret\ntype: ${type}\nmetadata: { annotations: { kubernetes.io/service-account.name: a } }\n`;
  expect(referencesIn(secret('kubernetes.io/service-account-token'))).toEqual(['token-secret a']);
  expect(referencesIn(secret('Opaque'))).toEqual([]);
});

describe('in custom resources', () => {
  const resource = (apiVersion: string, kind: string, spec: string) =>
    referencesIn(`apiVersion: ${apiVersion}\nkind: ${kind}\nspec: ${spec}\n`);

  test.each([
    [
      'cert-manager.io/v1',
      'Issuer',
      '{ vault: { auth: { kubernetes: { serviceAccountRef: { name: a } } } } }',
      'a',
    ],
    [
      'external-secrets.io/v1',
      'ClusterSecretStore',
      '{ provider: { aws: { auth: { jwt: { serviceAccountRef: { name: a, namespace: b } } } } } }',
      'b/a',
    ],
    [
      'external-secrets.io/v1',
      'SecretStore',
      '{ provider: { kubernetes: { auth: { serviceAccount: { name: a } } } } }',
      'a',
    ],
    ['kustomize.toolkit.fluxcd.io/v1', 'Kustomization', '{ serviceAccountName: a }', 'a'],
    ['tekton.dev/v1', 'PipelineRun', '{ taskRunTemplate: { serviceAccountName: a } }', 'a'],
    [
      'keda.sh/v1alpha1',
      'TriggerAuthentication',
      '{ boundServiceAccountToken: [{ parameter: token, serviceAccountName: a }] }',
      'a',
    ],
    ['secrets.hashicorp.com/v1beta1', 'VaultAuth', '{ kubernetes: { role: r, serviceAccount: a } }', 'a'],
    ['sparkoperator.k8s.io/v1beta2', 'SparkApplication', '{ driver: { serviceAccount: a } }', 'a'],
  ])('%s %s', (apiVersion, kind, spec, found) =>
    expect(resource(apiVersion, kind, spec)).toEqual([`custom-resource ${found}`]),
  );

  test.each([
    ['a key that means many things', 'example.com/v1', 'App', '{ serviceAccount: a }'],
    ['what is no name', 'example.com/v1', 'App', '{ serviceAccountName: "?*" }'],
    ['a pattern', 'kyverno.io/v1', 'ClusterPolicy', '{ rules: [{ validate: { serviceAccountName: a } }] }'],
    [
      'what OLM makes',
      'operators.coreos.com/v1alpha1',
      'ClusterServiceVersion',
      '{ install: { spec: { permissions: [{ serviceAccountName: a }] } } }',
    ],
    [
      'an object inside',
      'kubernetes.crossplane.io/v1alpha2',
      'Object',
      '{ manifest: { apiVersion: apps/v1, kind: Deployment, spec: { serviceAccountName: a } } }',
    ],
    ['a kind of Kubernetes', 'apps/v1', 'ControllerRevision', '{ serviceAccountName: a }'],
  ])('not %s', (_, apiVersion, kind, spec) => expect(resource(apiVersion, kind, spec)).toEqual([]));
});
