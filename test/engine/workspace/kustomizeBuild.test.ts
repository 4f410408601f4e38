// Kustomizations that kustomize itself refuses, or sees more of than we do; and what wakes their findings. That names are
// those of kustomize is shown in test/kustomize.

import { describe, expect, test } from 'vitest';
import { createLinter } from '../../../server/src/engine/index.ts';
import { createBuilder, kustomizationIn } from '../../../server/src/engine/workspace/kustomizeBuild.ts';
import { createSourceFile } from '../../../server/src/engine/workspace/sourceFile.ts';
import rule from '../../../server/src/rules/renamed-service-account/rule.ts';

const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: robot }\n';
const secret = (named: string) =>
  `apiVersion: v1\nkind: Secret\ntype: kubernetes.io/service-account-token\nmetadata:\n  name: robot-token\n  annotations:\n    kubernetes.io/service-account.name: ${named}\n`;

function built(files: Readonly<Record<string, string>>) {
  const sources = new Map(
    Object.entries(files).map(([path, text]) => {
      const uri = `file:///w/${path}`;
      return [uri, createSourceFile(uri, text)] as const;
    }),
  );
  const root = kustomizationIn('file:///w/top', (uri) => sources.get(uri));
  if (!root) throw new Error('there is no kustomization');
  const { objects, isComplete } = createBuilder((uri) => sources.get(uri))(root);
  return { names: objects.map(({ name }) => name), isComplete };
}

describe('is not complete', () => {
  test.each([
    ['with a file that is not there', 'resources: [account.yaml, gone.yaml]'],
    ['with a base on another machine', 'resources: [account.yaml, "https://example.com/base"]'],
    ['with itself as a base', 'resources: [account.yaml, ../top]'],
    ['with a component among its resources', 'resources: [account.yaml, ../component]'],
    ['with a base among its components', 'resources: [account.yaml]\ncomponents: [../base]'],
    ['with a chart', 'resources: [account.yaml]\nhelmCharts: [{ name: a, repo: "https://example.com" }]'],
    ['with a plugin that generates', 'resources: [account.yaml]\ngenerators: [plugin.yaml]'],
    ['with a template', 'resources: [account.yaml, template.yaml]'],
  ])('%s', (_, text) => {
    const { names, isComplete } = built({
      'top/kustomization.yaml': `namePrefix: my-\n${text}\n`,
      'top/account.yaml': account,
      'top/template.yaml': 'kind: Secret\nmetadata: { name: {{ .Values.name }} }\n',
      'base/kustomization.yaml': 'resources: []\n',
      'component/kustomization.yaml': 'kind: Component\nresources: []\n',
    });
    expect(names[0]).toBe('my-robot');
    expect(isComplete).toBe(false);
  });

  test('in a circle of bases', () => {
    const { names, isComplete } = built({
      'top/kustomization.yaml': 'namePrefix: top-\nresources: [../base]\n',
      'base/kustomization.yaml': 'resources: [../top, account.yaml]\n',
      'base/account.yaml': account,
    });
    expect(names).toEqual(['top-robot']);
    expect(isComplete).toBe(false);
  });
});

test('a name that a template writes is not known', () => {
  const { names } = built({
    'top/kustomization.yaml': 'namePrefix: {{ name }}-\nresources: [account.yaml]\n',
    'top/account.yaml': account,
  });
  expect(names).toEqual([undefined]);
});

describe('the finding at a prefix comes and goes', () => {
  const files = {
    'kustomization.yaml':
      'namePrefix: my-\nresources: [account.yaml, base]\npatches: [{ path: patch.yaml }]\n',
    'account.yaml': account,
    'base/kustomization.yaml': 'resources: [secret.yaml]\n',
    'base/secret.yaml': secret('robot'),
    'patch.yaml': '- { op: add, path: /metadata/labels/a, value: b }\n',
  };

  function changing() {
    const linter = createLinter({ rules: [rule] });
    const set = (path: string, text: string) => linter.setFile(`file:///w/${path}`, text);
    for (const [path, text] of Object.entries(files)) set(path, text);
    const count = () => linter.check('file:///w/kustomization.yaml')?.findings.length;
    expect(count()).toBe(1);
    return { set, count };
  }

  test.each([
    ['the annotation', 'base/secret.yaml', secret('my-robot')],
    ['the ServiceAccount', 'account.yaml', account.replace('robot', 'other')],
    ['a patch', 'patch.yaml', '- { op: replace, path: /metadata/name, value: other }\n'],
    ['another kustomization', 'base/kustomization.yaml', 'resources: []\n'],
  ])('with %s', (_, path, text) => {
    const { set, count } = changing();
    set(path, text);
    expect(count()).toBe(0);
    set(path, files[path as keyof typeof files]);
    expect(count()).toBe(1);
  });
});
