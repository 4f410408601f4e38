// Who names a ServiceAccount or a Secret, over files, folders and templates.

import { describe, expect, test } from 'vitest';
import { type Referenced, usesAround } from '../../../server/src/engine/workspace/uses.ts';
import { createWorkspace } from '../../../server/src/engine/workspace/workspace.ts';

const pod = (spec: string, metadata = '{ name: p }') =>
  `apiVersion: v1\nkind: Pod\nmetadata: ${metadata}\nspec:\n  ${spec}\n`;

function usesOf(files: Readonly<Record<string, string>>, target: Partial<Referenced> & { name: string }) {
  const workspace = createWorkspace();
  for (const [path, text] of Object.entries(files)) workspace.setFile(`file:///w/${path}`, text);
  const [first = ''] = Object.keys(files);
  const wanted: Referenced = { kind: 'ServiceAccount', namespace: undefined, ...target };
  return usesAround(workspace, `file:///w/${first}`, wanted).map(({ uri, section, span, reference }) => {
    const at = section.text.slice(span.start, span.end);
    return `${uri.slice('file:///w/'.length)} ${reference.via.is} ${at}`;
  });
}

describe('a ServiceAccount is named', () => {
  test('by pods, bindings and token Secrets', () => {
    const files = {
      'a.yaml': pod('serviceAccountName: robot'),
      'b.yaml': [
        'kind: RoleBinding\napiVersion: rbac.authorization.k8s.io/v1\nmetadata: { name: b }',
        'subjects: [{ kind: ServiceAccount, name: robot, namespace: x }, { kind: User, name: robot }]',
      ].join('\n'),
      'c.yaml': [
        'apiVersion: v1\nkind: Secret\ntype: kubernetes.io/service-account-token',
        'metadata: { name: t, annotations: { kubernetes.io/service-account.name: robot } }',
      ].join('\n'),
      'd.yaml': pod('serviceAccountName: robots'),
    };
    expect(usesOf(files, { name: 'robot' })).toEqual([
      'a.yaml pod robot',
      'b.yaml subject robot',
      'c.yaml token-secret robot',
    ]);
    expect(usesOf(files, { name: 'robot', namespace: 'other' })).toEqual([
      'a.yaml pod robot',
      'c.yaml token-secret robot',
    ]);
  });

  test('by the same template text in one chart, however it is spaced', () => {
    const files = {
      'chart/templates/a.yaml': pod('serviceAccountName: {{ include "c.name" . }}'),
      'chart/templates/sub/b.yaml': pod('serviceAccountName: "{{include "c.name" .}}"'),
      'chart/templates/c.yaml': pod('serviceAccountName: {{ include "c.other" . }}'),
      'other/templates/a.yaml': pod('serviceAccountName: {{ include "c.name" . }}'),
    };
    expect(usesOf(files, { name: '{{ include "c.name" . }}' })).toHaveLength(2);
  });

  test('only within its scope', () => {
    const files = {
      'a/a.yaml': pod('serviceAccountName: robot'),
      'b/b.yaml': pod('serviceAccountName: robot'),
    };
    expect(usesOf(files, { name: 'robot' })).toEqual(['a/a.yaml pod robot']);
  });
});

test('a Secret is named by volumes, variables and lists', () => {
  const files = {
    'a.yaml': pod(
      'volumes: [{ name: v, secret: { secretName: s } }, { name: w, secret: { secretName: t } }]',
    ),
    'b.yaml': 'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: a }\nsecrets: [{ name: s }]\n',
  };
  expect(usesOf(files, { kind: 'Secret', name: 's' })).toEqual(['a.yaml volume s', 'b.yaml listed s']);
});
