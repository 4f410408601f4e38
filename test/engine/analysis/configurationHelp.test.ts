// What is proposed in a configuration file, and what is said of its settings.

import { expect, test } from 'vitest';
import { createLinter } from '../../../server/src/engine/index.ts';
import { rules } from '../../../server/src/rules/index.generated.ts';
import { marked } from '../../support/marked.ts';

const uri = 'file:///w/.bound-tokens.yaml';

function linterAt(source: string) {
  const { text, offset } = marked(source);
  const linter = createLinter({ rules });
  linter.setFile(uri, text);
  return { linter, text, offset };
}

function labels(source: string): readonly string[] {
  const { linter, offset } = linterAt(source);
  return (linter.complete(uri, offset)?.proposals ?? []).map(({ label }) => label);
}

function taken(source: string, label: string): string {
  const { linter, text, offset } = linterAt(source);
  const completion = linter.complete(uri, offset);
  const proposal = completion?.proposals.find((one) => one.label === label);
  if (!completion || !proposal) throw new Error(`${label} is not proposed`);
  return text.slice(0, completion.span.start) + proposal.text + text.slice(completion.span.end);
}

function about(source: string): string | undefined {
  const { linter, offset } = linterAt(source);
  return linter.explain(uri, offset)?.paragraphs.join(' ');
}

const severities = ['error', 'warning', 'information', 'hint', 'off'];

test('settings at the top, without those that are there', () => {
  expect(labels('pro‸')).toEqual([
    'profile',
    'kubernetesVersion',
    'exclude',
    'rules',
    'conventions',
    'overrides',
  ]);
  expect(labels('profile: strict\n‸\nrules: {}\n')).toEqual([
    'kubernetesVersion',
    'exclude',
    'conventions',
    'overrides',
  ]);
  expect(taken('pro‸', 'profile')).toBe('profile: ');
  expect(taken('pro‸: strict', 'profile')).toBe('profile: strict');
});

test('rules, their severities and their options', () => {
  expect(labels('rules:\n  tok‸\n')).toEqual(rules.map(({ id }) => id));
  expect(labels('rules:\n  token-secret-env: ‸\n')).toEqual(severities);
  expect(labels('rules:\n  misspelled-key: ‸\n')).toEqual(severities);
  expect(labels('rules:\n  misspelled-key:\n    ‸\n')).toEqual(['severity', 'options']);
  expect(labels('rules:\n  misspelled-key:\n    options:\n      al‸\n')).toEqual(['allowed']);
  expect(labels('overrides:\n  - files: [a/]\n    rules:\n      token-audience: of‸\n')).toEqual(severities);
});

test('what overrides and conventions are made of', () => {
  expect(labels('overrides:\n  - ‸\n')).toEqual([
    'files',
    'resources',
    'reason',
    'kubernetesVersion',
    'rules',
  ]);
  expect(labels('overrides:\n  - resources:\n      - kind: Secret\n        ‸\n')).toEqual([
    'name',
    'namespace',
  ]);
  expect(labels('conventions:\n  - tool: Velero\n    ‸\n')).toEqual(['secrets']);
  expect(labels('profile: ‸\n')).toEqual(['recommended', 'essential', 'strict']);
});

test('nothing where text of one’s own stands', () => {
  expect(labels('kubernetesVersion: ‸\n')).toEqual([]);
  expect(labels('exclude:\n  - ven‸\n')).toEqual([]);
  expect(labels('# pro‸\n')).toEqual([]);
  expect(labels('nothing:\n  ‸\n')).toEqual([]);
});

test('what a setting and a rule are for', () => {
  expect(about('pro‸file: strict\n')).toMatch(/^How strict.*The default is `"recommended"`\.$/);
  const summary = rules.find(({ id }) => id === 'token-secret-env')?.summary;
  expect(about('rules:\n  token-secret‸-env: off\n')).toBe(summary);
  expect(about('overrides:\n  - reas‸on: because\n')).toBe('Why, for whoever reads this next.');
  expect(about('rules:\n  token-expiration:\n    options:\n      lon‸gest: 1\n')).toContain('86400');
  expect(about('rules:\n  no-‸rule: off\n')).toBeUndefined();
  expect(about('profile: stri‸ct\n')).toBeUndefined();
});
