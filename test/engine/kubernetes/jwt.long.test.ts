// Tokens in long texts and in mutated ones: how long finding them takes, and that nothing of them is told.

import { expect, test } from 'vitest';
import { createRandom } from '../../../bench/random.mts';
import { createLinter } from '../../../server/src/engine/index.ts';
import { hideTokens } from '../../../server/src/engine/kubernetes/hiddenTokens.ts';
import { pastedTokensIn } from '../../../server/src/engine/kubernetes/jwt.ts';
import { rules } from '../../../server/src/rules/index.generated.ts';
import { cpuTime } from '../../support/cpuTime.ts';
import { base64, boundToken, leaked, legacyToken, wrapped } from '../../support/tokens.ts';

const token = legacyToken();
const live = boundToken(1893456000);

/** Texts that are as hard as they come, of at least `size` characters. */
const hard: Readonly<Record<string, (size: number) => string>> = {
  'tokens, one per line': (size) => `${token}\n`.repeat(size / token.length + 1),
  'tokens in base64': (size) => `token: ${base64(token)}\n`.repeat(size / token.length + 1),
  'beginnings of tokens': (size) => 'eyJ\n'.repeat(size / 4),
  'beginnings of parts': (size) => '.eyJ'.repeat(size / 4),
  'parts on lines': (size) => '.eyJhbGciOiJ9\n'.repeat(size / 14),
  'one part': (size) => `${token.slice(0, 40)}${'a'.repeat(size)}`,
  'one blob': (size) => `data: ZXlK${'V5SleUpZ'.repeat(size / 8)}`,
  'blanks at the ends of lines': (size) => `eyJ${' '.repeat(999)}\n`.repeat(size / 1000),
  'lines of equal length': (size) => `${'a'.repeat(64)}\n`.repeat(size / 65) + token,
};

/** Milliseconds per megabyte that are far too many. */
const tooLong = 1500;

test.each(Object.keys(hard))('time in proportion to the text: %s', (name) => {
  const figures = [1e3, 1e4, 1e5, 1e6, 1e7].map((size) => {
    const text = hard[name]?.(size) ?? '';
    const time = cpuTime(() => {
      pastedTokensIn(text);
      if (size <= 1e6) hideTokens(text);
    });
    expect(time, `${size}`).toBeLessThan(100 + (tooLong * size) / 1e6);
    return `${size / 1e3} KB ${time.toFixed(1)} ms`;
  });
  console.log(`${name}: ${figures.join(', ')}`);
});

const insertions = [
  '\n',
  '\r\n',
  '\\\n  ',
  '.',
  '=',
  '"',
  '…',
  '{{ .x }}',
  ' ',
  'eyJ',
  'é',
  '\u0000',
  '-',
  '💥',
];

function mutated(text: string, next: () => number): string {
  let result = text;
  for (let count = Math.floor(next() * 4); count >= 0; count--) {
    const at = Math.floor(next() * result.length);
    const length = Math.floor(next() * next() * 60);
    const piece = insertions[Math.floor(next() * insertions.length)] ?? '';
    const by = [piece, '', piece, result.slice(at, at + length).repeat(2)][Math.floor(next() * 4)] ?? '';
    result = result.slice(0, at) + by + result.slice(at + (next() < 0.5 ? 0 : length));
  }
  return result;
}

/** Minutes in place of moments: FUZZ_SECONDS=300. */
const seconds = Number(process.env.FUZZ_SECONDS ?? 3);

test(
  `mutated tokens for ${seconds} s: nothing is thrown, found outside of the text, or told`,
  () => {
    const { next } = createRandom(20260601);
    const linter = createLinter({ rules });
    const until = performance.now() + seconds * 1000;
    let rounds = 0;
    let findings = 0;
    for (; performance.now() < until; rounds++) {
      const one = [token, live, base64(token), wrapped(live, 50, '    '), base64(`{"a":"${live}"}`)];
      const source = `kind: Secret\napiVersion: v1\ndata:\n  token: |\n    ${one[rounds % one.length]}\nother: ${token}\n`;
      const text = mutated(source, next);
      linter.setFile('file:///a.yaml', text);
      const report = linter.check('file:///a.yaml');
      expect(report?.crashes).toEqual([]);
      expect(hideTokens(text).length).toBe(text.length);
      for (const { location, message, related, fixes } of report?.findings ?? []) {
        findings++;
        expect(location.span.start).toBeGreaterThanOrEqual(0);
        expect(location.span.end).toBeLessThanOrEqual(text.length);
        expect(location.span.start).toBeLessThanOrEqual(location.span.end);
        const said = [message, ...related.map((one) => one.message), ...fixes.map(({ title }) => title)];
        expect(leaked(said.join('\n'), [token, live]), text).toEqual([]);
      }
      for (const { span } of pastedTokensIn(text)) {
        const shown = hideTokens(text).slice(span.start, span.end);
        expect(shown.replace(/^eyJ/, ''), text).toMatch(/^[·\s\\]*$/);
      }
    }
    console.log(`${rounds} texts, ${findings} findings`);
    expect(findings).toBeGreaterThan(rounds / 4);
  },
  (seconds + 30) * 1000,
);
