// Tokens in any text: where they stand, and what they say.

import { describe, expect, test } from 'vitest';
import { createLinter, defineRule } from '../../../server/src/engine/index.ts';
import { hideTokens, withoutTokens } from '../../../server/src/engine/kubernetes/hiddenTokens.ts';
import { pastedTokensIn } from '../../../server/src/engine/kubernetes/jwt.ts';
import { base64, boundToken, jwt, leaked, legacyToken, wrapped } from '../../support/tokens.ts';

const token = legacyToken();
const live = boundToken(1893456000);

/** The stretches that tokens take up, with whose they are. */
function found(text: string): readonly string[] {
  return pastedTokensIn(text).map(
    ({ span, claims: { is, serviceAccount, expires } }) =>
      `${is} ${serviceAccount} ${expires ?? 'never'}: ${text.slice(span.start, span.end)}`,
  );
}

describe('what a token says', () => {
  test('a legacy token never expires, a bound one on a day', () => {
    expect(found(`a ${token} b\n${live}`)).toEqual([
      `legacy example never: ${token}`,
      `bound example 2030-01-01: ${live}`,
    ]);
    expect(pastedTokensIn(token)[0]?.claims).toEqual({
      is: 'legacy',
      namespace: 'demo',
      serviceAccount: 'example',
      secret: 'example-token',
      expires: undefined,
    });
  });

  test.each([1e18, -1, Number.NaN, '1893456000', null])('an expiry of %s is none', (exp) => {
    expect(found(boundToken(exp as number))).toEqual([expect.stringMatching(/^bound example never: /)]);
  });

  test.each([
    ['no object', []],
    ['claims that are no objects', { 'kubernetes.io': 'x' }],
    ['a ServiceAccount that is none', { 'kubernetes.io': { namespace: 'demo', serviceaccount: [] } }],
    ['a name that is none', { 'kubernetes.io': { namespace: 'demo', serviceaccount: { name: 7 } } }],
    ['an issuer alone', { iss: 'kubernetes/serviceaccount', sub: 'system:serviceaccount:a:b', and: 'more' }],
  ])('%s: nobody’s token', (_, claims) => {
    expect(found(jwt({ padding: 'x'.repeat(40), ...claims }))).toEqual([]);
  });
});

describe('where a token stands', () => {
  const offsets = [0, 1, 2, 3, 4, 5];
  test.each(offsets)('in base64, behind %i characters', (before) => {
    const encoded = base64(`${'"'.repeat(before)}${token}"}`);
    const [one] = pastedTokensIn(`data: ${encoded}\n`);
    const { start = 0, end = 0 } = one?.span ?? {};
    expect(start).toBe(6 + Math.floor((before * 4) / 3));
    expect(end).toBe(6 + Math.ceil(((before + token.length) * 4) / 3));
  });

  test.each([40, 60, 64, 76, 100, 128])('wrapped over lines of %i characters', (width) => {
    for (const size of [342, 512, 683]) {
      const signed = jwt(
        { iss: 'x', 'kubernetes.io': { namespace: 'demo', serviceaccount: { name: 'example' } } },
        { alg: 'RS256', kid: 'z'.repeat(43) },
        'c2lnbmF0dXJl'.repeat(60).slice(0, size),
      );
      for (const text of [signed, base64(signed)]) {
        const lines = wrapped(text, width, '    ');
        for (const behind of ['', '\n    EOF\n', '\nname: robot\n', '\n- next\n']) {
          for (const lineBreak of ['\n', '\r\n', '\r']) {
            const source = `${lines}${behind}`.replaceAll('\n', lineBreak);
            const [one] = pastedTokensIn(source);
            const shown = source.slice(one?.span.start, one?.span.end).replace(/[\s=]+/g, '');
            expect(shown, `${size} ${JSON.stringify(behind)}`).toBe(text.replace(/=+$/, ''));
          }
        }
      }
    }
  });

  test('many, one per line, each on its own', () => {
    const text = `${Array.from({ length: 50 }, (_, at) => legacyToken('demo', `example${at + 10}`)).join('\n')}\n`;
    expect(pastedTokensIn(text).map(({ claims }) => claims.serviceAccount)).toEqual(
      Array.from({ length: 50 }, (_, at) => `example${at + 10}`),
    );
    expect(found(text).every((one) => one.endsWith('c2lnbmF0dXJl'))).toBe(true);
  });
});

describe('hiding', () => {
  test('keeps the length and the lines', () => {
    const text = `a: ${token}\r\nb: "\\\n${wrapped(live, 70, '  ')}"\nc: ${base64(token)} d`;
    const hidden = hideTokens(text);
    expect(hidden.length).toBe(text.length);
    expect(hidden.replace(/[^\n\r]/g, '')).toBe(text.replace(/[^\n\r]/g, ''));
    expect(leaked(hidden, [token, live])).toEqual([]);
    expect(hidden).toMatch(/^a: eyJ·+\r\n/);
    expect(hidden).toMatch(/\nc: ·+ d$/);
  });

  test('hides what is cut off, and what others have issued', () => {
    const other = jwt({ iss: 'https://accounts.example.com', sub: 'someone', aud: 'something' });
    expect(withoutTokens(`\`${token.slice(0, 120)}\` and ${other}.`)).toBe('`eyJ…` and eyJ…');
  });

  test('leaves all other words', () => {
    const text =
      'config.gcsKeyJSONFileContent keyJsonFileContentOf2 ZXlKcHJpbnRlcg== eyJ /var/run/secrets/tokens/eyJson';
    expect(hideTokens(text)).toBe(text);
    expect(withoutTokens(text)).toBe(text);
  });

  test('takes a token out of what a rule throws', () => {
    const thrower = defineRule({
      id: 'thrower',
      summary: 'Throws what it reads.',
      category: 'files',
      severity: 'error',
      since: '0.1.0',
      fixes: 'none',
      reads: 'document',
      concerns: () => true,
      check: {
        // biome-ignore lint/correctness/useYield: it gets nowhere
        *file({ text }) {
          throw new Error(`cannot read ${text}`);
        },
      },
    });
    const linter = createLinter({ rules: [thrower] });
    linter.setFile('file:///a.yaml', `token: ${token}\n`);
    const [crash] = linter.check('file:///a.yaml')?.crashes ?? [];
    expect(crash?.error).toContain('cannot read token: eyJ…');
    expect(leaked(crash?.error ?? '', [token])).toEqual([]);
  });
});
