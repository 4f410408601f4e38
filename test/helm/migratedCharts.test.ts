// Charts and manifests whose token Secret was migrated: rendered by the real Helm, they differ from what they were by the
// Secret and its consumers alone, and Kubernetes' own types take every object, strictly.

import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { findStrictDecoder, missingStrictDecoder } from '../../scripts/strictDecoder.mts';
import { findCorpus, missingCorpus } from '../corpus/corpus.ts';
import {
  applied,
  type Files,
  linterOver,
  type Migrated,
  tokenSecretFindings,
  uriOf,
} from '../support/migrating.ts';
import { type HelmsAtHand, helmsAtHand, saysThatHelmIsMissing } from './atHand.ts';
import { type KubernetesObject, renderedObjects } from './render.ts';
import { expectSameObjects, identityOf } from './sameObjects.ts';
import { strictComplaints } from './strictly.ts';

const atHand = await helmsAtHand();
const strict = findStrictDecoder();
const corpus = findCorpus();
const folder = mkdtempSync(path.join(tmpdir(), 'bound-tokens-migrated-'));
afterAll(() => rmSync(folder, { recursive: true }));

if (strict === undefined)
  describe('migrated, without the strict decoder', () => saysMissing(missingStrictDecoder));
else if (!atHand) describe('migrated charts, without Helm', saysThatHelmIsMissing);
else describe('migrated', () => withPrograms(atHand, strict));

function saysMissing(because: string): void {
  test('says what to do, and fails where everything must be checked', () => {
    console.warn(because);
    expect(['', '0', 'false'], because).toContain(process.env.CI ?? '');
  });
}

function withPrograms(helms: HelmsAtHand, program: string): void {
  test('the decoder is strict', async () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } };
    const wrong = { ...pod, spec: { volumes: [{ name: 'v', projected: { source: [] } }] } };
    expect(await strictComplaints(program, [pod, wrong])).toEqual([
      expect.stringMatching(/^Pod p: .*unknown field "spec\.volumes\[0\]\.projected\.source"/),
    ]);
  });

  test.each(['three', 'four'] as const)('our own chart, Helm %s', async (major) => {
    const before = path.join(folder, `own-${major}`);
    write(before, ownChart);
    const done = migrateIn(before, 'templates/token.yaml', '{{ include "own.token" . }}');
    expect(done.left).toHaveLength(2);
    for (const version of ['v1.23.0', 'v1.30.0']) {
      const request = { helm: helms[major], kubeVersion: version };
      const was = await renderedObjects(before, request);
      const is = await renderedObjects(done.chart, request);
      const removed = version === 'v1.23.0' ? [] : ['Secret release-robot'];
      expectSameObjects(was, is, {
        removed,
        changed: {
          'Deployment own': projectedIn,
          'CronJob own': projectedIn,
          'ServiceAccount robot': unlisted,
        },
      });
      expect(await strictComplaints(program, is)).toEqual([]);
    }
  });

  if (corpus === undefined) describe('other people’s, without the corpus', () => saysMissing(missingCorpus));
  else describe('other people’s', () => withCorpus(corpus, helms, program));
}

function withCorpus(root: string, { four }: HelmsAtHand, program: string): void {
  const others = [
    {
      chart: 'aws+eks-charts/__hist__/e7b1ea4ed68c/stable/eks-connector',
      file: 'templates/secret.yaml',
      name: 'eks-connector-token',
      values: 'eks: { activationId: a, activationCode: b, agentRegion: c }\n',
      removed: 'Secret eks-connector-token',
      changed: 'StatefulSet default/eks-connector',
    },
    {
      chart: 'bitnami-labs+sealed-secrets/__hist__/1701e4811c6b/helm/sealed-secrets',
      file: 'templates/service-account.yaml',
      name: '{{ include "sealed-secrets.serviceAccountTokenName" . }}',
      values: sealedSecretsValues,
      removed: 'Secret default/sealed-token',
      changed: 'Deployment default/release-sealed-secrets',
    },
  ];

  test.each(others)('$chart', async ({ chart, file, name, values, removed, changed }) => {
    const original = `${root}/files/${chart}`;
    const place = path.join(mkdtempSync(path.join(folder, 'values-')), 'values.yaml');
    writeFileSync(place, values);
    const done = migrateIn(original, file, name);
    expect(done.left).toEqual([]);
    const request = { helm: four, kubeVersion: 'v1.30.0', values: [place] };
    const [was, is] = [await renderedObjects(original, request), await renderedObjects(done.chart, request)];
    expectSameObjects(was, is, { removed: [removed], changed: { [changed]: projectedIn } });
    expect(await strictComplaints(program, is)).toEqual([]);
  });

  test('a policy’s test data: plain manifests', async () => {
    const place =
      'kyverno+policies/__hist__/299f3add37e2/other/audit-secret-token-type/.kyverno-test/resource.yaml';
    const files = { 'resource.yaml': readFileSync(`${root}/files/${place}`, 'utf8') };
    const linter = linterOver(files);
    const done = applied(files, linter, linter.migrate(uriOf('resource.yaml'), { name: 'my-secret-2' }));
    expect(done.left).toEqual([]);
    const [was, is] = [objectsIn(files), objectsIn(done.files)];
    expectSameObjects(was, is, {
      removed: ['Secret my-secret-2'],
      changed: { 'Pod my-good-pod': projectedIn },
    });
    const mine = (objects: readonly KubernetesObject[]) =>
      objects.filter((object) => identityOf(object) === 'Pod my-good-pod');
    expect(await strictComplaints(program, mine(is))).toEqual([]);
    expect(tokenSecretFindings(files)).toHaveLength(tokenSecretFindings(done.files).length + 1);
  });

  test.each([
    [
      'antrea-io+antrea/__hist__/4a3b76cae7e2/build/charts/antrea',
      'templates/whereabouts/secret.yaml',
      'whereabouts-cni-secret',
      /the pod runs as `antrea-agent`, the token is that of `antrea-agent-whereabouts`$/,
    ],
    [
      'helm+charts/__hist__/bcde146438f5/stable/kubeinvaders',
      'templates/secrets.yaml',
      'kubeinvaders-token',
      /an environment variable is read once and never renewed$/,
    ],
  ])('what stays in %s', (chart, file, name, because) => {
    const done = migrateIn(`${root}/files/${chart}`, file, name);
    expect(done.steps).toEqual([]);
    expect(done.left).toEqual([expect.stringMatching(because)]);
  });
}

/** Migrates in memory, writes the outcome beside the chart, and sees that nothing more is to do. */
function migrateIn(chart: string, at: string, name: string): Migrated & { readonly chart: string } {
  const files = filesOf(chart);
  const linter = linterOver(files);
  const done = applied(files, linter, linter.migrate(uriOf(at), { name }));
  expect(done.refused).toBeUndefined();
  const again = linterOver(done.files).migrate(uriOf(at), { name });
  expect(again?.is === 'possible' ? again.steps : []).toEqual([]);
  const secretStays = done.left.some((line) => line.startsWith('!'));
  if (!secretStays) expect(tokenSecretFindings(done.files)).toEqual([]);
  const copy = mkdtempSync(path.join(folder, 'after-'));
  cpSync(chart, copy, { recursive: true });
  write(copy, done.files);
  return { ...done, chart: copy };
}

function filesOf(chart: string): Files {
  const paths = readdirSync(chart, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(chart, path.join(entry.parentPath, entry.name)));
  return Object.fromEntries(paths.map((file) => [file, readFileSync(path.join(chart, file), 'utf8')]));
}

function write(root: string, files: Files): void {
  for (const [file, text] of Object.entries(files)) {
    const place = path.join(root, file);
    if (existsSync(place) && readFileSync(place, 'utf8') === text) continue;
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
}

function objectsIn(files: Files): readonly KubernetesObject[] {
  return Object.values(files).flatMap((text) =>
    parseAllDocuments(text, { uniqueKeys: false }).flatMap(
      (document): KubernetesObject[] => document.toJS() ?? [],
    ),
  );
}

const projected = {
  sources: [
    { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    { downwardAPI: { items: [{ path: 'namespace', fieldRef: { fieldPath: 'metadata.namespace' } }] } },
  ],
};

/** The object with every volume of a token Secret as a projected one; the tests' objects have no other Secret volume. */
function projectedIn(object: KubernetesObject): KubernetesObject {
  const text = JSON.stringify(object).replace(
    /"secret":\{"secretName":"[^"]*"\}/g,
    `"projected":${JSON.stringify(projected)}`,
  );
  return JSON.parse(text);
}

function unlisted({ secrets: _, ...object }: KubernetesObject): KubernetesObject {
  return object;
}

/** The corpus has the chart without its values. */
const sealedSecretsValues = `createController: true
secretName: keys
serviceAccount: { create: true, name: sealed }
rbac: { create: true, clusterRole: true, namespacedRolesName: a, clusterRoleName: b }
image: { registry: r, repository: s, tag: t, pullPolicy: Always }
service: { type: ClusterIP, port: 8080 }
podSecurityContext: { enabled: false }
containerSecurityContext: { enabled: false }
startupProbe: { enabled: false }
livenessProbe: { enabled: false }
readinessProbe: { enabled: false }
ingress: { enabled: false }
networkPolicy: { enabled: false }
metrics: { serviceMonitor: { enabled: false }, dashboards: { create: false } }
`;

const ownChart: Files = {
  'Chart.yaml': 'apiVersion: v2\nname: own\nversion: 1.0.0\n',
  'values.yaml': 'token: { create: true }\njob: true\n',
  'templates/_helpers.tpl': '{{- define "own.token" -}}\n{{ .Release.Name }}-robot\n{{- end }}\n',
  'templates/account.yaml': `apiVersion: v1
kind: ServiceAccount
metadata:
  name: robot
secrets:
  - name: {{ include "own.token" . }}
`,
  'templates/token.yaml': `{{- if .Values.token.create }}
{{- if semverCompare ">=1.24-0" .Capabilities.KubeVersion.Version }}
apiVersion: v1
kind: Secret
metadata:
  name: {{ include "own.token" . }}
  annotations:
    kubernetes.io/service-account.name: robot
type: kubernetes.io/service-account-token
{{- end }}
{{- end }}
`,
  'templates/work.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: own
spec:
  selector: { matchLabels: { app: own } }
  template:
    metadata: { labels: { app: own } }
    spec:
      serviceAccountName: robot
      containers:
        - name: app
          image: app
          volumeMounts:
            - { name: token, mountPath: /var/run/robot }
      volumes:
        - name: token
          secret: { secretName: {{ include "own.token" $ }} }
{{- if .Values.job }}
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: own
spec:
  schedule: "@daily"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          serviceAccountName: robot
          containers:
            - name: app
              image: app
              volumeMounts:
                - { name: token, mountPath: /var/run/robot }
          volumes:
            - name: token
              secret:
                secretName: {{ include "own.token" . | quote }}
{{- end }}
`,
};
