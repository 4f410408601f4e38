// Which mentions mean the same ServiceAccount, and what is made of them.

import { expect, test } from 'vitest';
import {
  type AccountTokens,
  createLinter,
  type FileTokens,
  targetVersions,
  tokenReport,
} from '../../../server/src/engine/index.ts';
import { rules } from '../../../server/src/rules/index.generated.ts';

function reportOn(files: Readonly<Record<string, string>>) {
  const linter = createLinter({ rules });
  for (const [name, text] of Object.entries(files)) linter.setFile(`file:///${name}`, text);
  const read: FileTokens[] = [];
  for (const uri of linter.files()) read.push(linter.tokensIn(uri) as FileTokens);
  const target = targetVersions('>=1.24-0');
  if (!target) throw new Error('a target');
  return tokenReport(read, target);
}

/** `name in namespace: token -> users` for each token of each ServiceAccount, sorted. */
function told(files: Readonly<Record<string, string>>): readonly string[] {
  return reportOn(files).accounts.flatMap(lines).sort();
}

function lines(account: AccountTokens): readonly string[] {
  const { name, namespace, tokens, declared } = account;
  const who = `${name}${namespace === undefined ? '' : ` in ${namespace}`}${declared.length > 0 ? '' : '?'}`;
  if (tokens.length === 0) return [who];
  return tokens.map(({ token, uses }) => {
    const what =
      token.is === 'secret'
        ? token.secret
        : token.is === 'automatic'
          ? token.state
          : `${token.seconds ?? 3600}s`;
    return `${who}: ${what} -> ${uses.map((use) => use.name).join(', ')}`;
  });
}

const account = (name: string, more = '') =>
  `apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: ${name}${more} }\n`;
const secret = (name: string, of: string, more = '') =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${name}\n${more}  annotations:\n    kubernetes.io/service-account.name: ${of}\ntype: kubernetes.io/service-account-token\n`;
const pod = (name: string, spec: string, more = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}${more} }\nspec:\n${spec.replace(/^/gm, '  ')}\n  containers: [{ name: app, image: app }]\n`;
const join = (...documents: readonly string[]) => documents.join('---\n');

test('what is applied together is one, what is not is another', () => {
  expect(
    told({
      'a/account.yaml': account('robot'),
      'a/pod.yaml': pod('one', 'serviceAccountName: robot'),
      'b/pod.yaml': pod('two', 'serviceAccountName: robot'),
    }),
  ).toEqual(['robot: mounted -> one', 'robot?: mounted -> two']);
});

test('namespaces tell ServiceAccounts apart; where several are written, a mention without one stands alone', () => {
  const file = join(
    account('robot', ', namespace: a'),
    pod('one', 'serviceAccountName: robot', ', namespace: a'),
    pod('two', 'serviceAccountName: robot', ', namespace: b'),
    pod('three', 'serviceAccountName: robot'),
  );
  expect(told({ 'a.yaml': file })).toEqual([
    'robot in a: mounted -> one',
    'robot in b?: mounted -> two',
    'robot?: mounted -> three',
  ]);
});

test('a Secret is used in the name of the ServiceAccount whose token it holds', () => {
  const spec = 'serviceAccountName: other\nvolumes: [{ name: token, secret: { secretName: robot-login } }]';
  expect(told({ 'a.yaml': join(secret('robot-login', 'robot'), pod('one', spec)) })).toEqual([
    'other?: mounted -> one',
    'robot?: robot-login -> one',
  ]);
});

test('a Secret that holds no token is no way to have one', () => {
  const opaque = 'apiVersion: v1\nkind: Secret\nmetadata: { name: password }\n';
  const spec = 'serviceAccountName: robot\nvolumes: [{ name: p, secret: { secretName: password } }]';
  expect(told({ 'a.yaml': join(opaque, pod('one', spec)) })).toEqual(['robot?: mounted -> one']);
});

test('a generated name says whose the token was, and which changes it meets', () => {
  const spec = 'volumes: [{ name: token, secret: { secretName: robot-token-x7k2p } }]';
  const [robot] = reportOn({ 'a.yaml': pod('one', spec) }).accounts;
  expect(robot && lines(robot)).toEqual(['robot?: robot-token-x7k2p -> one']);
  expect(robot?.tokens[0]?.changes.map(({ since }) => since)).toEqual([24, 29]);
});

test.each([
  ['', 'serviceAccountName: robot', 'mounted'],
  ['automountServiceAccountToken: false\n', 'serviceAccountName: robot', 'off-by-account'],
  ['', 'serviceAccountName: robot\nautomountServiceAccountToken: false', 'off-by-pod'],
  [
    'automountServiceAccountToken: false\n',
    'serviceAccountName: robot\nautomountServiceAccountToken: true',
    'mounted',
  ],
  ['automountServiceAccountToken: {{ .Values.mount }}\n', 'serviceAccountName: robot', 'templated'],
])('the automatic token: %j and %j', (ofAccount, spec, state) => {
  const file = join(account('robot') + ofAccount, pod('one', spec));
  expect(told({ 'chart/templates/a.yaml': file })).toEqual([`robot: ${state} -> one`]);
});

test('pods that name no ServiceAccount count where they mount a token by hand', () => {
  const volumes =
    'volumes: [{ name: t, projected: { sources: [{ serviceAccountToken: { path: token } }] } }]';
  expect(told({ 'a.yaml': join(pod('one', 'restartPolicy: Never'), pod('two', volumes)) })).toEqual([
    'default?: 3600s -> two',
  ]);
});

test('templated names are the same when their templates are', () => {
  const files = {
    'chart/templates/a.yaml': account('"{{ include "web.name" . }}"'),
    'chart/templates/b.yaml': pod('one', 'serviceAccountName: {{- template "web.name" $ }}'),
    'chart/templates/c.yaml': pod('two', 'serviceAccountName: {{ .Values.account }}'),
  };
  expect(told(files)).toEqual([
    '{{ .Values.account }}?: mounted -> two',
    '{{ include "web.name" . }}: mounted -> one',
  ]);
});

test('findings go to the narrowest mention around them, and to nobody where there is none', () => {
  const spec = 'serviceAccount: robot\nvolumes: [{ name: token, secret: { secretName: robot-login } }]';
  const { accounts, others, ownerless } = reportOn({
    'a.yaml': join(secret('robot-login', 'robot'), pod('one', spec)),
    'b/b.yaml': secret('stray', '""'),
  });
  const byToken = accounts[0]?.tokens.map(({ token, findings }) => [
    token.is,
    findings.map(({ rule }) => rule),
  ]);
  expect(byToken).toEqual([
    ['secret', ['long-lived-token-secret', 'token-secret-volume']],
    ['automatic', ['deprecated-service-account-field']],
  ]);
  expect(ownerless.map(({ name }) => name)).toEqual(['stray']);
  expect(new Set(others.map(({ location }) => location.uri))).toEqual(new Set(['file:///b/b.yaml']));
});

test('silenced findings are counted, and no work', () => {
  const silenced = secret('x', 'x').replace('type:', '# bound-tokens-disable-next-line\ntype:');
  const report = reportOn({ 'a.yaml': silenced });
  expect(report.silenced).toBe(1);
  expect(report.accounts.map(({ findings }) => findings)).toEqual([[]]);
});
