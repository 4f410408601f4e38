// Scripts that something has happened to: nothing may throw, and no place may lie outside of the text.

import { expect, test } from 'vitest';
import { createRandom } from '../../../bench/random.mts';
import { tokenIdiomsIn, tokenRequestsIn } from '../../../server/src/engine/shell/tokenIdioms.ts';
import { plainScript, templatedScript } from '../../support/scripts.ts';
import { asMet, byAccount, bySearch, others } from './idioms.ts';
import { nearMisses } from './nearMisses.ts';

const scripts = [
  ...[...byAccount, ...bySearch, ...asMet, ...others].map(([script]) => script),
  ...nearMisses,
];
const splinters = [
  '"',
  "'",
  '`',
  '$(',
  ')',
  '${',
  '}',
  '\\',
  '\n',
  '|',
  '&&',
  ';',
  '<<EOF',
  '#',
  '{{',
  '}}',
  ' ',
  '(',
  '\r',
];

function mutated(script: string, random: (below: number) => number): string {
  let text = script;
  for (let count = 1 + random(4); count > 0; count--) {
    const at = random(text.length + 1);
    const kind = random(3);
    const splinter = splinters[random(splinters.length)] ?? '';
    const other = scripts[random(scripts.length)] ?? '';
    if (kind === 0) text = text.slice(0, at) + splinter + text.slice(at);
    else if (kind === 1) text = text.slice(0, at) + text.slice(at + 1 + random(12));
    else text = text.slice(0, at) + other.slice(random(other.length));
  }
  return text;
}

test('mutated scripts', () => {
  const seconds = Number(process.env.FUZZ_SECONDS ?? 1);
  const random = createRandom(Number(process.env.FUZZ_SEED ?? 20_241_124)).below;
  const end = performance.now() + seconds * 1000;
  let count = 0;
  while (performance.now() < end) {
    const text = mutated(scripts[count % scripts.length] ?? '', random);
    count++;
    for (const script of [
      plainScript(text),
      templatedScript(text),
      plainScript(text, 'powershell'),
      plainScript(text, 'arguments'),
    ]) {
      tokenRequestsIn(script);
      for (const { at, reads, tokens, dumps, rewritten } of tokenIdiomsIn(script)) {
        const spans = [
          at,
          ...reads,
          ...tokens,
          ...(dumps ? [dumps] : []),
          ...(rewritten?.edits ?? []).map(({ span }) => span),
        ];
        const isInside = spans.every(({ start, end: to }) => 0 <= start && start <= to && to <= text.length);
        if (!isInside) expect.fail(`outside of ${JSON.stringify(text)}: ${JSON.stringify(spans)}`);
      }
    }
  }
  console.log(`${count} scripts`);
  expect(count).toBeGreaterThan(100);
}, 3_600_000);
