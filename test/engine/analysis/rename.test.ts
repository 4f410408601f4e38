// Renaming: what changes, what does not, and why it is refused. `‸` is the cursor.

import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../server/src/engine/index.ts';
import { linterOf, marked } from '../../support/marked.ts';

const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: a‸pp\n';
const pod =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: app\nspec:\n  serviceAccountName: "app"\n  serviceAccount: app # old\n';
const tokenSecret =
  "apiVersion: v1\nkind: Secret\ntype: kubernetes.io/service-account-token\nmetadata:\n  name: app-token\n  annotations:\n    kubernetes.io/service-account.name: 'app'\n";

function renamed(source: string, files: Readonly<Record<string, string>> = {}, newName = 'shop') {
  const { text, offset } = marked(source);
  const uri = 'file:///w/a.yaml';
  const others = Object.entries(files).map(([file, it]) => [`file:///w/${file}`, it]);
  const linter = linterOf({ ...Object.fromEntries(others), [uri]: text });
  const found = linter.rename(uri, offset, newName);
  if (found?.is !== 'possible') return found?.because;
  const texts: Record<string, string> = {};
  for (const edit of found.edits) {
    const own = found.edits.filter((one) => one.uri === edit.uri);
    texts[edit.uri.slice('file:///w/'.length)] = applyEdits(linter.text(edit.uri) ?? '', own);
  }
  return texts;
}

describe('a ServiceAccount', () => {
  test('is renamed wherever it is named; quotes, comments and other names stay', () => {
    expect(renamed(account, { 'pod.yaml': pod, 'token.yaml': tokenSecret })).toEqual({
      'a.yaml': account.replace('a‸pp', 'shop'),
      'pod.yaml': pod.replace('"app"', '"shop"').replace('serviceAccount: app', 'serviceAccount: shop'),
      'token.yaml': tokenSecret.replace("'app'", "'shop'"),
    });
  });

  test.each(['true', '12', '1e3', 'null'])('a name that reads as something else is quoted: %s', (name) => {
    expect(renamed(account, {}, name)).toEqual({ 'a.yaml': account.replace('a‸pp', `"${name}"`) });
  });

  test('the same name changes nothing', () => {
    expect(renamed(account, {}, 'app')).toEqual({});
  });

  test('its kustomization chooses it by the new name', () => {
    const kustomization = (name: string) =>
      `resources: [a.yaml]\npatches:\n  - path: p.yaml\n    target: {kind: ServiceAccount, name: ${name}}\n`;
    expect(renamed(account, { 'kustomization.yaml': kustomization('app') })).toMatchObject({
      'kustomization.yaml': kustomization('shop'),
    });
  });

  test('a patch that is written into the kustomization follows', () => {
    const kustomization = (name: string) =>
      `resources: [a.yaml]\npatches:\n  - patch: |-\n      apiVersion: v1\n      kind: Pod\n      metadata: {name: app}\n      spec:\n        serviceAccountName: "${name}" # its own\n  - patch: |\n      kind: ServiceAccount\n      apiVersion: v1\n      metadata: {name: ${name}}\n`;
    expect(renamed(account, { 'kustomization.yaml': kustomization('app') })).toMatchObject({
      'kustomization.yaml': kustomization('shop'),
    });
  });

  test('files that are applied apart keep their own, unless both say the same namespace', () => {
    expect(renamed(account, { 'pods/pod.yaml': pod })).toEqual({ 'a.yaml': account.replace('a‸pp', 'shop') });
    const inA = (text: string) => text.replace(/( {2}name: .*)\n/, '$1\n  namespace: a\n');
    expect(Object.keys(renamed(inA(account), { 'pods/pod.yaml': inA(pod) }) ?? {})).toEqual([
      'a.yaml',
      'pods/pod.yaml',
    ]);
  });
});

describe('an anchor', () => {
  const anchored = (use: string) =>
    `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: ServiceAccount\n    metadata: { name: &a ap‸p }\n  - apiVersion: v1\n    kind: Pod\n    ${use}\n`;

  test('is changed once for all its aliases', () => {
    const text = anchored('spec: { serviceAccountName: *a }');
    expect(renamed(text)).toEqual({ 'a.yaml': text.replace('ap‸p', 'shop') });
  });

  test('is left alone where an alias means something else', () => {
    expect(renamed(anchored('metadata: { name: *a, labels: { app: *a } }'))).toBe(
      'The anchor `&a` stands for other names too: write them out first.',
    );
  });
});

describe('is refused', () => {
  test.each(['Shop', 'shop_a', '-shop', 'shop.', 'a..b', '', 'a'.repeat(254)])('to %j', (name) => {
    expect(renamed(account, {}, name)).toMatch(/is no name for a ServiceAccount/);
  });

  test('to a name that is taken', () => {
    const other = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: shop\n';
    expect(renamed(account, { 'b.yaml': other })).toBe(
      'There is a ServiceAccount `shop` already, in b.yaml.',
    );
    expect(renamed(account, { 'b/b.yaml': other })).toHaveProperty(['a.yaml']);
    const apart = other.replace('name: shop', 'name: shop\n  namespace: b');
    expect(renamed(account.replace('a‸pp', 'a‸pp\n  namespace: a'), { 'b.yaml': apart })).toHaveProperty([
      'a.yaml',
    ]);
  });

  test('for a name that a template makes', () => {
    expect(renamed(account.replace('a‸pp', '{{ .‸Values.name }}'))).toMatch(/A template makes this name/);
  });

  test('for the account that every namespace has', () => {
    expect(renamed(pod.replaceAll('app', 'default').replace('"default"', '"de‸fault"'))).toMatch(
      /Kubernetes makes the ServiceAccount `default`/,
    );
  });

  test('where the namespace is open', () => {
    const inNamespace = (name: string) =>
      account.replace('a‸pp', 'app').replace('name: app', `name: app\n  namespace: ${name}`);
    expect(
      renamed(pod.replace('"app"', '"a‸pp"'), { 'b.yaml': inNamespace('x'), 'c.yaml': inNamespace('z') }),
    ).toBe('`app` stands in more than one namespace (x, z): rename it where its own is written.');
  });

  test('where it is declared in several places, none of them near', () => {
    const there = account.replace('a‸pp', 'app');
    expect(renamed(pod.replace('"app"', '"a‸pp"'), { 'x/a.yaml': there, 'y/a.yaml': there })).toMatch(
      /^`app` is declared in several places/,
    );
  });

  test('and nothing is said of other places', () => {
    expect(renamed('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a‸pp\n')).toBeUndefined();
  });
});

test('a Secret is renamed with its generator and where pods read it', () => {
  const reading = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: web
      env:
        - name: A
          valueFrom: {secretKeyRef: {name: app-token, key: token}}
      envFrom:
        - secretRef: {name: "app-token"}
`;
  expect(
    renamed(reading.replace('"app-token"', '"app‸-token"'), {
      'kustomization.yaml': 'secretGenerator:\n  - name: app-token\n',
      'token.yaml': tokenSecret,
    }),
  ).toEqual({
    'a.yaml': reading.replaceAll('app-token', 'shop'),
    'kustomization.yaml': 'secretGenerator:\n  - name: shop\n',
    'token.yaml': tokenSecret.replace('app-token', 'shop'),
  });
});

test('over 1,000 files it takes less than a second', () => {
  const files = Array.from({ length: 1000 }, (_, index) => [`file:///w/pod-${index}.yaml`, pod]);
  const { text, offset } = marked(account);
  const uri = 'file:///w/account.yaml';
  const linter = linterOf({ ...Object.fromEntries(files), [uri]: text });
  const start = performance.now();
  const found = linter.rename(uri, offset, 'shop');
  const first = performance.now() - start;
  linter.rename(uri, offset, 'store');
  const second = performance.now() - start - first;
  console.log(`renaming over 1,000 files: ${first.toFixed(0)} ms at first, then ${second.toFixed(0)} ms`);
  expect(found?.is === 'possible' && found.edits.length).toBe(2001);
  // A busy machine takes several times as long as a quiet one.
  expect(second).toBeLessThan(1000);
  expect(first).toBeLessThan(5000);
});
