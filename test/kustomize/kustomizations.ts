// Small kustomizations: `top` is what is built.

export interface OwnKustomization {
  readonly files: Readonly<Record<string, string>>;
  /** How many objects get a name that we do not compute. */
  readonly unknown?: number;
}

const account = object('v1', 'ServiceAccount', 'robot');
const tokenSecret = `${object('v1', 'Secret', 'robot-token')}  annotations:
    kubernetes.io/service-account.name: robot
type: kubernetes.io/service-account-token
`;
const base = {
  'base/kustomization.yaml': 'resources: [account.yaml, secret.yaml]\n',
  'base/account.yaml': account,
  'base/secret.yaml': tokenSecret,
};
const manyKinds = [
  object('v1', 'Namespace', 'apps'),
  object('v1', 'ConfigMap', 'settings'),
  object('v1', 'PersistentVolume', 'disk'),
  object('rbac.authorization.k8s.io/v1', 'ClusterRole', 'reader'),
  object('rbac.authorization.k8s.io/v1', 'Role', 'reader'),
  object('rbac.authorization.k8s.io/v1beta1', 'ClusterRoleBinding', 'reader'),
  object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'robots.example.com'),
  object('apiregistration.k8s.io/v1', 'APIService', 'v1.example.com'),
  object('example.com/v1', 'Robot', 'arm'),
  object('example.com/v1', 'Namespace', 'not-a-namespace'),
  object('storage.k8s.io/v1', 'CSIDriver', 'driver'),
  object('storage.k8s.io/v1beta1', 'CSIDriver', 'older-driver'),
  object('policy/v1beta1', 'PodSecurityPolicy', 'restricted'),
  object('scheduling.k8s.io/v1', 'PriorityClass', 'high'),
].join('---\n');

export const kustomizations: Readonly<Record<string, OwnKustomization>> = {
  'a prefix and a suffix': {
    files: {
      'top/kustomization.yaml': 'namePrefix: my-\nnameSuffix: -v2\nresources: [objects.yaml]\n',
      'top/objects.yaml': `${account}---\n${tokenSecret}---\n${manyKinds}`,
    },
  },
  'a namespace, for kinds that have one': {
    files: {
      'top/kustomization.yaml': 'namespace: other\nresources: [objects.yaml]\n',
      'top/objects.yaml': `${manyKinds}---\n${object('v1', 'Secret', 'placed', 'elsewhere')}`,
    },
  },
  'a base under two overlays with prefixes of their own': {
    files: {
      ...base,
      'top/kustomization.yaml': 'resources: [../one, ../two/]\nnameSuffix: -x\n',
      'one/kustomization.yaml': 'resources: [../base]\nnamePrefix: one-\nnamespace: first\n',
      'two/kustomization.yml': 'bases: [../base]\nnamePrefix: two-\n',
    },
  },
  'a component that renames what was there before it': {
    files: {
      ...base,
      'top/kustomization.yaml':
        'resources: [../base, own.yaml]\ncomponents: [../component]\nnamePrefix: top-\n',
      'top/own.yaml': object('v1', 'ConfigMap', 'own'),
      'component/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [added.yaml]\nnameSuffix: -c\n' +
        'namespace: of-component\n',
      'component/added.yaml': object('v1', 'Secret', 'added'),
    },
  },
  'generators, with and without a hash': {
    files: {
      'top/kustomization.yaml': `namePrefix: my-
namespace: apps
secretGenerator:
- name: robot-token
  type: kubernetes.io/service-account-token
  literals: [token=none]
  options: { annotations: { kubernetes.io/service-account.name: robot } }
- name: stable
  literals: [a=b]
  options: { disableNameSuffixHash: true }
configMapGenerator:
- name: settings
  namespace: elsewhere
  literals: [a=b]
`,
    },
  },
  'no hashes anywhere': {
    files: {
      'top/kustomization.yaml':
        'generatorOptions: { disableNameSuffixHash: true }\nsecretGenerator: [{ name: a, literals: [a=b] }]\n',
    },
  },
  'generators that merge into and replace what a base generated': {
    files: {
      'base/kustomization.yaml': `namePrefix: base-
configMapGenerator:
- { name: merged, literals: [a=b] }
- { name: replaced, literals: [a=b] }
- { name: kept, literals: [a=b] }
`,
      'top/kustomization.yaml': `resources: [../base]
configMapGenerator:
- { name: merged, behavior: merge, literals: [c=d] }
- { name: base-replaced, behavior: replace, literals: [c=d], options: { disableNameSuffixHash: true } }
`,
    },
  },
  'patches that are no objects of their own, and one that takes an object away': {
    files: {
      ...base,
      'top/kustomization.yaml': `resources: [../base, map.yaml]
namePrefix: my-
patches:
- path: patch.yaml
- target: { kind: Service.*, name: rob.* }
  patch: |-
    - op: add
      path: /metadata/labels
      value: { a: b }
- target: { kind: Config.* }
  patch: |-
    $patch: delete
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: any }
patchesStrategicMerge:
- |-
  apiVersion: v1
  kind: Secret
  metadata: { name: robot-token, labels: { c: d } }
`,
      'top/map.yaml': object('v1', 'ConfigMap', 'map'),
      'top/patch.yaml': `${object('v1', 'ServiceAccount', 'robot')}automountServiceAccountToken: false\n`,
    },
  },
  'patches that rename': {
    unknown: 2,
    files: {
      ...base,
      'top/kustomization.yaml': `resources: [../base, map.yaml]
namePrefix: my-
patchesJson6902:
- target: { version: v1, kind: Secret, name: robot-token }
  path: rename.yaml
patches:
- target: { kind: ServiceAccount }
  options: { allowNameChange: true }
  patch: |-
    apiVersion: v1
    kind: ServiceAccount
    metadata: { name: other }
`,
      'top/map.yaml': object('v1', 'ConfigMap', 'map'),
      'top/rename.yaml': '- { op: replace, path: /metadata/name, value: renamed }\n',
    },
  },
  'a replacement that writes a name': {
    unknown: 1,
    files: {
      ...base,
      'top/kustomization.yaml': `resources: [../base]
replacements:
- source: { kind: ServiceAccount, name: robot }
  targets:
  - select: { kind: Secret, name: robot-token }
    fieldPaths: [metadata.namespace]
    options: { create: true }
- path: follow.yaml
`,
      'top/follow.yaml': `source: { kind: ServiceAccount, name: robot }
targets:
- select: { kind: Secret }
  fieldPaths: ["metadata.annotations.[kubernetes.io/service-account.name]"]
`,
    },
  },
  'a configuration with prefixes of its own': {
    unknown: 1,
    files: {
      ...base,
      'top/kustomization.yaml': 'resources: [../base]\nnamePrefix: my-\nconfigurations: [names.yaml]\n',
      'top/names.yaml': 'namePrefix: [{ path: metadata/name, kind: Secret }]\n',
    },
  },
  'transformers, of which we know nothing': {
    unknown: 2,
    files: {
      ...base,
      'top/kustomization.yaml': `resources: [../base]
transformers:
- |-
  apiVersion: builtin
  kind: PrefixTransformer
  metadata: { name: any }
  prefix: by-plugin-
  fieldSpecs: [{ path: metadata/name }]
`,
    },
  },
  'objects in a list, and what stays local': {
    files: {
      'top/kustomization.yaml': 'resources: [list.yaml, local.yaml, not-local.json]\nnamePrefix: my-\n',
      'top/list.yaml': `apiVersion: v1
kind: List
items:
- { apiVersion: v1, kind: Secret, metadata: { name: first } }
- { apiVersion: v1, kind: ServiceAccount, metadata: { name: second } }
`,
      'top/local.yaml': `${object('v1', 'ConfigMap', 'local')}  annotations: { config.kubernetes.io/local-config: "true" }\n`,
      'top/not-local.json': '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "third"}}\n',
    },
  },
};

function object(apiVersion: string, kind: string, name: string, namespace?: string): string {
  const within = namespace === undefined ? '' : `  namespace: ${namespace}\n`;
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n${within}`;
}
