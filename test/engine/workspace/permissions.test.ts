// What the others see of Roles and bindings: what they grant, and nothing else.

import { expect, test } from 'vitest';
import { createLinter } from '../../../server/src/engine/index.ts';
import { createWorkspace } from '../../../server/src/engine/workspace/workspace.ts';
import createTokenWithoutPermission from '../../../server/src/rules/create-token-without-permission/rule.ts';

const role = (rule: string, labels = 'a') => `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: deployer
  labels:
    x: ${labels}
rules:
  - apiGroups: [""]
    ${rule}
    verbs: [create]
`;
const binding = (subject: string, labels = 'a') => `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: deployer
  annotations:
    x: ${labels}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: deployer
subjects:
  - kind: ServiceAccount
    name: ${subject}
`;
const pods = 'resources: [pods]';
const tokens = 'resources: [serviceaccounts/token]';

test.each([
  ['a label of a Role', role(tokens), role(tokens, 'b'), false],
  ['a comment in a Role', role(tokens), role(`${tokens} # all of them`), false],
  ['a rule that has nothing to do with tokens', role(pods), role('resources: [pods, secrets]'), false],
  ['a rule that grants tokens', role(pods), role(tokens), true],
  ['a rule that grants everything', role(pods), role('resources: ["*"]'), true],
  ['whose tokens', role(tokens), role(`${tokens}\n    resourceNames: [a]`), true],
  ['the name of a Role', role(pods), role(pods).replace('name: deployer', 'name: other'), true],
  ['an annotation of a binding', binding('a'), binding('a', 'b'), false],
  ['a subject of a binding', binding('a'), binding('b'), true],
  ['the role of a binding', binding('a'), binding('a').replace('kind: Role\n', 'kind: ClusterRole\n'), true],
])('%s', (_, before, after, moves) => {
  const workspace = createWorkspace();
  workspace.setFile('file:///a/rbac.yaml', before);
  const { revision } = workspace.indexFor('file:///a/pod.yaml');
  workspace.setFile('file:///a/rbac.yaml', after);
  expect(workspace.indexFor('file:///a/pod.yaml').revision !== revision).toBe(moves);
});

test('a finding follows what the Roles of another file grant, and points at them where they stand', () => {
  const linter = createLinter({ rules: [createTokenWithoutPermission] });
  const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: deployer }\n';
  const pod =
    'apiVersion: v1\nkind: Pod\nspec:\n  serviceAccountName: deployer\n  containers:\n    - command: [kubectl, create, token, x]\n';
  linter.setFile('file:///a/pod.yaml', `${account}---\n${pod}`);
  const findings = () => linter.check('file:///a/pod.yaml')?.findings ?? [];
  const pointsAt = () =>
    findings().flatMap(({ related }) =>
      related.map(({ location: { uri, span } }) => linter.text(uri)?.slice(span.start, span.end)),
    );
  const rbac = (rule: string, comment = '') =>
    linter.setFile('file:///a/rbac.yaml', `${comment}${role(rule)}---\n${binding('deployer')}${comment}`);

  expect(pointsAt()).toEqual([]);
  rbac(pods);
  expect(pointsAt()).toEqual(['deployer']);
  rbac(pods, '# for the pipeline\n');
  expect(pointsAt()).toEqual(['deployer']);
  expect(findings()[0]?.fixes).toHaveLength(1);
  rbac(tokens);
  expect(findings()).toEqual([]);
  linter.removeFile('file:///a/rbac.yaml');
  expect(findings()).toEqual([]);
});
