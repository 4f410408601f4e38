import { expect, test } from 'vitest';
import { createLinter } from '../../../server/src/engine/index.ts';
import { rules } from '../../../server/src/rules/index.generated.ts';

const volume = (comment: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  volumes:\n    - name: t\n      projected:\n        sources:\n          - serviceAccountToken:\n              path: t\n              expirationSeconds: 3607 ${comment}\n`;

function unused(comment: string, off: readonly string[]) {
  const settings = Object.fromEntries(off.map((id) => [id, { severity: 'off' as const, options: {} }]));
  const linter = createLinter({ rules, config: { target: '>=1.24-0', rules: settings } });
  linter.setFile('file:///a.yaml', volume(comment));
  const found = linter.check('file:///a.yaml')?.findings ?? [];
  return found.filter(({ rule }) => rule === 'unused-suppression').map(({ message }) => message);
}

test('a suppression of a rule that is turned off is not judged', () => {
  const comment = '# bound-tokens-disable-line extended-token-expiration';
  expect(unused(comment, ['extended-token-expiration'])).toEqual([]);
  expect(unused('# bound-tokens-disable-line', ['extended-token-expiration'])).toEqual([]);
  expect(unused('# bound-tokens-disable-line token-subpath', ['extended-token-expiration'])).toHaveLength(1);
  expect(unused('# bound-tokens-disable-line no-such-rule', ['extended-token-expiration'])).toHaveLength(1);
});

test('a suppressed finding is kept, with the reason', () => {
  const linter = createLinter({ rules });
  linter.setFile(
    'file:///a.yaml',
    volume('# bound-tokens-disable-line extended-token-expiration -- on purpose'),
  );
  const found = linter
    .check('file:///a.yaml')
    ?.findings.find(({ rule }) => rule === 'extended-token-expiration');
  expect(found?.suppressed?.reason).toBe('on purpose');
});
