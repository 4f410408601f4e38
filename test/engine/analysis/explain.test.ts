// What there is to say of a place, and that nothing is said elsewhere.

import { describe, expect, test } from 'vitest';
import { linterOf, marked } from '../../support/marked.ts';

const chart = 'file:///w/chart/Chart.yaml';
const template = 'file:///w/chart/templates/a.yaml';
const manifest = 'file:///w/a.yaml';

interface Around {
  readonly uri?: string;
  readonly target?: string;
  readonly files?: Readonly<Record<string, string>>;
}

function explain(source: string, { uri = manifest, target, files = {} }: Around = {}) {
  const { text, offset } = marked(source);
  const found = linterOf({ ...files, [uri]: text }, target).explain(uri, offset);
  return found && { on: text.slice(found.span.start, found.span.end), ...found };
}

/** The first paragraph about the condition in a template. */
function aboutArm(source: string, files = {}): string | undefined {
  return explain(source, { uri: template, files })?.paragraphs[0];
}

const version = '.Capabilities.KubeVersion.Version';

describe('a condition that asks for the version', () => {
  test.each([
    [`{{- ‸if semverCompare ">=1.24-0" ${version} }}\na: b\n{{- end }}`, 'Renders on 1.24 and later.'],
    [
      `{{- if ‸semverCompare ">=1.24" ${version} }}\na: b\n{{- end }}`,
      'Renders on 1.24 and later. On EKS and GKE: never; their versions are pre-releases, and `>=1.24` names none.',
    ],
    [
      `{{- if semverCompare ">=1.24" ${version} }}\na: b\n{{- ‸else }}\nb: c\n{{- end }}`,
      'Renders on versions before 1.24. On EKS and GKE: on all versions; their versions are pre-releases, and `>=1.24` names none.',
    ],
    [
      `{{ if ‸and .Values.on (semverCompare ">=1.24-0" ${version}) }}\na: b\n{{ end }}`,
      'Renders at most on 1.24 and later.',
    ],
    [
      `{{ if ‸or .Values.on (semverCompare ">=1.24-0" ${version}) }}\na: b\n{{ end }}`,
      'Renders on 1.24 and later, perhaps on versions before 1.24.',
    ],
    [
      `{{ if ‸semverCompare ">=1.24.5-0" ${version} }}\na: b\n{{ end }}`,
      'Renders on 1.25 and later, perhaps on 1.24.',
    ],
    [
      `{{ if ‸ge (int .Capabilities.KubeVersion.Minor) 24 }}\n{{ end }}`,
      'Renders on 1.24 and later. On EKS and GKE: never.',
    ],
    [`{{ with ‸semverCompare "~1.24-0" ${version} }}\n{{ end }}`, /^Renders on 1\.24\./],
  ])('%s', (source, expected) => {
    expect(aboutArm(source)).toEqual(expected instanceof RegExp ? expect.stringMatching(expected) : expected);
  });

  test('what stands around it counts', () => {
    const outer = (inner: string) => `{{ if semverCompare "<1.27-0" ${version} }}\n${inner}\n{{ end }}`;
    expect(aboutArm(outer(`{{ if ‸semverCompare ">=1.24-0" ${version} }}\n{{ end }}`))).toBe(
      'Renders on 1.24–1.26.',
    );
  });

  test('the whole action is meant', () => {
    const found = explain(`a: b\n{{- if semverCompare ">=1.24-0" ${version} ‸}}\n{{ end }}`, {
      uri: template,
    });
    expect(found?.on).toBe(`{{- if semverCompare ">=1.24-0" ${version} }}`);
  });

  test('a chart asks its own template for the version', () => {
    const helpers = '{{ define "v" }}{{ default .Capabilities.KubeVersion.Version .Values.v }}{{ end }}';
    const files = { [chart]: 'name: c\n', 'file:///w/chart/templates/_h.tpl': helpers };
    expect(aboutArm('{{ if ‸semverCompare ">=1.24-0" (include "v" .) }}\n{{ end }}', files)).toBe(
      'Renders on 1.24 and later.',
    );
  });

  test.each([
    ['{{ if ‸.Values.on }}\na: b\n{{ end }}'],
    ['{{ range ‸.Values.all }}\na: b\n{{ end }}'],
    [`{{ if semverCompare ">=1.24-0" ${version} }}\na: b\n{{ ‸end }}`],
    [`{{ if semverCompare ">=1.24-0" ${version} }}\na: ‸b\n{{ end }}`],
    ['{{ if ‸false }}\na: b\n{{ end }}'],
    ['{{ if semverCompare ">=1.24-0" ‸.Values.version }}\n{{ end }}'],
  ])('nothing is said of %s', (source) => {
    expect(aboutArm(source)).toBeUndefined();
  });
});

describe('a kind', () => {
  const pod = 'apiVersion: v1\nkind: ‸Pod\nmetadata:\n  name: a\n';

  test('is checked for the target', () => {
    expect(explain(pod, { target: '1.29' })).toMatchObject({
      on: 'Pod',
      paragraphs: ['Checked for Kubernetes 1.29.', '- target `1.29`: 1.29'],
    });
    expect(explain('apiVersion: v1\nki‸nd: Pod\n')?.on).toBe('kind');
  });

  test('is narrowed down by the chart and by conditions', () => {
    const uri = template;
    const source = `{{- if semverCompare ">=1.25" ${version} }}\n${pod}{{- end }}\n`;
    const found = explain(source, { uri, files: { [chart]: 'name: c\nkubeVersion: "<1.30-0"\n' } });
    expect(found?.paragraphs).toEqual([
      'Checked for Kubernetes 1.25–1.29 (EKS and GKE: no version).',
      [
        '- target `>=1.24-0`: 1.24 and later',
        '- `kubeVersion` of the chart: before 1.30',
        `- \`{{- if semverCompare ">=1.25" ${version} }}\`: renders on 1.25 and later (EKS and GKE: never)`,
      ].join('\n'),
    ]);
  });

  test('may be left with no version', () => {
    const source = `{{- if semverCompare "<1.20-0" ${version} }}\n${pod}{{- end }}\n`;
    expect(explain(source, { uri: template })?.paragraphs[0]).toBe(
      'Not checked: no Kubernetes version is left.',
    );
  });

  test('of the second resource of a file', () => {
    expect(explain(`apiVersion: v1\nkind: Secret\n---\n${pod}`)?.on).toBe('Pod');
  });

  test('backticks and line breaks of a condition do not end its code', () => {
    const source = `{{- if and\n  (semverCompare \`>=1.25-0\` ${version})\n  .Values.on }}\n${pod}{{- end }}\n`;
    const reason = explain(source, { uri: template })?.paragraphs[1]?.split('\n').at(-1);
    expect(reason).toMatch(/^- `\{\{- if and \(semverCompare ">=1\.25-0" [^`\n]*`: renders at most on 1\.25/);
  });
});

describe('the life of a token', () => {
  const pod = (field: string, audience = '') => `apiVersion: v1
kind: Pod
spec:
  volumes:
    - name: token
      projected:
        sources:
          - serviceAccountToken:
              path: token
              ${audience}
              ${field}
`;
  test.each([
    ['expirationSeconds: ‸3600', /^The token lives one hour; the kubelet renews it when a fifth/],
    ['expiration‸Seconds: 5400', /^The token lives 90 minutes;/],
    ['expirationSeconds: 1000‸', /^The token lives about 17 minutes;/],
    ['expirationSeconds: ‸86400', /^The token lives one day;/],
    ['expirationSeconds: ‸1209600', /^The token lives 14 days; the kubelet renews it every day/],
    ['expirationSeconds: ‸3607', /^The token is valid for about one year/],
    ['expirationSeconds: ‸599', /^The API server rejects this pod/],
    ['expirationSeconds: ‸"3600"', /^The API server rejects this pod/],
    ['expirationSeconds: ‸3600.5', /^The API server rejects this pod/],
    ['expirationSeconds: ‸{{ .Values.ttl }}', /^How long the token lives, in seconds: at least 600/],
    ['expirationSeconds: ‸null', /^How long the token lives/],
  ])('%s', (field, expected) => {
    expect(explain(pod(field), { uri: template })?.paragraphs[0]).toMatch(expected);
  });

  test('3607 is an hour for anybody but the API server', () => {
    const found = explain(pod('expirationSeconds: ‸3607', 'audience: vault'));
    expect(found?.paragraphs[0]).toMatch(/^The token lives about 60 minutes/);
  });

  test('of other fields of the name nothing is said', () => {
    expect(explain('apiVersion: v1\nkind: Cache\nspec:\n  expirationSeconds: ‸3607\n')).toBeUndefined();
  });
});

describe('a token Secret', () => {
  const secret = (type: string, key: string) =>
    `apiVersion: v1\nkind: Secret\n${type}\nmetadata:\n  name: a\n  annotations:\n    ${key}: b\n`;

  test('its type says what it is since 1.24', () => {
    const source = secret('type: kubernetes.io/‸service-account-token', 'a');
    const found = explain(source);
    expect(found?.on).toBe('kubernetes.io/service-account-token');
    expect(found?.paragraphs.join(' ')).toMatch(/never expires.*Since 1\.24 .*no token Secret.*Since 1\.29 /);
  });

  test('so does its annotation', () => {
    const source = secret('type: kubernetes.io/service-account-token', 'kubernetes.io/‸service-account.name');
    expect(explain(source)).toMatchObject({
      on: 'kubernetes.io/service-account.name',
      key: 'kubernetes.io/service-account.name',
      paragraphs: [expect.stringMatching(/ServiceAccount whose token/), expect.stringMatching(/Since 1\.24/)],
    });
  });

  test('of other types nothing is said', () => {
    expect(explain(secret('type: ‸Opaque', 'a'))).toBeUndefined();
  });
});

describe('a well-known key', () => {
  const service = (key: string) => `apiVersion: v1\nkind: Service\nmetadata:\n  annotations:\n    ${key}\n`;

  test.each([
    ['topology.kuber‸netes.io/zone: a', ['Label of Kubernetes.']],
    ['cert-manager.io/cluster-‸issuer: a', ['Annotation of cert-manager.']],
    [
      '‸kubernetes.io/ingress.class: a',
      ['Annotation of Kubernetes.', 'Deprecated since 1.18: use `spec.ingressClassName`.'],
    ],
    ['"helm.sh/ho‸ok": a', ['Annotation of Helm.']],
  ])('%s', (key, paragraphs) => {
    expect(explain(service(key))?.paragraphs).toEqual(paragraphs);
  });

  test('a pattern is described as such', () => {
    const found = explain(service('container.apparmor.security.beta.kubernetes.io/‸web: a'));
    expect(found).toMatchObject({ key: 'container.apparmor.security.beta.kubernetes.io/*' });
  });

  test('in a selector, too, and in the values of a chart', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nspec:\n  nodeSelector:\n    kubernetes.io/‸arch: arm64\n';
    expect(explain(pod)?.key).toBe('kubernetes.io/arch');
    const values = 'nodeSelector:\n  kubernetes.io/‸arch: arm64\n';
    expect(explain(values, { uri: 'file:///w/chart/values.yaml' })?.key).toBe('kubernetes.io/arch');
  });

  test.each([
    [service('example.com/‸mine: a')],
    ['services:\n  web:\n    labels:\n      app.kubernetes.io/‸name: a\n'],
    ['apiVersion: v1\nkind: ConfigMap\ndata:\n  app.kubernetes.io/‸name: a\n'],
    ['‸'],
    ['# kind: ‸Pod'],
  ])('nothing is said of %j', (source) => {
    expect(explain(source)).toBeUndefined();
  });
});

test('of a file that is not there nothing is said', () => {
  expect(linterOf({}).explain(manifest, 0)).toBeUndefined();
});
