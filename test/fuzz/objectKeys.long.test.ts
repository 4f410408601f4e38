// Words that every object of JavaScript knows are words like any other, wherever they stand: nothing is looked up in a
// prototype, and nothing is written to one.

import { afterAll, expect, test } from 'vitest';
import { createRandom } from '../../bench/random.mts';
import { fixFile } from '../../server/src/engine/index.ts';
import { askAll, linterWith } from './laws.ts';
import { ownSeeds, type Seed } from './seeds.ts';

type Pair = readonly [word: string, harmless: string];
/** Each beside a word of its length that means nothing. */
const words: readonly [Pair, ...Pair[]] = [
  ['__proto__', '__pratu__'],
  ['constructor', 'konstruktor'],
  ['toString', 'taStrang'],
  ['hasOwnProperty', 'hasOwmPrapertx'],
  ['valueOf', 'velueUf'],
];

const seed = Number(process.env.FUZZ_SEED ?? 1);
const rounds = Number(process.env.FUZZ_ROUNDS ?? 150);
const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Map.prototype];
const before = prototypes.map(contents);

function contents(prototype: object): readonly (readonly [string | symbol, unknown])[] {
  return Reflect.ownKeys(prototype).map((key) => [key, Reflect.getOwnPropertyDescriptor(prototype, key)]);
}

afterAll(() => expect(prototypes.map(contents)).toEqual(before));

/** What is said of the first file, and what fixing makes of it. */
function answersOn(files: Seed): string {
  const [file] = files;
  const linter = linterWith(files);
  const report = linter.check(file.uri);
  const random = createRandom(1);
  const problems = [file.text.length >> 1, file.text.length].flatMap((offset) =>
    askAll(linter, file, offset, random).flatMap((answer) => answer.problems),
  );
  return JSON.stringify([report?.findings, report?.crashes, problems, fixFile(linter, file.uri, 'all').text]);
}

test(`a word of a file that becomes a word of JavaScript, ${rounds} times`, () => {
  const seeds = ownSeeds();
  const random = createRandom(seed);
  for (let round = 0; round < rounds; round++) {
    const files = seeds[random.between(0, seeds.length - 1)] ?? [{ uri: 'file:///a.yaml', text: '' }];
    const [word, harmless] = random.pick<(typeof words)[number]>(words);
    const found = [...files[0].text.matchAll(/[A-Za-z][\w-]{2,}/g)];
    const old = found[random.between(0, Math.max(0, found.length - 1))]?.[0];
    if (old === undefined) continue;
    const withWord = (by: string) =>
      files.map(({ uri, text }) => ({ uri, text: text.split(old).join(by) })) as unknown as Seed;
    const expected = answersOn(withWord(harmless)).replaceAll(harmless, word);
    expect(answersOn(withWord(word)), `${old} of ${files[0].text}`).toBe(expected);
  }
});
