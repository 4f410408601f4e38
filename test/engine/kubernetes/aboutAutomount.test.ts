import { expect, test } from 'vitest';
import {
  type AccountWord,
  aboutAutomountOfAccount,
  aboutAutomountOfPod,
} from '../../../server/src/engine/kubernetes/aboutAutomount.ts';
import { resourcesOf } from '../../../server/src/engine/kubernetes/resource.ts';
import { createSourceFile } from '../../../server/src/engine/workspace/sourceFile.ts';
import { podOf, podsIn } from '../../support/pods.ts';

const app = 'containers:\n  - name: app\n    image: nginx\n';
const off = 'automountServiceAccountToken: false';
const robot = (says: AccountWord['says']): AccountWord => ({ name: 'robot', says });

test.each([
  [
    'the pod before its ServiceAccount',
    `${off}\n${app}`,
    robot('on'),
    'The automatic token is not mounted: the pod says `automountServiceAccountToken: false`, which goes before its ServiceAccount.',
  ],
  [
    'the pod that turns it on',
    `automountServiceAccountToken: true\n${app}`,
    robot('off'),
    'The automatic token is mounted: the pod says `automountServiceAccountToken: true`, which goes before its ServiceAccount.',
  ],
  [
    'its ServiceAccount',
    app,
    robot('off'),
    'The automatic token is not mounted: the pod says nothing, and its ServiceAccount `robot` says `automountServiceAccountToken: false`.',
  ],
  [
    'its ServiceAccount, which turns it on',
    app,
    robot('on'),
    'The automatic token is mounted: the pod says nothing, and its ServiceAccount `robot` says `automountServiceAccountToken: true`.',
  ],
  [
    'a template on its ServiceAccount',
    app,
    robot('templated'),
    'Whether the automatic token is mounted is not known here: the pod says nothing, and a template decides what its ServiceAccount `robot` says.',
  ],
  [
    'nobody',
    app,
    robot('unsaid'),
    'The automatic token is mounted: neither the pod nor its ServiceAccount `robot` says otherwise.',
  ],
  [
    'a ServiceAccount that is not here',
    app,
    robot('elsewhere'),
    'The automatic token is mounted, unless its ServiceAccount `robot`, which is not declared here, turns it off.',
  ],
  [
    'a ServiceAccount that a template names',
    app,
    { name: undefined, says: 'elsewhere' } as const,
    'The automatic token is mounted, unless its ServiceAccount, which is not declared here, turns it off.',
  ],
  [
    'a template',
    `automountServiceAccountToken: {{ .Values.automount }}\n${app}`,
    robot('on'),
    'A template decides whether the automatic token is mounted.',
  ],
  [
    'the pod under a condition',
    `{{- if .Values.hardened }}\n${off}\n{{- end }}\n${app}`,
    robot('on'),
    'A template decides whether the automatic token is mounted.',
  ],
  [
    'what a template may write',
    `{{- toYaml .Values.pod | nindent 2 }}\n${app}`,
    robot('on'),
    'A template decides whether the automatic token is mounted.',
  ],
])('said by %s', (_, spec, account, sentence) => {
  expect(aboutAutomountOfPod(podOf(spec), account)).toEqual([sentence]);
});

const mounted =
  'The automatic token is mounted: neither the pod nor its ServiceAccount `robot` says otherwise.';
const container = (name: string, path: string) =>
  `  - name: ${name}\n    volumeMounts:\n      - { name: v, mountPath: ${path} }\n`;
const path = '/var/run/secrets/kubernetes.io/serviceaccount';

test.each([
  ['one', `containers:\n${container('app', path)}`, 'container `app`'],
  ['two', `containers:\n${container('app', path)}${container('b', path)}`, 'containers `app` and `b`'],
  // The API server compares strings.
  ['none, for it is spelled otherwise', `containers:\n${container('app', `${path}/`)}`, undefined],
])('names the containers that mount something there: %s', (_, spec, into) => {
  const exception = into === undefined ? [] : [`Not into ${into}: a volume is mounted at \`${path}\` there.`];
  expect(aboutAutomountOfPod(podOf(spec), robot('unsaid'))).toEqual([mounted, ...exception]);
});

test('says what a template may mount, and what a volume by a reserved name does', () => {
  const open =
    'containers:\n  - name: app\n    volumeMounts:\n      {{- toYaml .Values.mounts | nindent 6 }}\n';
  expect(aboutAutomountOfPod(podOf(open), robot('unsaid'))).toEqual([
    mounted,
    'A container into which a template mounts something at that path does not get it.',
  ]);
  const reserved = `${app}volumes:\n  - name: kube-api-access-abcde\n    emptyDir: {}\n`;
  expect(aboutAutomountOfPod(podOf(reserved), robot('unsaid'))).toEqual([
    mounted,
    "The API server takes the volume `kube-api-access-abcde` for the token's, by its name, and adds none.",
  ]);
});

test('does not know where only a part of the pod is written', () => {
  const [pod] = podsIn(
    'apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec:\n  serviceAccountName: robot\n',
  );
  expect(pod && aboutAutomountOfPod(pod, robot('unsaid'))).toEqual([
    'Whether the automatic token is mounted is not told by what is written here.',
  ]);
});

test.each([
  [
    off,
    'Pods that run as this ServiceAccount get no token, unless they say `automountServiceAccountToken: true` themselves.',
  ],
  [
    'automountServiceAccountToken: true',
    'Every pod that runs as this ServiceAccount gets a token, unless the pod says `automountServiceAccountToken: false` itself.',
  ],
  [
    'labels: {}',
    'Every pod that runs as this ServiceAccount gets a token, unless the pod says `automountServiceAccountToken: false` itself.',
  ],
  [
    'automountServiceAccountToken: {{ .Values.automount }}',
    'A template decides whether pods that run as this ServiceAccount get a token. What a pod says itself goes before.',
  ],
])('of a ServiceAccount with %s', (line, sentence) => {
  const text = `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: robot\n${line}\n`;
  const [document] = createSourceFile('file:///chart/templates/a.yaml', text).documents;
  const [account] = document ? resourcesOf(document.document) : [];
  expect(account && aboutAutomountOfAccount(account.map)).toEqual([sentence]);
});
