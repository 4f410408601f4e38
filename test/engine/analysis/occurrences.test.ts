// Where ServiceAccounts and Secrets are declared and named. `‸` is the cursor.

import { describe, expect, test } from 'vitest';
import { linterOf, marked } from '../../support/marked.ts';

const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n';
const pod = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  serviceAccountName: app\n';
const tokenSecret =
  'apiVersion: v1\nkind: Secret\ntype: kubernetes.io/service-account-token\nmetadata:\n  name: app-token\n  annotations:\n    kubernetes.io/service-account.name: app\n';
const binding =
  'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata:\n  name: app-reads\nsubjects:\n  - kind: ServiceAccount\n    name: app\n';
const mounting =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  volumes:\n    - name: token\n      secret:\n        secretName: app-token\n';

/** Puts the cursor into the last `word` of a text. */
function cursorOn(text: string, word: string): string {
  const at = text.lastIndexOf(word) + 1;
  return `${text.slice(0, at)}‸${text.slice(at)}`;
}

/** `file:line:what it says`, declarations with a `!`; the file with the cursor comes first. */
function occurrences(
  first: readonly [string, string],
  files: Readonly<Record<string, string>> = {},
  within: 'file' | 'workspace' = 'workspace',
): readonly string[] {
  const { text, offset } = marked(first[1]);
  const all = Object.entries({ ...files, [first[0]]: text }).map(([file, it]) => [`file:///w/${file}`, it]);
  const linter = linterOf(Object.fromEntries(all));
  return linter.occurrences(`file:///w/${first[0]}`, offset, within).map(({ uri, span, is }) => {
    const source = linter.text(uri) ?? '';
    const line = source.slice(0, span.start).split('\n').length;
    return `${uri.slice('file:///w/'.length)}:${line}:${source.slice(span.start, span.end)}${is === 'declaration' ? '!' : ''}`;
  });
}

describe('in files that are applied together', () => {
  const files = { 'a.yaml': account, 'pod.yaml': pod, 'token.yaml': tokenSecret, 'x-binding.yaml': binding };
  const all = ['a.yaml:4:app!', 'pod.yaml:6:app', 'token.yaml:7:app', 'x-binding.yaml:7:app'];

  test.each(Object.entries(files))('from %s all places are found', (file, text) => {
    expect(occurrences([file, cursorOn(text, 'app\n')], files)).toEqual(all);
  });

  test('a Secret is found from the pod that mounts it', () => {
    expect(
      occurrences(['pod.yaml', cursorOn(mounting, 'app-token')], { ...files, 'pod.yaml': mounting }),
    ).toEqual(['pod.yaml:9:app-token', 'token.yaml:5:app-token!']);
  });

  test('other names, other kinds and other namespaces are not', () => {
    const other = account.replace('name: app', 'name: app\n  namespace: b');
    const mine = account.replace('name: app', 'name: app‸\n  namespace: a');
    const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: app\n';
    expect(occurrences(['a.yaml', mine], { 'b.yaml': other, 'c.yaml': config })).toEqual(['a.yaml:4:app!']);
  });

  test('quotes are no part of a name', () => {
    expect(occurrences(['a.yaml', account.replace('app', '"a‸pp"')])).toEqual(['a.yaml:4:app!']);
  });

  test('one file alone, where only that is asked for', () => {
    const text = `${cursorOn(account, 'app')}---\n${pod}`;
    expect(occurrences(['b.yaml', text], files, 'file')).toEqual(['b.yaml:4:app!', 'b.yaml:11:app']);
  });

  test('what an anchor holds is one place, and its alias leads there', () => {
    const text = `${account}secrets:\n  - name: &s app-token\nimagePullSecrets:\n  - name: *‸s\n`;
    expect(occurrences(['a.yaml', text])).toEqual(['a.yaml:6:app-token']);
  });

  test.each(['kin‸d: Pod', 'na‸me: web', 'metadata:\n  labels: {app: a‸pp}'])('nothing at %s', (text) => {
    expect(occurrences(['a.yaml', `apiVersion: v1\n${text}\nspec: { serviceAccountName: app }\n`])).toEqual(
      [],
    );
  });

  test('a name that a template makes is followed in its chart', () => {
    const name = '{{ include "c.account" . }}';
    const [a, p] = [account, pod].map((text) => text.replace(/: app/, `: ${name}`));
    expect(
      occurrences(['c/templates/pod.yaml', cursorOn(p ?? '', 'include')], {
        'c/templates/a.yaml': a ?? '',
        'd/templates/a.yaml': a ?? '',
      }),
    ).toEqual([`c/templates/a.yaml:4:${name}!`, `c/templates/pod.yaml:6:${name}`]);
  });
});

describe('in kustomizations', () => {
  const kustomization = [
    'resources: [pod.yaml]',
    'secretGenerator:',
    '  - name: app-token',
    'patches:',
    '  - path: patch.yaml',
    '    target: { kind: Secret, name: app-token }',
    '',
  ].join('\n');

  test('a generator declares a Secret, and a target names one', () => {
    expect(
      occurrences(['pod.yaml', cursorOn(mounting, 'app-token')], { 'kustomization.yaml': kustomization }),
    ).toEqual(['kustomization.yaml:3:app-token!', 'kustomization.yaml:6:app-token', 'pod.yaml:9:app-token']);
  });

  test('a patch names what another file declares', () => {
    const files = {
      'kustomization.yaml': 'resources: [a.yaml]\npatches: [{ path: patch.yaml }]\n',
      'patch.yaml': `${account}automountServiceAccountToken: false\n`,
    };
    expect(occurrences(['a.yaml', cursorOn(account, 'app')], files)).toEqual([
      'a.yaml:4:app!',
      'patch.yaml:4:app',
    ]);
    expect(occurrences(['patch.yaml', cursorOn(account, 'app')], { ...files, 'a.yaml': '' })).toEqual([
      'patch.yaml:4:app!',
    ]);
  });

  test('from there, too', () => {
    const text = cursorOn(kustomization, 'app-token');
    expect(occurrences(['kustomization.yaml', text], { 'pod.yaml': mounting })).toHaveLength(3);
  });
});

describe('in files that are applied apart', () => {
  test('what is declared nowhere near is looked for everywhere', () => {
    const files = { 'accounts/a.yaml': account };
    expect(occurrences(['pods/pod.yaml', cursorOn(pod, 'app')], files)).toEqual([
      'pods/pod.yaml:6:app',
      'accounts/a.yaml:4:app!',
    ]);
    expect(occurrences(['accounts/a.yaml', cursorOn(account, 'app')], { 'pods/pod.yaml': pod })).toEqual([
      'accounts/a.yaml:4:app!',
      'pods/pod.yaml:6:app',
    ]);
  });

  test('who declares a resource of that name means that', () => {
    const files = { 'b/a.yaml': account, 'b/pod.yaml': pod };
    expect(occurrences(['a/a.yaml', cursorOn(account, 'app')], files)).toEqual(['a/a.yaml:4:app!']);
    expect(occurrences(['a/pod.yaml', cursorOn(pod, 'app')], { ...files, 'a/a.yaml': account })).toEqual([
      'a/a.yaml:4:app!',
      'a/pod.yaml:6:app',
    ]);
  });

  test('another namespace is another resource', () => {
    const there = account.replace('name: app', 'name: app\n  namespace: b');
    const here = pod.replace('name: web', 'name: web\n  namespace: a');
    expect(occurrences(['p/pod.yaml', cursorOn(here, 'app')], { 'a/a.yaml': there })).toEqual([
      'p/pod.yaml:7:app',
    ]);
  });
});
