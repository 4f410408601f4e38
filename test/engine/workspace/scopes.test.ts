// Which files are looked at together, and what wakes whom across scopes.

import { describe, expect, test } from 'vitest';
import { createWorkspace } from '../../../server/src/engine/workspace/workspace.ts';

const account = (name: string) => `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${name}\n`;
const kustomization = (...resources: string[]) =>
  `resources:\n${resources.map((one) => `  - ${one}\n`).join('')}`;

function workspaceOf(files: Readonly<Record<string, string>>) {
  const workspace = createWorkspace();
  for (const [path, text] of Object.entries(files)) workspace.setFile(`file:///w/${path}`, text);
  const names = (path: string) =>
    workspace
      .indexFor(`file:///w/${path}`)
      .ofKind('ServiceAccount')
      .map(({ name }) => name);
  return { workspace, names };
}

describe('files are looked at together', () => {
  test('that lie in one folder, and no others', () => {
    const { names } = workspaceOf({
      'a/x.yaml': account('x'),
      'a/y.yaml': account('other'),
      'b/z.yaml': account('z'),
    });
    expect(names('a/x.yaml')).toEqual(['x', 'other']);
    expect(names('b/z.yaml')).toEqual(['z']);
  });

  test('that a kustomization puts together, over bases, overlays and components', () => {
    const { names } = workspaceOf({
      'overlays/dev/kustomization.yaml': `${kustomization('../../base', 'extra/sa.yaml')}components: [../../components/c/]\n`,
      'overlays/dev/extra/sa.yaml': account('extra'),
      'components/c/kustomization.yaml': `kind: Component\n${kustomization('sa.yaml')}`,
      'components/c/sa.yaml': account('component'),
      'base/kustomization.yaml': kustomization('sa.yaml'),
      'base/sa.yaml': account('base'),
      'elsewhere/sa.yaml': account('elsewhere'),
    });
    expect(names('base/sa.yaml')).toEqual(['base', 'component', 'extra']);
    expect(names('overlays/dev/extra/sa.yaml')).toEqual(['base', 'component', 'extra']);
    expect(names('elsewhere/sa.yaml')).toEqual(['elsewhere']);
  });

  test('whatever the order in which they come, and no longer once nothing joins them', () => {
    const { workspace, names } = workspaceOf({ 'k/kustomization.yaml': kustomization('../x.yaml', '../a') });
    workspace.setFile('file:///w/a/a.yaml', account('a'));
    expect(names('k/kustomization.yaml')).toEqual(['a']);
    workspace.setFile('file:///w/x.yaml', account('x'));
    expect(names('a/a.yaml')).toEqual(['a', 'x']);
    workspace.setFile('file:///w/k/kustomization.yaml', kustomization('../x.yaml'));
    expect(names('a/a.yaml')).toEqual(['a']);
    expect(names('x.yaml')).toEqual(['x']);
    workspace.removeFile('file:///w/k/kustomization.yaml');
    expect(names('x.yaml')).toEqual(['x']);
  });
});

describe('the revision of an index', () => {
  test('stays while others see no difference, and is never that of another scope', () => {
    const { workspace } = workspaceOf({ 'a/x.yaml': account('x'), 'b/y.yaml': account('other') });
    const of = (path: string) => workspace.indexFor(`file:///w/${path}`).revision;
    const before = of('a/x.yaml');
    expect(of('b/y.yaml')).not.toBe(before);
    workspace.setFile('file:///w/a/x.yaml', `# a comment\n${account('x')}`);
    expect(of('a/x.yaml')).toBe(before);
    workspace.setFile('file:///w/a/x.yaml', account('z'));
    expect(of('a/x.yaml')).not.toBe(before);
  });
});

describe('a ServiceAccount elsewhere', () => {
  test('is one of other scopes, and its coming and going is noticed', () => {
    const { workspace } = workspaceOf({ 'a/x.yaml': account('x'), 'b/y.yaml': account('other') });
    const index = workspace.indexFor('file:///w/a/x.yaml');
    const there = ['x', 'other', 'nobody'].filter((name) =>
      index.declaredElsewhere('ServiceAccount', name, undefined),
    );
    expect(there).toEqual(['other']);
    const before = workspace.outside.revision;
    workspace.setFile('file:///w/b/y.yaml', `# a comment\n${account('other')}`);
    expect(workspace.outside.revision).toBe(before);
    workspace.removeFile('file:///w/b/y.yaml');
    expect(index.declaredElsewhere('ServiceAccount', 'other', undefined)).toBe(false);
    expect(workspace.outside.revision).not.toBe(before);
  });

  test('counts for its own namespace, and for any where none or a templated one is written', () => {
    const { workspace } = workspaceOf({
      'a/x.yaml': account('x'),
      'b/y.yaml': `${account('placed')}  namespace: one\n---\n${account('free')}---\n${account('made')}  namespace: {{ .Values.n }}\n`,
    });
    const index = workspace.indexFor('file:///w/a/x.yaml');
    const places = ['one', 'two', undefined, '{{ .Values.n }}'];
    const of = (name: string) =>
      places.map((namespace) => index.declaredElsewhere('ServiceAccount', name, namespace));
    expect(of('placed')).toEqual([true, false, true, true]);
    expect(of('free')).toEqual([true, true, true, true]);
    expect(of('made')).toEqual([true, true, true, true]);
  });
});

test('a Secret is found by its name among thousands, and where a template names it', () => {
  const { workspace } = workspaceOf({});
  for (let at = 0; at < 2000; at++)
    workspace.setFile(`file:///w/s${at}.yaml`, `apiVersion: v1\nkind: Secret\nmetadata: { name: s${at} }\n`);
  const index = workspace.indexFor('file:///w/s1.yaml');
  for (let at = 0; at < 2000; at++) expect(index.named('Secret', `s${at}`, undefined)).toHaveLength(1);
  workspace.setFile('file:///w/s7.yaml', `apiVersion: v1\nkind: Secret\nmetadata:\n  name: other\n`);
  expect(workspace.indexFor('file:///w/s1.yaml').named('Secret', 's7', undefined)).toEqual([]);
});
