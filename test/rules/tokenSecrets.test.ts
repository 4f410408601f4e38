// What the marks in cases do not show of the rules on token Secrets: how much a finding weighs, and whether its fix is
// safe.

import { describe, expect, test } from 'vitest';
import { createLinter, type Rule } from '../../server/src/engine/index.ts';
import longLived from '../../server/src/rules/long-lived-token-secret/rule.ts';
import misplaced from '../../server/src/rules/misplaced-annotation/rule.ts';
import missing from '../../server/src/rules/missing-service-account-annotation/rule.ts';
import misspelled from '../../server/src/rules/misspelled-secret-type/rule.ts';

/** Severity and safeties of every finding in the text of `templates/a.yaml`. */
function weights(rule: Rule, text: string, others: Readonly<Record<string, string>> = {}) {
  const linter = createLinter({ rules: [rule] });
  linter.setFile('file:///chart/templates/a.yaml', text);
  for (const [name, other] of Object.entries(others))
    linter.setFile(`file:///chart/templates/${name}`, other);
  const findings = linter.check('file:///chart/templates/a.yaml')?.findings ?? [];
  return findings.map(({ severity, fixes }) => [severity, ...fixes.map(({ safety }) => safety)].join(' '));
}

const secret = (metadata: string, rest = '') =>
  `apiVersion: v1\nkind: Secret\ntype: kubernetes.io/service-account-token\nmetadata: { ${metadata} }\n${rest}`;
const named = 'annotations: { kubernetes.io/service-account.name: builder }';
const account = (name: string, rest = '') =>
  `apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: ${name}${rest} }\n`;

describe('long-lived-token-secret', () => {
  test('informs of a Secret that nobody is known to need', () => {
    expect(weights(longLived, secret(`name: builder-token, ${named}`))).toEqual(['information']);
    const gated = `{{- if semverCompare ">=1.24-0" .Capabilities.KubeVersion.Version }}\n${secret('name: a')}{{- end }}\n`;
    expect(weights(longLived, gated)).toEqual(['information']);
    expect(
      weights(longLived, `{{- if .Values.imagePullSecrets }}\n${secret('name: a')}{{- end }}\n`),
    ).toEqual(['information']);
  });

  test('hints where a tool needs it', () => {
    expect(weights(longLived, secret(`name: builder.service-account-token, ${named}`))).toEqual(['hint']);
    const argo = account('builder', ', annotations: { workflows.argoproj.io/service-account-token.name: a }');
    expect(weights(longLived, secret(`name: a, ${named}`), { 'account.yaml': argo })).toEqual(['hint']);
    expect(weights(longLived, secret(`name: b, ${named}`), { 'account.yaml': argo })).toEqual([
      'information',
    ]);
    const consul = '# consul.hashicorp.com/connect-inject\n';
    expect(weights(longLived, secret(`name: builder, ${named}`), { 'b.yaml': consul })).toEqual(['hint']);
    expect(weights(longLived, secret(`name: builder, ${named}`))).toEqual(['information']);
  });

  test.each([
    '.Values.serviceAccount.createTokenSecret',
    '.Values.serviceAccount.tokenSecret.enabled',
    'eq (.serverServiceAccountSecretCreationEnabled | toString) "true"',
    'and .Values.rbac.create .Values.longLivedToken',
  ])('hints where a chart makes it on request: %s', (condition) => {
    expect(weights(longLived, `{{- if ${condition} }}\n${secret('name: a')}{{- end }}\n`)).toEqual(['hint']);
  });
});

describe('missing-service-account-annotation', () => {
  test('names one ServiceAccount safely, leaves the choice among two or three, offers nothing among more', () => {
    const beside = (...names: string[]) =>
      [...names.map((name) => account(name)), secret('name: a')].join('---\n');
    expect(weights(missing, beside('one'))).toEqual(['error safe']);
    expect(weights(missing, beside('one', 'two'))).toEqual(['error unsafe unsafe']);
    expect(weights(missing, beside('one', 'two', 'three', 'four'))).toEqual(['error']);
  });

  test('looks into other files only where its own has none', () => {
    const others = { 'b.yaml': account('two'), 'c.yaml': account('three') };
    expect(weights(missing, `${account('one')}---\n${secret('name: a')}`, others)).toEqual(['error safe']);
    expect(weights(missing, secret('name: a'), others)).toEqual(['error unsafe unsafe']);
  });
});

describe('a ServiceAccount whose name a template makes', () => {
  const inBlock = (open: string, name: string) =>
    `{{- ${open} }}\n---\n${account(`{{ ${name} }}`)}{{- end }}\n`;

  test('is named in another file only where the name means the same there', () => {
    const nameIn = (other: string) => weights(missing, secret('name: a'), { 'b.yaml': other });
    expect(nameIn(account('{{ .Release.Name }}'))).toEqual(['error safe']);
    expect(nameIn(inBlock('if .Values.a', '.Release.Name'))).toEqual(['error safe']);
    expect(nameIn(inBlock('range .Values.a', '.name'))).toEqual(['error']);
    expect(nameIn(inBlock('with .Values.a', '.name'))).toEqual(['error']);
    expect(nameIn(`{{- $name := "a" }}\n${account('{{ $name }}')}`)).toEqual(['error']);
  });

  test('is named in its own file by a variable, but not out of a loop', () => {
    expect(
      weights(missing, `{{- $name := "a" }}\n${account('{{ $name }}')}---\n${secret('name: a')}`),
    ).toEqual(['error safe']);
    expect(weights(missing, `${inBlock('range .Values.a', '.name')}---\n${secret('name: a')}`)).toEqual([
      'error',
    ]);
  });
});

describe('misplaced-annotation', () => {
  test('moves within a Secret safely, from the ServiceAccount by choice', () => {
    const label = 'labels: { kubernetes.io/service-account.name: builder }';
    expect(weights(misplaced, secret(`name: a, ${label}`))).toEqual(['error safe']);
    expect(weights(misplaced, account('builder', `, ${named}`), { 'b.yaml': secret('name: a') })).toEqual([
      'error unsafe',
    ]);
  });

  test('warns where nothing waits for it, or nobody knows which Secret does', () => {
    const bearer = account('builder', `, ${named}`);
    expect(weights(misplaced, bearer)).toEqual(['warning']);
    const two = { 'b.yaml': secret('name: a'), 'c.yaml': secret('name: b') };
    expect(weights(misplaced, bearer, two)).toEqual(['warning']);
    const elsewhere = { 'b.yaml': secret('name: a, namespace: y') };
    expect(weights(misplaced, account('builder', `, namespace: x, ${named}`), elsewhere)).toEqual([
      'warning',
    ]);
  });
});

describe('misspelled-secret-type', () => {
  const typed = (type: string, data: string) =>
    `apiVersion: v1\nkind: Secret\ntype: ${type}\nmetadata: { name: a }\n${data}\n`;

  test('corrects safely only what the API server then accepts', () => {
    const key = 'data: { .dockerconfigjson: e30= }';
    expect(weights(misspelled, typed('dockerconfigjson', key))).toEqual(['error safe']);
    expect(weights(misspelled, typed('dockerconfigjson', 'data: { config.json: e30= }'))).toEqual([
      'error unsafe',
    ]);
    expect(
      weights(misspelled, typed('dockerconfigjson', 'data:\n  {{- toYaml .Values.data | nindent 2 }}')),
    ).toEqual(['error unsafe']);
    expect(weights(misspelled, typed('service-account-token', ''))).toEqual(['error unsafe']);
    expect(weights(misspelled, secret(`name: a, ${named}`).replace('-token', '-tokn'))).toEqual([
      'error safe',
    ]);
  });

  test('weighs less where readers that ask for no type still find what they need', () => {
    expect(weights(misspelled, typed('kubernetes.io/tsl', 'data: { tls.crt: YQ==, tls.key: YQ== }'))).toEqual(
      ['warning safe'],
    );
    expect(weights(misspelled, typed('kubernetes.io/tsl', 'data: { tls.crt: YQ== }'))).toEqual([
      'warning unsafe',
    ]);
    expect(weights(misspelled, typed('kubernetes.io/basicauth', 'data: { username: YQ== }'))).toEqual([
      'warning safe',
    ]);
  });
});
