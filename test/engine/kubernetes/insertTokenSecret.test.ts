// Putting a token Secret next to a ServiceAccount: what is written, where, and when nothing is. What Helm makes of the
// results is tested where charts are rendered.

import { describe, expect, test } from 'vitest';
import { applyEdits, createLinter, type TokenSecretStyle } from '../../../server/src/engine/index.ts';
import { accountShapes, shapesChart } from '../../support/accountShapes.ts';
import { problemsOf } from '../../support/reading.ts';

const template = 'file:///chart/templates/account.yaml';
const manifest = 'file:///manifests/account.yaml';
const values = 'file:///chart/values.yaml';
const head = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n';
const chart = Object.fromEntries(
  Object.entries(shapesChart).map(([file, text]) => [`file:///chart/${file}`, text]),
);

/** What becomes of a file when a Secret is put behind its first ServiceAccount; else the reason why not. */
function inserted(text: string, style: TokenSecretStyle, options: InsertOptions = {}): string {
  const { uri = template, files = chart, result = uri } = options;
  const insertion = insert(text, style, uri, files);
  if (insertion?.is !== 'possible') return `refused: ${insertion?.because}`;
  const before = result === uri ? text : (files[result] ?? '');
  return applyEdits(
    before,
    insertion.edits.filter((edit) => edit.uri === result),
  );
}

function insert(text: string, style: TokenSecretStyle, uri: string, files: InsertOptions['files']) {
  const linter = createLinter({ rules: [] });
  for (const [one, content] of Object.entries({ ...files, [uri]: text })) linter.setFile(one, content);
  return linter.insertTokenSecret(uri, Math.max(text.search(/kind: +["']?ServiceAccount/), 0), style);
}

/** What goes from a template when a Secret comes. */
function deleted(text: string, style: TokenSecretStyle): string {
  const insertion = insert(text, style, template, chart);
  if (insertion?.is !== 'possible') throw new Error(insertion?.because);
  const own = insertion.edits.filter(({ uri }) => uri === template);
  return own.map(({ span }) => text.slice(span.start, span.end)).join('');
}

interface InsertOptions {
  readonly uri?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** The file to look at. */
  readonly result?: string;
}

/** The lines of `after` that are not in `before`, which must be there as it was. */
function added(before: string, after: string): string {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < before.length - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  expect(after.slice(0, start) + after.slice(after.length - tail)).toBe(before);
  return after.slice(start, after.length - tail);
}

describe('plain manifests', () => {
  const plain = (text: string) => inserted(text, 'plain', { uri: manifest });

  test('the Secret follows, in the words of the ServiceAccount', () => {
    expect(
      plain(`${head}  name: robot # mine
  namespace: 'tools'
  labels:
    app: robot # here
    # and there
    tier: back
  annotations: { a: b }
automountServiceAccountToken: false
---
kind: ConfigMap
`),
    ).toBe(`${head}  name: robot # mine
  namespace: 'tools'
  labels:
    app: robot # here
    # and there
    tier: back
  annotations: { a: b }
automountServiceAccountToken: false
---
apiVersion: v1
kind: Secret
metadata:
  name: robot-token
  namespace: 'tools'
  labels:
    app: robot # here
    # and there
    tier: back
  annotations:
    kubernetes.io/service-account.name: "robot"
type: kubernetes.io/service-account-token
---
kind: ConfigMap
`);
  });

  test('quotes stay around the name, and the annotation is a string whatever it looks like', () => {
    expect(plain(`${head}  name: '007'\n`)).toContain("  name: '007-token'\n");
    expect(plain(`${head}  name: '007'\n`)).toContain('kubernetes.io/service-account.name: "007"\n');
  });

  test.each([
    [
      'four columns',
      `${head}    name: a\n    labels:\n        b: c\n`,
      '    annotations:\n        kubernetes.io/',
    ],
    [
      'an object that is set in',
      `---\n${head}  name: a\n`.replace(/^(?=\w| )/gm, '  '),
      '\n  metadata:\n    name: a-token',
    ],
    [
      'metadata in braces',
      `${head.trimEnd()} { name: a, labels: { b: c } }\n`,
      '\n  name: a-token\n  labels: { b: c }\n',
    ],
    ['no final line break', `${head}  name: a`, '\n---\napiVersion: v1\n'],
    [
      'a name below other keys',
      `metadata:\n  labels: {}\n  name: a\nkind: ServiceAccount\napiVersion: v1\n`,
      '\n  labels: {}\n',
    ],
  ])('%s', (_, text, expected) => {
    const after = plain(text);
    expect(added(text, after)).toContain(expected);
    expect(after.endsWith('\n')).toBe(text.endsWith('\n'));
    expect(problemsOf(manifest, after)).toEqual([]);
  });

  test('line breaks are those of the file', () => {
    const text = `${head}  name: a\n  labels:\n    b: c\n`.replaceAll('\n', '\r\n');
    expect(plain(text)).not.toMatch(/(?<!\r)\n/);
    expect(plain(text)).toContain('  labels:\r\n    b: c\r\n  annotations:\r\n');
  });

  test('labels that mean something in their document only are left out', () => {
    const text = `x: &l { a: b }\n${head}  name: a\n  labels: *l\n`;
    expect(added(text, plain(text))).not.toContain('labels');
  });

  test.each([
    [`${head}  name: a\n---\n`, 'gated', 'Helm does not render its file'],
    [`${head}  name: a\n`, 'opt-in', 'Helm does not render its file'],
    [`kind: ConfigMap\n`, 'plain', 'there is no ServiceAccount under the cursor'],
    [`${head}  generateName: a-\n`, 'plain', 'it has no name'],
    [`${head}  name: "a\n    b"\n`, 'plain', 'its name cannot be written as a part of another one'],
    [`${head}  name: a: b\n`, 'plain', 'its document cannot be read as YAML'],
    [`x: &n ns\n${head}  name: a\n  namespace: *n\n`, 'plain', 'its namespace cannot be copied'],
    [`{ apiVersion: v1, kind: ServiceAccount, metadata: { name: a } }\n`, 'plain', 'it is written in braces'],
    [
      `kind: List\nitems:\n  - kind: ServiceAccount\n    apiVersion: v1\n    metadata:\n      name: a\n`,
      'plain',
      'it stands in a list of objects',
    ],
  ] as const)('%j, %s: %s', (text, style, because) => {
    expect(inserted(text, style, { uri: manifest })).toBe(`refused: ${because}`);
  });

  test('there is one Secret already', () => {
    const once = plain(`${head}  name: a\n`);
    expect(plain(once)).toBe('refused: it has a token Secret');
    const secret = once.slice(once.indexOf('---'));
    const files = { 'file:///manifests/secret.yaml': secret };
    expect(inserted(`${head}  name: a\n`, 'plain', { uri: manifest, files })).toBe(
      'refused: it has a token Secret',
    );
    expect(inserted(`${head}  name: b\n`, 'plain', { uri: manifest, files })).toContain('name: b-token');
  });

  test('no such file', () => {
    expect(createLinter({ rules: [] }).insertTokenSecret(manifest, 0, 'plain')).toBeUndefined();
  });
});

/** Where a trim mark would cut off the line break before a separator. */
const trimming: readonly string[] = ['name through quote, as a call', 'right trim before the place'];

describe('templates', () => {
  describe.each(accountShapes)('$name', ({ name, text }) => {
    test.each(['plain', 'gated', 'opt-in'] as const)('%s', (style) => {
      const after = inserted(text, style);
      const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
      expect(after).toContain(`${lineBreak}kind: Secret${lineBreak}`);
      expect(after.split('\n').length).toBe(after.split(lineBreak).length);
      expect(deleted(text, style)).toBe(style === 'plain' && trimming.includes(name) ? '-' : '');
      expect(problemsOf(template, after)).toEqual([]);
      expect(inserted(after, style)).toMatch(/^refused: it has a token Secret$/);
    });
  });

  test('names and labels as the chart makes them; the condition leaves nothing behind', () => {
    const [shape] = accountShapes.filter(({ name }) => name.startsWith('helper name'));
    const after = inserted(shape?.text ?? '', 'gated');
    expect(added(shape?.text ?? '', after)).toBe(
      `if semverCompare ">=1.24-0" .Capabilities.KubeVersion.Version }}
---
apiVersion: v1
kind: Secret
metadata:
  name: {{ include "shapes.name" . }}-token
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "shapes.labels" . | nindent 4 }}
  annotations:
    kubernetes.io/service-account.name: "{{ include "shapes.name" . }}"
type: kubernetes.io/service-account-token
{{- end }}
{{- `,
    );
  });

  test.each([
    ['"{{ .Values.a }}"', '"{{ .Values.a }}-token"', '"{{ .Values.a }}"'],
    ["'{{ .Values.a }}'", "'{{ .Values.a }}-token'", '"{{ .Values.a }}"'],
    ['{{ .Values.a | quote }}', '{{ .Values.a }}-token', '"{{ .Values.a }}"'],
    ['{{ .Values.a | lower | squote }}', '{{ .Values.a | lower }}-token', '"{{ .Values.a | lower }}"'],
    ['{{ quote .Values.a }}', '{{ .Values.a }}-token', '"{{ .Values.a }}"'],
    ['{{ template "a" . }}', '{{ template "a" . }}-token', '"{{ template "a" . }}"'],
    ['{{- include "a" . -}}', '{{ include "a" . }}-token', '"{{ include "a" . }}"'],
    ['a-{{ .Values.b }}-c', 'a-{{ .Values.b }}-c-token', '"a-{{ .Values.b }}-c"'],
  ])('name: %s', (name, secretName, annotation) => {
    const after = inserted(`${head}  name: ${name}\n`, 'gated');
    expect(after).toContain(`\n  name: ${secretName}\n`);
    expect(after).toContain(`service-account.name: ${annotation}\n`);
  });

  test.each([
    [
      'its own',
      `{{- if .Values.a }}\n${head}  name: x\n{{- end }}\n`,
      '{{- if semverCompare ">=1.24-0" .Cap',
    ],
    [
      'that of a loop',
      `{{- range .Values.a }}\n---\n${head}  name: {{ . }}\n{{- end }}\n`,
      '">=1.24-0" $.Cap',
    ],
  ])('the root context: %s', (_, text, expected) => {
    expect(inserted(text, 'gated')).toContain(expected);
  });

  test('the chart has a template that gives the version', () => {
    const asking = `{{- if semverCompare ">=1.30-0" (include "v" .) }}\na: b\n{{- end }}\n`;
    const helper = `{{- define "v" }}{{ .Capabilities.KubeVersion.Version }}{{ end }}\n`;
    const files = {
      ...chart,
      'file:///chart/templates/a.yaml': asking,
      'file:///chart/templates/_v.tpl': helper,
    };
    expect(inserted(`${head}  name: x\n`, 'gated', { files })).toContain('">=1.24-0" (include "v" .) }}');
    const loop = `{{- range .Values.a }}\n---\n${head}  name: {{ . }}\n{{- end }}\n`;
    expect(inserted(loop, 'gated', { files })).toContain('">=1.24-0" (include "v" $) }}');
  });

  test.each([
    ['the root context', '{{ .Release.Name }}', ''],
    ['any context', '{{ .name }}', 'refused: the named template around it may be called with any context'],
    ['the root context by its other name', '{{ $.Release.Name }}', ''],
  ])('a named template that is told %s', (_, name, expected) => {
    const text = `{{- define "account" -}}\n${head}  name: ${name}\n{{- end }}\n`;
    const uri = 'file:///chart/templates/_account.tpl';
    const after = inserted(text, 'gated', { uri });
    if (expected !== '') expect(after).toBe(expected);
    else expect(added(text, after)).toContain('\nkind: Secret\n');
  });

  test.each([
    [
      'a name under a condition of its own',
      `${head}  {{- if .Values.a }}\n  name: a\n  {{- end }}\n`,
      'its name stands under a condition of its own',
    ],
    [
      'two names',
      `${head}  {{- if .Values.a }}\n  name: a\n  {{- else }}\n  name: b\n  {{- end }}\n`,
      'its name stands under a condition of its own',
    ],
    [
      'two kinds',
      `{{- if .Values.a }}\nkind: ServiceAccount\n{{- else }}\nkind: Secret\n{{- end }}\nmetadata:\n  name: a\n`,
      'its document reads in several ways, as template conditions have it',
    ],
    ['a broken document', `${head}  name: a\n x: [\n`, 'its document cannot be read as YAML'],
    [
      'a name of several lines',
      `${head}  name: {{ include "a"\n    . }}\n`,
      'its name cannot be written as a part of another one',
    ],
    [
      'a namespace that an anchor gives',
      `${head}  name: a\n  namespace: *a\n`,
      'its namespace cannot be copied',
    ],
  ])('%s', (_, text, because) => {
    expect(inserted(text, 'gated')).toBe(`refused: ${because}`);
  });

  test('half-typed templates are no error', () => {
    const [shape] = accountShapes.filter(({ name }) => name.startsWith('helper name'));
    const text = shape?.text ?? '';
    for (let at = text.indexOf('ServiceAccount') + 14; at < text.length; at++) {
      expect(inserted(text.slice(0, at), 'gated')).toMatch(/^refused: |\nkind: Secret\n/);
    }
  });
});

describe('a value that asks for the Secret', () => {
  const account = `${head}  name: x\n`;
  const within = (condition: string, name = 'x') =>
    `{{- if ${condition} }}\n${head}  name: ${name}\n{{- end }}\n`;
  const withValues = (text: string) => ({ ...chart, [values]: text });
  const comment = '# Whether to create a Secret with a token of the ServiceAccount that never expires.\n';

  test.each([
    ['by default', account, '.Values.serviceAccount'],
    [
      'as its condition has it',
      within('.Values.server.serviceAccount.create'),
      '.Values.server.serviceAccount',
    ],
    ['among several', within('.Values.serviceAccounts.server.create'), '.Values.serviceAccounts.server'],
    [
      'as one of its conditions has it',
      within('and .Values.rbac.create .Values.a.serviceAccount.create'),
      '.Values.a.serviceAccount',
    ],
    [
      'as its name has it',
      within('.Values.rbac.create', '{{ .Values.b.serviceAccount.name }}'),
      '.Values.b.serviceAccount',
    ],
    [
      'as the template for its name has it',
      `${head}  name: {{ include "n" . }}\n`,
      '.Values.n.serviceAccount',
    ],
    [
      'in a with',
      `{{- with .Values.serviceAccount }}\n${head}  name: {{ .name }}\n{{- end }}\n`,
      '$.Values.serviceAccount',
    ],
    [
      'in a range',
      `{{- range .Values.serviceAccounts }}\n---\n${head}  name: {{ .name }}\n{{- end }}\n`,
      '$.Values.serviceAccount',
    ],
  ])('its path %s', (_, text, path) => {
    const helper = '{{- define "n" }}{{ .Values.n.serviceAccount.name }}{{ end }}\n';
    const files = { ...withValues('other: 1\n'), 'file:///chart/templates/_n.tpl': helper };
    expect(inserted(text, 'opt-in', { files })).toContain(`\n{{- if ${path}.createTokenSecret }}\n---\n`);
    const keys = path.replace(/^\$?\.Values\./, '').split('.');
    const lines = keys.map((key, depth) => `${'  '.repeat(depth)}${key}:\n`).join('');
    const step = '  '.repeat(keys.length);
    expect(inserted(text, 'opt-in', { files, result: values })).toBe(
      `other: 1\n\n${lines}${step}${comment}${step}createTokenSecret: false\n`,
    );
  });

  test.each([
    [
      'behind `create`',
      'serviceAccount:\n  create: true\n  # Name\n  name: ""\n',
      `serviceAccount:\n  create: true\n  ${comment}  createTokenSecret: false\n  # Name\n  name: ""\n`,
    ],
    [
      'last, where there is no `create`',
      'serviceAccount:\n    name: "" # n\nb: 1\n',
      `serviceAccount:\n    name: "" # n\n    ${comment}    createTokenSecret: false\nb: 1\n`,
    ],
    ['in braces', 'serviceAccount: {}\n', `${comment}serviceAccount: { createTokenSecret: false }\n`],
    [
      'in braces that hold something',
      'a:\nserviceAccount: { create: true, name: x }\n',
      `a:\n${comment}serviceAccount: { create: true, createTokenSecret: false, name: x }\n`,
    ],
    [
      'below a key without value',
      'serviceAccount:\nb: 1\n',
      `serviceAccount:\n  ${comment}  createTokenSecret: false\nb: 1\n`,
    ],
    ['in an empty file', '', `serviceAccount:\n  ${comment}  createTokenSecret: false\n`],
    [
      'in a file of comments',
      '# None',
      `# None\n\nserviceAccount:\n  ${comment}  createTokenSecret: false\n`,
    ],
    [
      'behind comments at the end, stepping as the file does',
      'a:\n    b: 1\n    # c: 2\n',
      `a:\n    b: 1\n    # c: 2\n\nserviceAccount:\n    ${comment}    createTokenSecret: false\n`,
    ],
    [
      'as helm-docs wants it',
      '# -- A\na: 1\n',
      `# -- A\na: 1\n\nserviceAccount:\n  ${comment.replace('# ', '# -- ')}  createTokenSecret: false\n`,
    ],
    [
      'with the line breaks of the file',
      'serviceAccount:\r\n  create: true\r\n',
      `serviceAccount:\r\n  create: true\r\n  ${comment}  createTokenSecret: false\n`.replace(
        /\r?\n/g,
        '\r\n',
      ),
    ],
    [
      'not where it is',
      'serviceAccount: { createTokenSecret: true }\n',
      'serviceAccount: { createTokenSecret: true }\n',
    ],
  ])('is written %s', (_, before, after) => {
    expect(inserted(account, 'opt-in', { files: withValues(before), result: values })).toBe(after);
  });

  const { [values]: _, ...withoutValues } = chart;
  test.each([
    ['no values.yaml', withoutValues, 'its chart has no values.yaml'],
    [
      'a text in its place',
      withValues('serviceAccount: robot\n'),
      'values.yaml has no room for `serviceAccount.createTokenSecret`',
    ],
    [
      'a list in its place',
      withValues('serviceAccount: []\n'),
      'values.yaml has no room for `serviceAccount.createTokenSecret`',
    ],
    [
      'broken values',
      withValues('a: b: c\n'),
      'values.yaml has no room for `serviceAccount.createTokenSecret`',
    ],
    [
      'a library',
      { ...chart, 'file:///chart/Chart.yaml': 'name: l\nversion: 1.0.0\ntype: library\n' },
      'a library chart does not decide on values',
    ],
  ])('%s', (_, files, because) => {
    expect(inserted(account, 'opt-in', { files })).toBe(`refused: ${because}`);
  });
});
