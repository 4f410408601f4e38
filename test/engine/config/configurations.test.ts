// Which configuration holds for which file: the nearest file above it, its overrides, and what is forced.

import { describe, expect, test } from 'vitest';
import { type Config, createLinter, defaultConfig, type Linter } from '../../../server/src/engine/index.ts';
import { rules } from '../../../server/src/rules/index.generated.ts';

const pod = `apiVersion: v1
kind: Pod
metadata:
  name: example
spec:
  serviceAccount: builder
  containers: [{ name: app, image: nginx }]
  volumes:
    - name: token
      projected: { sources: [{ serviceAccountToken: { path: token, expirationSeconds: 3607 } }] }
`;

const secret = (name: string, more = '') => `apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata:
  name: ${name}
  annotations:
    kubernetes.io/service-account.name: builder
${more}`;

function linterWith(files: Readonly<Record<string, string>>, config: Partial<Config> = {}): Linter {
  const linter = createLinter({ rules, config: { ...defaultConfig, ...config } });
  for (const [path, text] of Object.entries(files)) linter.setFile(`file:///repo/${path}`, text);
  return linter;
}

/** What is found in a file, as `rule severity`. */
function found(linter: Linter, path: string): readonly string[] {
  const report = linter.check(`file:///repo/${path}`);
  return (report?.findings ?? []).map(({ rule, severity }) => `${rule} ${severity}`);
}

const severityOf = (linter: Linter, path: string, rule: string) =>
  found(linter, path)
    .find((one) => one.startsWith(`${rule} `))
    ?.slice(rule.length + 1) ?? 'off';

const expiration = 'extended-token-expiration';
const account = 'deprecated-service-account-field';
const longLived = 'long-lived-token-secret';

describe('the nearest file', () => {
  const linter = linterWith({
    '.bound-tokens.yaml': `rules: { ${expiration}: error, ${account}: off }\n`,
    'apps/.bound-tokens.yaml': `rules: { ${expiration}: hint }\n`,
    'pod.yaml': pod,
    'apps/web/pod.yaml': pod,
    'other/deep/down/pod.yaml': pod,
  });

  test('counts alone', () => {
    expect(severityOf(linter, 'pod.yaml', expiration)).toBe('error');
    expect(severityOf(linter, 'pod.yaml', account)).toBe('off');
    expect(severityOf(linter, 'other/deep/down/pod.yaml', expiration)).toBe('error');
    expect(severityOf(linter, 'apps/web/pod.yaml', expiration)).toBe('hint');
    expect(severityOf(linter, 'apps/web/pod.yaml', account)).toBe('hint');
    expect(linter.configurationOf('file:///repo/apps/web/pod.yaml')).toBe(
      'file:///repo/apps/.bound-tokens.yaml',
    );
  });

  test('counts as it is now', () => {
    linter.setFile('file:///repo/apps/.bound-tokens.yaml', `rules: { ${expiration}: warning }\n`);
    expect(severityOf(linter, 'apps/web/pod.yaml', expiration)).toBe('warning');
    linter.removeFile('file:///repo/apps/.bound-tokens.yaml');
    expect(severityOf(linter, 'apps/web/pod.yaml', expiration)).toBe('error');
  });
});

test('what the linter is given counts only where no file says anything', () => {
  const rulesOf = { [account]: { severity: 'error', options: {} } } as const;
  const linter = linterWith(
    { 'a/.bound-tokens.yaml': 'exclude: []\n', 'a/pod.yaml': pod, 'b/pod.yaml': pod },
    { target: '1.23', rules: rulesOf },
  );
  expect(severityOf(linter, 'b/pod.yaml', account)).toBe('error');
  expect(linter.targetFor('file:///repo/b/pod.yaml').text).toBe('1.23');
  expect(severityOf(linter, 'a/pod.yaml', account)).toBe('hint');
  expect(linter.targetFor('file:///repo/a/pod.yaml').text).toBe('>=1.24-0');
});

test('one file can be named for all', () => {
  const linter = linterWith(
    {
      'ci/strict.yaml': `rules: { ${account}: error }\noverrides: [{ files: [apps/], rules: { ${account}: warning } }]\n`,
      '.bound-tokens.yaml': `rules: { ${account}: off }\n`,
      'pod.yaml': pod,
      'apps/pod.yaml': pod,
    },
    { configurationFile: { uri: 'file:///repo/ci/strict.yaml', folder: 'file:///repo' } },
  );
  expect(severityOf(linter, 'pod.yaml', account)).toBe('error');
  expect(severityOf(linter, 'apps/pod.yaml', account)).toBe('warning');
});

describe('profiles', () => {
  const under = (profile: string) =>
    found(
      linterWith({
        '.bound-tokens.yaml': `profile: ${profile}\n`,
        'pod.yaml': pod,
        's.yaml': secret('robot'),
      }),
      's.yaml',
    ).filter((one) => one.startsWith(longLived));

  test('weigh what no rule is set to', () => {
    expect(under('recommended')).toEqual([`${longLived} information`]);
    expect(under('strict')).toEqual([`${longLived} warning`]);
    expect(under('essential')).toEqual([]);
  });

  test('give way to a rule that is named', () => {
    const linter = linterWith({
      '.bound-tokens.yaml': `profile: essential\nrules: { ${account}: hint }\n`,
      'pod.yaml': pod,
    });
    expect(severityOf(linter, 'pod.yaml', account)).toBe('hint');
    expect(severityOf(linter, 'pod.yaml', expiration)).toBe('warning');
  });
});

describe('overrides', () => {
  test('by path: the last that fits', () => {
    const linter = linterWith({
      '.bound-tokens.yaml': `kubernetesVersion: "1.29"
rules: { ${account}: error, ${expiration}: error }
overrides:
  - { files: [legacy/], rules: { ${account}: warning, ${expiration}: hint } }
  - { files: ["legacy/vendor/**"], kubernetesVersion: "1.23", rules: { ${account}: off } }
`,
      'pod.yaml': pod,
      'legacy/pod.yaml': pod,
      'legacy/vendor/x/pod.yaml': pod,
    });
    expect(severityOf(linter, 'pod.yaml', account)).toBe('error');
    expect(severityOf(linter, 'legacy/pod.yaml', account)).toBe('warning');
    expect(severityOf(linter, 'legacy/vendor/x/pod.yaml', account)).toBe('off');
    expect(severityOf(linter, 'legacy/vendor/x/pod.yaml', expiration)).toBe('hint');
    expect(linter.targetFor('file:///repo/legacy/pod.yaml').text).toBe('1.29');
    expect(linter.targetFor('file:///repo/legacy/vendor/x/pod.yaml').text).toBe('1.23');
  });

  test('by object: kind, name and namespace', () => {
    const linter = linterWith({
      '.bound-tokens.yaml': `overrides:
  - resources: [{ kind: Secret, name: "ci-*", namespace: build }]
    reason: the build farm cannot renew tokens
    rules: { ${longLived}: off }
  - resources: [{ name: "*-legacy-*" }]
    rules: { ${longLived}: error }
`,
      's.yaml': [
        secret('ci-robot', '  namespace: build\n'),
        secret('ci-robot', '  namespace: other\n'),
        secret('a-legacy-b'),
        secret('legacy'),
      ].join('---\n'),
    });
    const seen = found(linter, 's.yaml').filter((one) => one.startsWith(longLived));
    expect(seen).toEqual([`${longLived} information`, `${longLived} error`, `${longLived} information`]);
  });

  test('by object and path together', () => {
    const config = `overrides: [{ files: [a/], resources: [{ kind: Secret }], rules: { ${longLived}: off } }]\n`;
    const linter = linterWith({
      '.bound-tokens.yaml': config,
      'a/s.yaml': secret('x'),
      'b/s.yaml': secret('x'),
    });
    expect(severityOf(linter, 'a/s.yaml', longLived)).toBe('off');
    expect(severityOf(linter, 'b/s.yaml', longLived)).toBe('information');
  });
});

describe('excluded files', () => {
  const linter = linterWith(
    {
      '.bound-tokens.yaml': 'exclude: [vendor/, "*.gen.yaml", "!keep.gen.yaml"]\n',
      'apps/.bound-tokens.yaml': 'exclude: [tmp/]\n',
      'vendor/pod.yaml': pod,
      'a.gen.yaml': pod,
      'keep.gen.yaml': pod,
      'apps/vendor/pod.yaml': pod,
      'apps/tmp/pod.yaml': pod,
      'pod.yaml': pod,
      'set/pod.yaml': pod,
      'grün/pod.yaml': pod,
    },
    { exclude: [{ folder: 'file:///repo', patterns: ['/set', 'grün'] }] },
  );
  linter.setFile('file:///repo/gr%C3%BCn/pod.yaml', pod);

  test.each([
    ['vendor/pod.yaml', true],
    ['a.gen.yaml', true],
    ['keep.gen.yaml', false],
    ['apps/vendor/pod.yaml', true],
    ['apps/tmp/pod.yaml', true],
    ['set/pod.yaml', true],
    ['gr%C3%BCn/pod.yaml', true],
    ['pod.yaml', false],
  ])('%s: %s', (path, excluded) => {
    expect(linter.isExcluded(`file:///repo/${path}`)).toBe(excluded);
    expect(linter.check(`file:///repo/${path}`)?.excluded).toBe(excluded);
    expect(found(linter, path).length > 0).toBe(!excluded);
  });
});

test('what is forced counts above all files', () => {
  const linter = linterWith(
    {
      '.bound-tokens.yaml': `kubernetesVersion: "1.23"\nrules: { ${account}: off, ${expiration}: error }\n`,
      'pod.yaml': pod,
    },
    { forced: { target: '1.30', rules: [account] } },
  );
  expect(linter.targetFor('file:///repo/pod.yaml').text).toBe('1.30');
  expect(found(linter, 'pod.yaml')).toEqual([`${account} hint`]);
});

test('a tool that needs a token Secret is told of', () => {
  const linter = linterWith({
    '.bound-tokens.yaml': 'conventions: [{ tool: Velero, secrets: ["velero-*-token"] }]\n',
    's.yaml': [secret('velero-eu-token'), secret('velero-eu')].join('---\n'),
  });
  const report = linter.check('file:///repo/s.yaml');
  const messages = report?.findings.filter(({ rule }) => rule === longLived).map(({ message }) => message);
  expect(messages?.[0]).toContain('Velero');
  expect(messages?.[1]).not.toContain('Velero');
});

test('a migration leaves the Secret that a tool needs, and the report names the tool', () => {
  const linter = linterWith({
    '.bound-tokens.yaml': 'conventions: [{ tool: Velero, secrets: ["velero-*-token"] }]\n',
    's.yaml': secret('velero-eu-token'),
  });
  const migration = linter.migrate('file:///repo/s.yaml', { name: 'velero-eu-token' });
  expect(migration?.is === 'possible' && migration.left.map(({ because }) => because)).toEqual([
    'by its name it is made for Velero, which needs such a Secret',
  ]);
  const roles = linter.tokensIn('file:///repo/s.yaml')?.mentions.map(({ role }) => role);
  expect(roles).toContainEqual(expect.objectContaining({ is: 'token-secret', tool: 'Velero' }));
});

test('a file that cannot be read as a whole counts as far as it can', () => {
  const linter = linterWith({
    '.bound-tokens.yaml': `rules:\n  ${account}: off\n  ${expiration}: fatal\n  nothing: off\n`,
    'pod.yaml': pod,
  });
  expect(severityOf(linter, 'pod.yaml', account)).toBe('off');
  expect(severityOf(linter, 'pod.yaml', expiration)).toBe('warning');
  expect(found(linter, '.bound-tokens.yaml')).toEqual([
    'invalid-configuration error',
    'invalid-configuration warning',
  ]);
});

test('keys that every object has are no settings', () => {
  const keys = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const text = `rules:\n${keys.map((key) => `  ${key}: off\n`).join('')}`;
  const linter = linterWith({
    '.bound-tokens.yaml': `${text}__proto__: { profile: strict }\n`,
    'pod.yaml': pod,
  });
  expect(found(linter, '.bound-tokens.yaml')).toHaveLength(5);
  expect(severityOf(linter, 'pod.yaml', account)).toBe('hint');
  expect(({} as Record<string, unknown>).profile).toBeUndefined();
});
