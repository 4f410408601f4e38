// What is proposed where, what a text becomes when a proposal is taken, and that other places are left alone.

import { describe, expect, test } from 'vitest';
import { linterOf, marked } from '../../support/marked.ts';

const chart = 'file:///w/chart/Chart.yaml';
const template = 'file:///w/chart/templates/a.yaml';
const manifest = 'file:///w/a.yaml';

function completionAt(source: string, uri = manifest, files: Readonly<Record<string, string>> = {}) {
  const { text, offset } = marked(source);
  return linterOf({ ...files, [uri]: text }).complete(uri, offset);
}

function labels(source: string, uri = manifest, files = {}): readonly string[] | undefined {
  return completionAt(source, uri, files)?.proposals.map(({ label }) => label);
}

/** The text with the proposal of this label taken; the first without one. */
function taken(source: string, label?: string, uri = manifest, files = {}): string {
  const { text } = marked(source);
  const completion = completionAt(source, uri, files);
  const proposal = completion?.proposals.find((one) => label === undefined || one.label === label);
  if (!completion || !proposal) throw new Error(`${label} is not proposed`);
  return text.slice(0, completion.span.start) + proposal.text + text.slice(completion.span.end);
}

const version = '.Capabilities.KubeVersion.Version';

describe('a version condition', () => {
  const inTemplate = (source: string, files = {}) => taken(source, undefined, template, files);

  test.each([
    ['{{- if ‸ }}\na: b\n{{- end }}', `{{- if semverCompare ">=1.24-0" ${version} }}\na: b\n{{- end }}`],
    ['{{ if sem‸ver }}', `{{ if semverCompare ">=1.24-0" ${version} }}`],
    ['{{ if ‸\na: b\n', `{{ if semverCompare ">=1.24-0" ${version}\na: b\n`],
    ['{{ else if ‸ }}', `{{ else if semverCompare ">=1.24-0" ${version} }}`],
    ['{{ if and .Values.on ‸ }}', `{{ if and .Values.on (semverCompare ">=1.24-0" ${version}) }}`],
    ['{{ if not ‸ }}', `{{ if not (semverCompare ">=1.24-0" ${version}) }}`],
    ['{{ if or (‸) .Values.on }}', `{{ if or (semverCompare ">=1.24-0" ${version}) .Values.on }}`],
    ['{{ if and (eq .a "x") se‸ }}', `{{ if and (eq .a "x") (semverCompare ">=1.24-0" ${version}) }}`],
  ])('%j', (source, expected) => {
    expect(inTemplate(source)).toBe(expected);
  });

  test('names the root where the dot has moved', () => {
    const within = (keyword: string) => `{{ ${keyword} .Values.a }}{{ if ‸ }}{{ end }}{{ end }}`;
    expect(inTemplate(within('range'))).toContain(' $.Capabilities');
    expect(inTemplate(within('with'))).toContain(' $.Capabilities');
    expect(inTemplate(within('if'))).toContain(' .Capabilities');
    expect(inTemplate('{{ with .Values.a }}{{ else }}{{ if ‸ }}{{ end }}{{ end }}')).toContain(
      ' .Capabilities',
    );
  });

  test('asks the template that the chart has for the version', () => {
    const files = {
      [chart]: 'name: c\n',
      'file:///w/chart/templates/_h.tpl': `{{ define "c.v" }}{{ default ${version} .Values.v }}{{ end }}`,
      'file:///w/chart/templates/b.yaml': '{{ if semverCompare ">=1.19-0" (include "c.v" .) }}{{ end }}',
    };
    expect(inTemplate('{{ if ‸ }}', files)).toBe('{{ if semverCompare ">=1.24-0" (include "c.v" .) }}');
  });

  test('has its constraint for a placeholder', () => {
    const [proposal] = completionAt('{{ if not ‸ }}', template)?.proposals ?? [];
    const { text = '', placeholder = { start: 0, end: 0 } } = proposal ?? {};
    expect(text.slice(placeholder.start, placeholder.end)).toBe('>=1.24-0');
  });

  test('is proposed in partial templates, not outside of charts', () => {
    expect(labels('{{ if ‸ }}', 'file:///w/chart/templates/_h.tpl')).toHaveLength(2);
    expect(labels('{{ if ‸ }}', manifest)).toBeUndefined();
    expect(labels('{{ if ‸ }}', 'file:///w/chart/values.yaml')).toBeUndefined();
  });

  test.each([
    ['{{ ‸ }}'],
    ['{{ if .Values.‸ }}'],
    ['{{ if eq ‸ }}'],
    ['{{ if eq "a ‸" }}'],
    ['{{ if eq "and ‸" }}'],
    ['{{ if (eq .a `(‸`) }}'],
    ['{{ if .a | ‸ }}'],
    ['{{ if .a }}‸{{ end }}'],
    ['{{ range ‸ }}{{ end }}'],
    ['{{/* if ‸ */}}'],
    ['if ‸'],
  ])('nothing for %j', (source) => {
    expect(labels(source, template)).toBeUndefined();
  });
});

describe('a well-known key', () => {
  const object = (field: string, below: string) =>
    `apiVersion: v1\nkind: Service\nmetadata:\n  ${field}:\n${below}\nspec: {}\n`;

  test.each([
    ['annotations', '    serv‸', 'kubernetes.io/service-account.name'],
    ['annotations', '    a: b\n    kubernetes.io/service-acc‸', 'kubernetes.io/service-account.name'],
    ['annotations', '    helm.sh/‸\n    a: b', 'helm.sh/hook'],
    ['annotations', '    "helm‸"\n    a: b', 'helm.sh/hook'],
    ['labels', '    app.k‸: web', 'app.kubernetes.io/name'],
    ['labels', '    ZONE‸', 'topology.kubernetes.io/zone'],
  ])('under %s: %j', (field, below, expected) => {
    expect(labels(object(field, below))).toContain(expected);
  });

  test('what is typed is held against the part of the key that it is in', () => {
    const [proposal] = completionAt(object('annotations', '    safe-to‸'))?.proposals ?? [];
    const key = 'cluster-autoscaler.kubernetes.io/safe-to-evict';
    expect(proposal).toMatchObject({ label: key, filter: `safe-to-evict ${key}` });
    const [other] = completionAt(object('annotations', '    cluster-autos‸'))?.proposals ?? [];
    expect(other?.label).toMatch(/^cluster-autos/);
    expect(other).not.toHaveProperty('filter');
  });

  test('labels are not proposed for annotations, nor the other way round', () => {
    expect(labels(object('annotations', '    app.kubernetes.io‸'))).toEqual([]);
    expect(labels(object('labels', '    helm.sh/hook‸'))).toEqual([]);
  });

  test('replaces the whole word and brings its colon', () => {
    const name = 'app.kubernetes.io/name';
    expect(taken(object('labels', '    app.‸kub'), name)).toBe(object('labels', `    ${name}: `));
    expect(taken(object('labels', '    app‸: web'), name)).toBe(object('labels', `    ${name}: web`));
    expect(taken(object('labels', '    "app‸": web'), name)).toBe(object('labels', `    "${name}": web`));
    expect(taken(object('labels', "    'app‸'"), name)).toBe(object('labels', `    '${name}'`));
  });

  test('is not proposed twice', () => {
    expect(labels(object('labels', '    app.kubernetes.io/name: a\n    app.‸'))).not.toContain(
      'app.kubernetes.io/name',
    );
  });

  test('what begins like what is typed comes first, then what is not deprecated', () => {
    const found = labels(object('labels', '    kubernetes.io/‸')) ?? [];
    expect(found[0]).toMatch(/^kubernetes\.io\//);
    expect(found.at(-1)).not.toMatch(/^kubernetes\.io\//);
    const zones = completionAt(object('labels', '    zone‸'))?.proposals ?? [];
    expect(zones[0]).toMatchObject({
      label: 'topology.kubernetes.io/zone',
      key: 'topology.kubernetes.io/zone',
    });
    const old = zones.findIndex(({ label }) => label === 'failure-domain.beta.kubernetes.io/zone');
    expect(zones[old]).toMatchObject({ deprecated: true });
    expect(zones.slice(0, old).some(({ deprecated }) => deprecated)).toBe(false);
  });

  test('a few of many: typing on brings up more', () => {
    const all = completionAt(object('annotations', '    ‸'));
    expect(all?.proposals.length).toBe(200);
    expect(all?.complete).toBe(false);
    const some = completionAt(object('annotations', '    argocd‸'));
    expect(some?.complete).toBe(true);
    expect(some?.proposals.length).toBeGreaterThan(2);
  });

  test('further typing never brings up what a complete list has not', () => {
    for (const typed of ['s', 'se', 'ser', 'service', 'service-']) {
      const before = completionAt(object('annotations', `    ${typed}‸`));
      const after = labels(object('annotations', `    ${typed}a‸`)) ?? [];
      if (before?.complete) {
        const known = before.proposals.map(({ label }) => label);
        expect(after.filter((label) => !known.includes(label))).toEqual([]);
      }
    }
  });

  test('the annotation of a token Secret stands above all others', () => {
    const secret = (below: string) =>
      `apiVersion: v1\nkind: Secret\ntype: kubernetes.io/service-account-token\nmetadata:\n  annotations:\n${below}\n`;
    expect(labels(secret('    ‸'))?.[0]).toBe('kubernetes.io/service-account.name');
  });

  test('in pod templates, selectors, and the values of a chart', () => {
    const deployment = `apiVersion: apps/v1
kind: Deployment
spec:
  template:
    metadata:
      annotations:
        safe-to‸
`;
    expect(labels(deployment)).toContain('cluster-autoscaler.kubernetes.io/safe-to-evict');
    const pod = 'apiVersion: v1\nkind: Pod\nspec:\n  nodeSelector:\n    arch‸\n';
    expect(labels(pod)).toContain('kubernetes.io/arch');
    const values = 'podAnnotations:\n  safe-to‸\n';
    expect(labels(values, 'file:///w/chart/values.yaml')).toContain(
      'cluster-autoscaler.kubernetes.io/safe-to-evict',
    );
    const tolerations = 'apiVersion: v1\nkind: Pod\nspec:\n  tolerations:\n    - key: not-read‸\n';
    expect(labels(tolerations)).toEqual(['node.kubernetes.io/not-ready']);
  });

  test('in a template, half typed between actions', () => {
    const source = `{{- if .Values.on }}
apiVersion: v1
kind: Service
metadata:
  labels:
    {{- include "x.labels" . | nindent 4 }}
    managed-by‸
  {{- with .Values.a }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
`;
    expect(labels(source, template)?.[0]).toBe('app.kubernetes.io/managed-by');
  });

  test.each([
    ['metadata', '    ‸'],
    ['annotations', '    a: b‸'],
    ['annotations', '    # app‸'],
    ['annotations', '    a: |\n      app‸'],
    ['annotations', '    {{ app‸ }}'],
    ['annotations', '    a‸ b'],
  ])('nothing under %s: %j', (field, below) => {
    expect(labels(object(field, below))).toBeUndefined();
  });

  test('nothing in other YAML', () => {
    expect(labels('services:\n  web:\n    labels:\n      app‸\n')).toBeUndefined();
    expect(labels('annotations:\n  app‸\n', chart)).toBeUndefined();
  });
});

describe('a value', () => {
  const secret = (type: string) => `apiVersion: v1\nkind: Secret\ntype: ${type}\nmetadata: {}\n`;

  test('the types of Secrets', () => {
    expect(labels(secret('‸'))?.[0]).toBe('kubernetes.io/service-account-token');
    expect(labels(secret('‸'))).toContain('Opaque');
    expect(taken(secret('kuber‸netes.io/tl # a'), 'kubernetes.io/tls')).toBe(secret('kubernetes.io/tls # a'));
    expect(taken(secret('"‸"'), 'kubernetes.io/tls')).toBe(secret('"kubernetes.io/tls"'));
  });

  test.each([
    [secret('{{ ‸ }}')],
    [secret('{ ‸ }')],
    [secret("'‸")],
    ['apiVersion: v1\nkind: Service\ntype: ‸\n'],
    ['apiVersion: v1\nkind: Secret\nstringData:\n  type: ‸\n'],
    ['type: ‸\n'],
  ])('nothing for %j', (source) => {
    expect(labels(source)).toBeUndefined();
  });

  const accounts = {
    'file:///w/accounts.yaml': `apiVersion: v1
kind: ServiceAccount
metadata: { name: builder }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: other, namespace: elsewhere }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: builder, namespace: here }
`,
  };
  const pod = (name: string, metadata = '{}') =>
    `apiVersion: v1\nkind: Pod\nmetadata: ${metadata}\nspec:\n  serviceAccountName: ${name}\n`;

  test('the ServiceAccounts of the scope, each once', () => {
    expect(labels(pod('‸'), manifest, accounts)).toEqual(['builder', 'other']);
    expect(labels(pod('‸', '{ namespace: here }'), manifest, accounts)).toEqual(['builder']);
    expect(taken(pod('bu‸x'), 'builder', manifest, accounts)).toBe(pod('builder'));
  });

  test('and for the annotation of a Secret, not of anything else', () => {
    const bearer = (kind: string) =>
      `apiVersion: v1\nkind: ${kind}\nmetadata:\n  annotations:\n    kubernetes.io/service-account.name: ‸\n`;
    expect(labels(bearer('Secret'), manifest, accounts)).toEqual(['builder', 'other']);
    expect(labels(bearer('Pod'), manifest, accounts)).toBeUndefined();
  });

  test('nothing where a field of that name is somebody else’s', () => {
    const other = 'apiVersion: example.com/v1\nkind: Robot\nspec:\n  serviceAccount: ‸\n';
    expect(labels(other, manifest, accounts)).toBeUndefined();
  });

  const secrets = {
    'file:///w/secrets.yaml': `apiVersion: v1
kind: Secret
metadata: { name: settings }
---
apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata: { name: builder-token, annotations: { kubernetes.io/service-account.name: builder } }
`,
    'file:///w/kustomization.yaml': 'secretGenerator:\n  - name: made\n',
    'file:///elsewhere/b.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: { name: far }\n',
  };
  const inPod = (fields: string) => `apiVersion: v1\nkind: Pod\nmetadata: {}\nspec:\n${fields}`;

  test.each([
    ['a volume', '  volumes:\n    - name: a\n      secret:\n        secretName: ‸\n'],
    [
      'a projected source',
      '  volumes:\n    - projected:\n        sources:\n          - secret:\n              name: ‸\n',
    ],
    [
      'a variable',
      '  containers:\n    - env:\n        - name: A\n          valueFrom:\n            secretKeyRef:\n              name: ‸\n',
    ],
    ['all variables', '  containers:\n    - envFrom:\n        - secretRef:\n            name: ‸\n'],
  ])('the Secrets of the scope for %s', (_, fields) => {
    expect(labels(inPod(fields), manifest, secrets)).toEqual(['made', 'settings', 'builder-token']);
  });

  test('no token Secret where images are pulled, or a ServiceAccount lists Secrets', () => {
    const pulling = inPod('  imagePullSecrets:\n    - name: ‸\n');
    expect(labels(pulling, manifest, secrets)).toEqual(['made', 'settings']);
    const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\nsecrets:\n  - name: ‸\n';
    expect(labels(account, manifest, secrets)).toEqual(['made', 'settings']);
  });

  test('the ServiceAccounts for the subject of a binding, in its namespace', () => {
    const binding = (kind: string) =>
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: b}\nsubjects:\n  - kind: ${kind}\n    name: ‸\n    namespace: here\n`;
    expect(labels(binding('ServiceAccount'), manifest, accounts)).toEqual(['builder']);
    expect(labels(binding('User'), manifest, accounts)).toBeUndefined();
  });

  const inChart = {
    [chart]: 'name: c\n',
    'file:///w/chart/templates/sa.yaml':
      'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: {{ include "c.sa" $ | quote }}\n',
  };
  const name = '{{ include "c.sa" . }}';

  test('a name that a template writes is written in the same way', () => {
    const source = `${pod('‸')}  x: {{ .y }}\n`;
    expect(taken(source, name, template, inChart)).toBe(`${pod(name)}  x: {{ .y }}\n`);
    const bearer = (value: string) =>
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: {{ .x }}\n  annotations:\n    kubernetes.io/service-account.name: ${value}\n`;
    expect(taken(bearer('‸'), name, template, inChart)).toBe(bearer(`"${name}"`));
    expect(taken(bearer('"‸"'), name, template, inChart)).toBe(bearer(`"${name}"`));
  });

  test('and not where it would mean another thing', () => {
    const source = `{{ range .all }}\n${pod('‸')}{{ end }}\n`;
    expect(labels(source, template, inChart)).toEqual([]);
    expect(labels(pod('‸'), template, inChart)).toEqual([]);
  });
});

describe('a source of a projected volume', () => {
  const pod = (sources: string) => `apiVersion: v1
kind: Pod
spec:
  volumes:
    - name: token
      projected:
        sources:
${sources}
`;

  test('an item of the list', () => {
    expect(labels(pod('          - ‸'))).toEqual(['serviceAccountToken', 'configMap', 'downwardAPI']);
    expect(taken(pod('          - serv‸'))).toBe(
      pod(`          - serviceAccountToken:
              path: token
              expirationSeconds: 3600`),
    );
  });

  test('brings its dash where there is none', () => {
    expect(taken(pod('          ‸'), 'downwardAPI')).toBe(
      pod(`          - downwardAPI:
              items:
                - path: namespace
                  fieldRef:
                    fieldPath: metadata.namespace`),
    );
  });

  test('keeps the line breaks of the file', () => {
    const text = taken(pod('          - ‸').replaceAll('\n', '\r\n'));
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });

  test.each([
    [pod('          - serviceAccountToken:\n              path: a\n            ‸')],
    [pod('          - ‸: a')],
    ['apiVersion: v1\nkind: Robot\nspec:\n  projected:\n    sources:\n      - ‸\n'],
  ])('nothing for %j', (source) => {
    expect(labels(source)).toBeUndefined();
  });
});

test('no place of any text is a reason to fail', () => {
  const text = `{{- if and .a (semverCompare ">=1.24" .Capabilities.KubeVersion.Version) -}}
---
apiVersion: v1
kind: Secret
type: "kubernetes.io/tls"
metadata:
  name: '{{ .x }}'
  annotations: &a
    kubernetes.io/service-account.name: b # c
    "a": |
      x
{{- else }}{ "kind": [ - }}
{{ end
\t- : ? x
\uFEFF… *a
`;
  for (const uri of [manifest, template, 'file:///w/chart/templates/_h.tpl']) {
    const linter = linterOf({ [uri]: text });
    for (let offset = 0; offset <= text.length; offset++) {
      const completion = linter.complete(uri, offset);
      const explanation = linter.explain(uri, offset);
      const renaming = linter.rename(uri, offset, 'new');
      const edits = renaming?.is === 'possible' ? renaming.edits : [];
      const places = [...linter.occurrences(uri, offset, 'workspace'), ...edits].map(({ span }) => span);
      for (const span of [completion?.span, explanation?.span, ...places]) {
        if (span) expect(0 <= span.start && span.start <= span.end && span.end <= text.length).toBe(true);
      }
      if (completion) {
        expect(completion.span.start <= offset && offset <= completion.span.end).toBe(true);
        expect(text.slice(completion.span.start, completion.span.end)).not.toMatch(/\s/);
      }
    }
    linter.setFile(uri, text.slice(0, text.length / 2));
    linter.complete(uri, text.length / 2);
  }
});
