// Who uses a ServiceAccount or a token Secret: what hovering says, and the words above them. `‸` is the cursor.

import { describe, expect, test } from 'vitest';
import { linterOf, marked } from '../../support/marked.ts';

const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ap‸p\n';
const tokenSecret =
  'apiVersion: v1\nkind: Secret\ntype: kubernetes.io/service-account-token\nmetadata:\n  name: app-token\n  annotations:\n    kubernetes.io/service-account.name: app\n';
const binding =
  'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata:\n  name: app-reads\nsubjects:\n  - kind: ServiceAccount\n    name: app\n';
const cronJob =
  'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: tidy}\nspec:\n  jobTemplate:\n    spec:\n      template:\n        spec: {serviceAccountName: app}\n';

function pod(name: string, fields = ''): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec:\n  serviceAccountName: app\n${fields}`;
}

function workspace(source: string, files: Readonly<Record<string, string>>) {
  const { text, offset } = marked(source);
  const uri = 'file:///w/a.yaml';
  const others = Object.entries(files).map(([file, it]) => [`file:///w/${file}`, it]);
  return { linter: linterOf({ ...Object.fromEntries(others), [uri]: text }), uri, offset, text };
}

function about(source: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  const { linter, uri, offset } = workspace(source, files);
  return (linter.explain(uri, offset)?.paragraphs ?? []).flatMap((paragraph) => paragraph.split('\n'));
}

describe('hovering on a ServiceAccount', () => {
  const files = { 'b.yaml': binding, 'c.yaml': cronJob, 'p.yaml': pod('web'), 't.yaml': tokenSecret };

  test('says who runs as it, who binds it, and which token Secrets it has', () => {
    expect(about(account, files)).toEqual([
      'ServiceAccount `app`: declared in `a.yaml`.',
      '- 2 pods run as it: CronJob `tidy`, Pod `web`',
      '- bound by RoleBinding `app-reads`',
      '- token Secret `app-token`: its token never expires',
      'Every pod that runs as this ServiceAccount gets a token, unless the pod says `automountServiceAccountToken: false` itself.',
    ]);
  });

  test('says the same where it is named, with a word about the pod there', () => {
    expect(about(binding.replace(/: app\n$/, ': ap‸p\n'))).toContain(
      'ServiceAccount `app`: no file read so far declares it.',
    );
    expect(about(pod('web').replace(/: app\n/, ': ap‸p\n'), { 'x.yaml': account.replace('‸', '') })).toEqual([
      'ServiceAccount `app`: declared in `x.yaml`.',
      '- 1 pod runs as it: Pod `web`',
      'The automatic token is mounted: neither the pod nor its ServiceAccount `app` says otherwise.',
    ]);
  });

  test('on its kind, too, behind the versions', () => {
    const text = account.replace('‸', '').replace('kind', 'ki‸nd');
    expect(about(text)[0]).toMatch(/^Checked for Kubernetes/);
    expect(about(text)).toContain('ServiceAccount `app`: declared in `a.yaml`.');
  });

  test('many pods are counted, and few named', () => {
    const pods = Array.from({ length: 6 }, (_, index) => [`p${index}.yaml`, pod(`web-${index}`)]);
    expect(about(account, Object.fromEntries(pods))[1]).toBe(
      '- 6 pods run as it: Pod `web-0`, Pod `web-1`, Pod `web-2`, Pod `web-3` and 2 more',
    );
  });

  test('a pod that names it in both fields is one', () => {
    expect(about(account, { 'p.yaml': pod('web', '  serviceAccount: app\n') })[1]).toBe(
      '- 1 pod runs as it: Pod `web`',
    );
  });

  test('a token Secret that is listed counts as generated', () => {
    expect(about(`${account}secrets: [{name: app-token}]\n`, { 't.yaml': tokenSecret })).toContainEqual(
      expect.stringMatching(/^- token Secret .*: listed in `secrets`, so Kubernetes takes it for generated/),
    );
  });

  test('the account that every namespace has', () => {
    const text = pod('web').replace('Name: app', 'Name: de‸fault');
    expect(about(text)[0]).toBe('ServiceAccount `default`: made by Kubernetes in every namespace.');
  });
});

describe('automounting', () => {
  const off = 'automountServiceAccountToken: false\n';
  const on = off.replace('false', 'true');
  test('a patch of the account has a say', () => {
    const kustomization = 'resources: [a.yaml]\npatches: [{path: p.yaml}]\n';
    const patch = account.replace('‸', '') + off;
    expect(about(account, { 'kustomization.yaml': kustomization, 'p.yaml': patch })).toContainEqual(
      expect.stringMatching(/^Its declarations differ/),
    );
  });

  const named = pod('web').replace(/: app\n/, ': ap‸p\n');
  const declared = account.replace('‸', '');

  test.each([
    [
      'turned off by the account',
      account + off,
      '',
      /^Pods that run as this ServiceAccount get no token, unless they say/,
    ],
    [
      'turned off for a pod',
      named,
      declared + off,
      /^The automatic token is not mounted: the pod says nothing, and its ServiceAccount `app` says/,
    ],
    [
      'a pod that turns it on',
      `${named}  ${on}`,
      declared + off,
      /^The automatic token is mounted: the pod says/,
    ],
    [
      'a pod that turns it off',
      `${named}  ${off}`,
      declared + on,
      /^The automatic token is not mounted: the pod says/,
    ],
    [
      'a template decides',
      `${account}automountServiceAccountToken: {{ .Values.on }}\n`,
      '',
      /^A template decides whether pods that run as this ServiceAccount get a token/,
    ],
  ])('%s', (_, source, other, expected) => {
    expect(about(source, { 'x.yaml': other })).toContainEqual(expect.stringMatching(expected));
  });
});

describe('above a declaration', () => {
  function lenses(source: string, files: Readonly<Record<string, string>> = {}) {
    const { linter, uri, text } = workspace(source, files);
    return linter
      .lenses(uri)
      .map(({ span, label, uses }) => `${text.slice(span.start, span.end)}: ${label} (${uses.length})`);
  }

  test('stands who uses it', () => {
    const files = { 'b.yaml': binding, 'c.yaml': cronJob, 'p.yaml': pod('web') };
    expect(lenses(`${account}---\n${tokenSecret}`, files)).toEqual([
      'app: used by 2 pods · 1 token Secret · 1 binding (4)',
      'app-token: used by nothing in this workspace (0)',
    ]);
    const mounting =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: m}\nspec: {volumes: [{name: t, secret: {secretName: app-token}}]}\n';
    expect(lenses(`${account}---\n${tokenSecret}`, { 'm/m.yaml': mounting })[1]).toBe(
      'app-token: used by 1 pod (1)',
    );
  });

  test('but not above Secrets without tokens', () => {
    expect(lenses('apiVersion: v1\nkind: Secret\nmetadata:\n  name: ap‸p\n')).toEqual([]);
  });
});

describe('symbols of a workspace', () => {
  test('are ServiceAccounts and token Secrets, by the letters of their names', () => {
    const other = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: app-config\n';
    const { linter } = workspace(account, { 'b/t.yaml': tokenSecret, 'b/o.yaml': other });
    const names = (query: string) => linter.symbols(query).map(({ kind, name }) => `${kind} ${name}`);
    expect(names('')).toEqual(['ServiceAccount app', 'Secret app-token']);
    expect(names('AT')).toEqual(['Secret app-token']);
    expect(names('pa')).toEqual([]);
  });
});

describe('links of a kustomization', () => {
  test('are the paths it names, and nothing elsewhere', () => {
    const text =
      'resources:\n  - ../base/\n  - a.yaml\n  - https://example.com/x.yaml\npatches:\n  - path: p.yaml\n';
    const uri = 'file:///w/o/kustomization.yaml';
    const linter = linterOf({ [uri]: text });
    expect(linter.links(uri).map((link) => [text.slice(link.span.start, link.span.end), link.uri])).toEqual([
      ['../base/', 'file:///w/base'],
      ['a.yaml', 'file:///w/o/a.yaml'],
      ['p.yaml', 'file:///w/o/p.yaml'],
    ]);
    expect(linter.links('file:///w/o/a.yaml')).toEqual([]);
  });
});
