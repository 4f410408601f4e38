import { expect, test } from 'vitest';
import { kustomizationOf, localPathsIn } from '../../../server/src/engine/index.ts';
import { createSourceFile } from '../../../server/src/engine/workspace/sourceFile.ts';

const uri = 'file:///app/overlays/production/kustomization.yaml';

function read(text: string) {
  const found = kustomizationOf(createSourceFile(uri, text));
  if (!found) throw new Error('nothing was read');
  return found;
}

test('finds paths in lists and in maps, old fields included', () => {
  const text = `
resources:
- ../../base
- ./secret.yaml
bases: [ ../other/ ]
components:
- ../../components/tracing
patches:
- path: patch.yaml
  target: { kind: Deployment }
- patch: |
    - op: remove
      path: /metadata/labels
patchesStrategicMerge:
- memory.yaml
- |-
  apiVersion: v1
  kind: Secret
  metadata: { name: a }
patchesJson6902:
- { path: rename.yaml, target: { kind: Secret, name: a, version: v1 } }
configurations: [names.yaml]
`;
  const { paths, inline } = read(text);
  expect(paths.map((path) => `${path.field} ${path.uri.replace('file:///app', '')}`)).toEqual([
    'resources /base',
    'resources /overlays/production/secret.yaml',
    'bases /overlays/other',
    'components /components/tracing',
    'patches /overlays/production/patch.yaml',
    'patchesStrategicMerge /overlays/production/memory.yaml',
    'patchesJson6902 /overlays/production/rename.yaml',
    'configurations /overlays/production/names.yaml',
  ]);
  expect(inline.map(({ field }) => field)).toEqual(['patches', 'patchesStrategicMerge']);
  expect(localPathsIn(uri, text)).toEqual(paths.map((path) => path.uri));
});

test.each([
  'https://example.com/all.yaml',
  'github.com/kubernetes-sigs/kustomize/examples/multibases?ref=v1.0.6',
  'git@github.com:owner/repo.git//base',
  'git::https://gitea.example.com/repo',
  'ssh://git@ssh.github.com:443/owner/repo',
  'example.com/owner/repo//base?ref=main',
  '/srv/base',
  '../../../../..',
])('does not take %s for a path', (path) => {
  const { paths, remote } = read(`resources: ['${path}', there.yaml]`);
  expect(paths.map((one) => one.uri)).toEqual(['file:///app/overlays/production/there.yaml']);
  expect([...remote]).toEqual(['resources']);
});

test('reads names, namespace and generators', () => {
  const found = read(`
kind: Component
namePrefix: my-
nameSuffix: "-v2"
namespace: apps
generatorOptions: { labels: { a: b } }
secretGenerator:
- name: robot
  namespace: jobs
  type: kubernetes.io/service-account-token
  options: { disableNameSuffixHash: true }
- name: other
  behavior: merge
configMapGenerator:
- name: settings
`);
  expect(found.isComponent).toBe(true);
  expect([found.namePrefix?.text, found.nameSuffix?.text, found.namespace?.text]).toEqual([
    'my-',
    '-v2',
    'apps',
  ]);
  expect(
    found.generators.map(({ kind, name, namespace, type, behavior, isSuffixed }) =>
      [kind, name?.text, namespace?.text, type?.text, behavior?.text, isSuffixed].join(' '),
    ),
  ).toEqual([
    'Secret robot jobs kubernetes.io/service-account-token  false',
    'Secret other   merge true',
    'ConfigMap settings    true',
  ]);
});

test('reads other files, and what is no map, as nothing', () => {
  expect(
    kustomizationOf(createSourceFile('file:///a/deployment.yaml', 'resources: [a.yaml]')),
  ).toBeUndefined();
  expect(kustomizationOf(createSourceFile(uri, '- a\n'))).toBeUndefined();
  expect(localPathsIn(uri, ': : :')).toEqual([]);
});

test('reads a file once', () => {
  const file = createSourceFile(uri, 'resources: [a.yaml]');
  expect(kustomizationOf(file)).toBe(kustomizationOf(file));
});
