// What a key stroke costs: rules run again on the document that changed, and on others only when they can see the change.

import { describe, expect, test } from 'vitest';
import { createLinter, defineRule } from '../../../server/src/engine/index.ts';

const secret = (name: string, label = 'a') =>
  `apiVersion: v1\nkind: Secret\ntype: kubernetes.io/service-account-token\nmetadata:\n  name: ${name}\n  labels: { x: ${label} }\n`;
const pod = (image: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers: [{ name: a, image: ${image} }]\n`;

/**
 * A linter with one rule of each kind; `calls` collects the documents they were called on, by their image or name. With
 * `asks` one of them asks for what lies outside of its scope.
 */
function counting({ asks = false } = {}) {
  const calls: string[] = [];
  const note = (rule: string, text: string) =>
    calls.push(`${rule} ${/(?:image|name): (\w+)/.exec(text)?.[1]}`);
  const base = {
    summary: '',
    category: 'files',
    severity: 'hint',
    since: '0.1.0',
    fixes: 'none',
    concerns: ['apiVersion'],
  } as const;
  const own = defineRule({
    ...base,
    id: 'own',
    reads: 'document',
    check: {
      document({ text }) {
        note('own', text);
        return [];
      },
    },
  });
  const across = defineRule({
    ...base,
    id: 'across',
    reads: 'workspace',
    check: {
      *resource({ map, kindNode }, { index }) {
        note('across', map.section.text);
        if (asks) index.declaredElsewhere('ServiceAccount', 'one', undefined);
        for (const one of index.ofKind('Secret'))
          yield { at: kindNode, message: 'x', related: [{ at: one, message: 'here' }] };
      },
    },
  });
  return { linter: createLinter({ rules: [own, across] }), calls };
}

describe('a key stroke', () => {
  test('costs one document of a file', () => {
    const { linter, calls } = counting();
    linter.setFile('file:///a/x.yaml', [pod('one'), pod('two'), pod('three')].join('---\n'));
    linter.check('file:///a/x.yaml');
    calls.length = 0;
    linter.setFile('file:///a/x.yaml', [pod('one'), pod('twoo'), pod('three')].join('---\n'));
    linter.check('file:///a/x.yaml');
    expect(calls).toEqual(['own p', 'across p']);
  });

  test('that others cannot see wakes no other file', () => {
    const { linter, calls } = counting();
    linter.setFile('file:///a/pod.yaml', pod('one'));
    linter.setFile('file:///a/secret.yaml', secret('s'));
    linter.check('file:///a/pod.yaml');
    calls.length = 0;
    linter.setFile('file:///a/secret.yaml', secret('s', 'b'));
    linter.check('file:///a/pod.yaml');
    expect(calls).toEqual([]);
  });

  test('that others can see wakes the rules that read the index, and no more', () => {
    const { linter, calls } = counting();
    linter.setFile('file:///a/pod.yaml', pod('one'));
    linter.setFile('file:///a/secret.yaml', secret('s'));
    linter.check('file:///a/pod.yaml');
    calls.length = 0;
    linter.setFile('file:///a/secret.yaml', secret('renamed'));
    linter.check('file:///a/pod.yaml');
    expect(calls).toEqual(['across p']);
  });

  test('wakes nothing in another folder', () => {
    const { linter, calls } = counting();
    linter.setFile('file:///a/pod.yaml', pod('one'));
    linter.setFile('file:///b/secret.yaml', secret('s'));
    linter.check('file:///a/pod.yaml');
    calls.length = 0;
    linter.setFile('file:///b/secret.yaml', secret('renamed'));
    linter.check('file:///a/pod.yaml');
    expect(calls).toEqual([]);
  });
});

describe('what lies in other folders', () => {
  test('wakes those that a kustomization puts together with it, and nobody when it only moves', () => {
    const { linter, calls } = counting();
    linter.setFile('file:///base/pod.yaml', pod('one'));
    linter.setFile('file:///overlay/kustomization.yaml', 'resources: [../base, secret.yaml]\n');
    linter.setFile('file:///overlay/secret.yaml', secret('s'));
    linter.check('file:///base/pod.yaml');
    calls.length = 0;
    linter.setFile('file:///overlay/secret.yaml', `# moved\n${secret('s', 'b')}`);
    linter.setFile('file:///overlay/kustomization.yaml', '# moved\nresources: [../base, secret.yaml]\n');
    linter.check('file:///base/pod.yaml');
    expect(calls).toEqual([]);
    linter.setFile('file:///overlay/secret.yaml', secret('renamed'));
    linter.check('file:///base/pod.yaml');
    expect(calls).toEqual(['across p']);
  });

  test('wakes a rule that asked for ServiceAccounts elsewhere once their names change, and no other rule', () => {
    const { linter, calls } = counting({ asks: true });
    const account = (name: string, label = 'a') =>
      `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${name}\n  labels: { x: ${label} }\n`;
    linter.setFile('file:///a/pod.yaml', pod('one'));
    linter.setFile('file:///b/account.yaml', account('one'));
    linter.check('file:///a/pod.yaml');
    calls.length = 0;
    linter.setFile('file:///b/account.yaml', account('one', 'b'));
    linter.check('file:///a/pod.yaml');
    expect(calls).toEqual([]);
    linter.setFile('file:///b/account.yaml', account('two'));
    linter.check('file:///a/pod.yaml');
    expect(calls).toEqual(['across p']);
  });
});

test('findings that were kept still say where things are', () => {
  const { linter } = counting();
  linter.setFile('file:///a/pod.yaml', pod('one'));
  linter.setFile('file:///a/secret.yaml', secret('s'));
  const related = () => linter.check('file:///a/pod.yaml')?.findings[0]?.related[0]?.location.span;
  const before = related();
  linter.setFile('file:///a/secret.yaml', `# one\n${secret('s')}`);
  expect(related()).toEqual({ start: (before?.start ?? 0) + 6, end: (before?.end ?? 0) + 6 });
  linter.setFile('file:///a/secret.yaml', `${pod('new')}---\n${secret('s')}`);
  expect(related()?.start).toBe((before?.start ?? 0) + pod('new').length + 4);
});

test('a document that moves within its file keeps its findings, at their new place', () => {
  const { linter, calls } = counting();
  const uri = 'file:///a/secret.yaml';
  linter.setFile(uri, `${pod('one')}---\n${secret('s')}`);
  linter.check(uri);
  calls.length = 0;
  const longer = `${pod('other')}---\n${secret('s')}`;
  linter.setFile(uri, longer);
  const last = linter.check(uri)?.findings.at(-1);
  expect(longer.slice(last?.location.span.start, last?.location.span.end)).toBe('Secret');
  expect(calls).toEqual(['own p', 'across p']);
});

test('an equal report has an equal stamp, a different one another', () => {
  const { linter } = counting();
  linter.setFile('file:///a/secret.yaml', secret('s'));
  const first = linter.check('file:///a/secret.yaml')?.stamp;
  linter.setFile('file:///a/secret.yaml', secret('t'));
  expect(linter.check('file:///a/secret.yaml')?.stamp).toBe(first);
  linter.setFile('file:///a/secret.yaml', `\n${secret('t')}`);
  expect(linter.check('file:///a/secret.yaml')?.stamp).not.toBe(first);
});
