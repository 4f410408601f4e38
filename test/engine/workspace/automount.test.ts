import { expect, test } from 'vitest';
import { automountFor, createLinter, type Rule } from '../../../server/src/engine/index.ts';

/** Says of every pod what is written of its automatic token. */
const rule: Rule = {
  id: 'test',
  summary: '',
  category: 'token-consumers',
  severity: 'information',
  since: '0.1.0',
  fixes: 'none',
  reads: 'workspace',
  concerns: ['kind: Pod'],
  check: {
    *podSpec(podSpec, { index }) {
      yield { at: podSpec.map, message: automountFor(podSpec, index) };
    },
  },
};

function automount(spec: string, ...accounts: string[]) {
  const linter = createLinter({ rules: [rule] });
  accounts.forEach((account, at) => {
    linter.setFile(
      `file:///chart/templates/account${at}.yaml`,
      `apiVersion: v1\nkind: ServiceAccount\n${account}\n`,
    );
  });
  linter.setFile(
    'file:///chart/templates/pod.yaml',
    `apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: one }\nspec:\n  containers: []\n${spec}\n`,
  );
  return linter.check('file:///chart/templates/pod.yaml')?.findings.map(({ message }) => message);
}

const named = '  serviceAccountName: robot';
const off = 'automountServiceAccountToken: false';

test.each([
  ['nothing', '', [], 'unsaid'],
  ['the pod', `  ${off}`, [], 'off'],
  ['the pod, with YAML 1.1 words', '  automountServiceAccountToken: yes', [], 'on'],
  ['a template', '  automountServiceAccountToken: {{ .Values.automount }}', [], 'templated'],
  [
    'the pod before its ServiceAccount',
    `${named}\n  automountServiceAccountToken: true`,
    [`metadata: { name: robot }\n${off}`],
    'on',
  ],
  ['its ServiceAccount', named, [`metadata: { name: robot }\n${off}`], 'off'],
  ['the default ServiceAccount', '', [`metadata: { name: default }\n${off}`], 'off'],
  ['another ServiceAccount', named, [`metadata: { name: other }\n${off}`], 'unsaid'],
  ['one of another namespace', named, [`metadata: { name: robot, namespace: two }\n${off}`], 'unsaid'],
  [
    'two that do not agree',
    named,
    [`metadata: { name: robot }\n${off}`, 'metadata: { name: robot }\nautomountServiceAccountToken: true'],
    'templated',
  ],
  [
    'the arms of a template',
    `  {{- if .Values.a }}\n  ${off}\n  {{- else }}\n  automountServiceAccountToken: true\n  {{- end }}`,
    [],
    'templated',
  ],
])('said by %s', (_, spec, accounts, said) => {
  expect(automount(spec, ...accounts)).toEqual([said]);
});
