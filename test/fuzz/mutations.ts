// What happens to texts: slips of the hand, merges gone wrong, bytes from elsewhere. In: a text and chance; out: another
// text. The same chance gives the same text.

import type { Random } from '../../bench/random.mts';
import { splinters } from './splinters.ts';

/** What mutations take from: some other text. */
export type Donor = () => string;

/** The text after one to six mishaps. */
export function mutated(text: string, random: Random, donor: Donor): string {
  let result = text;
  for (let count = random.between(1, random.chance(0.7) ? 2 : 6); count > 0; count--)
    result = random.pick(random.chance(0.55) ? inLines : random.chance(0.85) ? inCharacters : throughout)(
      result,
      random,
      donor,
    );
  return result.slice(0, longest);
}

/** The text after one change as a person makes it while typing: a character, a word, a line, some pasted lines. */
export function typed(text: string, random: Random, donor: Donor): string {
  return random.pick(typing)(text, random, donor).slice(0, longest);
}

/** Mutations must not add up to texts that take their time because they are long. */
const longest = 20_000;

type Mutation = (text: string, random: Random, donor: Donor) => string;

const withSplinter: Mutation = (text, random) =>
  insertedAt(text, random.between(0, text.length), random.pick(splinters));
const withoutOne: Mutation = (text, random) => without(text, random.between(0, text.length), 1);
const withoutSome: Mutation = (text, random) =>
  without(text, random.between(0, text.length), random.between(1, 12));
const withoutLine = byLine((lines, at) => lines.toSpliced(at, 1));
const withLineTwice = byLine((lines, at) => lines.toSpliced(at, 0, lines[at] ?? ''));
const withForeignLines = byLine((lines, at, random, donor) => {
  const others = donor().split('\n');
  const from = random.between(0, others.length - 1);
  return lines.toSpliced(at, random.between(0, 3), ...others.slice(from, from + random.between(1, 8)));
});

const inCharacters: readonly [Mutation, ...Mutation[]] = [
  withSplinter,
  withSplinter,
  withoutSome,
  withoutOne,
  (text, random) => {
    const [at, length] = [random.between(0, text.length), random.between(1, 40)];
    return insertedAt(text, random.between(0, text.length), text.slice(at, at + length));
  },
  (text, random) => {
    const at = random.between(0, text.length);
    return text.slice(0, at) + random.pick(splinters) + text.slice(at + 1);
  },
  (text, random) => {
    const at = random.between(0, text.length);
    const code = random.chance(0.8) ? random.between(0, 0x7f) : random.between(0, 0xffff);
    return text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
  },
];

const inLines: readonly [Mutation, ...Mutation[]] = [
  withoutLine,
  withLineTwice,
  byLine((lines, at, random) => lines.toSpliced(at, random.between(1, 5))),
  byLine((lines, at, random) => {
    const other = random.between(0, lines.length - 1);
    return lines.with(at, lines[other] ?? '').with(other, lines[at] ?? '');
  }),
  byLine((lines, at, random) => {
    const by = random.pick(['', ' ', '  ', '    ', '\t']);
    const end = at + random.between(1, 6);
    return lines.map((line, index) => (at <= index && index < end ? by + line : line));
  }),
  byLine((lines, at, random) => {
    const end = at + random.between(1, 6);
    return lines.map((line, index) => (at <= index && index < end ? line.replace(/^ {1,2}/, '') : line));
  }),
  byLine((lines, at, random) => {
    const open = random.pick([
      '{{- if .Values.a }}',
      '{{ range .Values.a }}',
      '{{- with .x }}',
      '{{ define "a" }}',
    ]);
    return lines.toSpliced(at, 0, open).toSpliced(at + random.between(2, 8), 0, '{{- end }}');
  }),
  byLine((lines, at) => lines.with(at, `# ${lines[at]}`)),
  byLine((lines, at) => lines.toSpliced(at, 2, `${lines[at]}${lines[at + 1] ?? ''}`)),
  withForeignLines,
  byLine((lines, at, random) =>
    lines.with(
      at,
      `${lines[at]} # bound-tokens-disable-line ${random.pick(['token-subpath', 'x', 'literal-token', ''])}`,
    ),
  ),
  byLine((lines, at, random) =>
    lines.with(at, (lines[at] ?? '').replace(/:.*$/, `: ${random.pick(splinters)}`)),
  ),
];

const throughout: readonly [Mutation, ...Mutation[]] = [
  (text) => text.replaceAll(/\r?\n/g, '\r\n'),
  (text) => text.replaceAll('\n', '\r'),
  (text, random) => text.replaceAll('\n', () => random.pick(['\n', '\r\n', '\r', '\n'])),
  (text) => `\ufeff${text}`,
  (text, random) => text.slice(0, random.between(0, text.length)),
  (text, random) => text.slice(random.between(0, text.length)),
  (text, _, donor) => `${text}\n---\n${donor()}`,
  (text) => text.replaceAll('  ', '\t'),
  (text) => text.replaceAll('\n', ''),
  (text, random) => {
    const words = text.match(/[A-Za-z]{4,}/g) ?? [];
    const word = words[random.between(0, words.length - 1)];
    return word === undefined ? text : text.replaceAll(word, random.pick(splinters));
  },
];

const typing: readonly [Mutation, ...Mutation[]] = [
  withSplinter,
  withoutSome,
  withoutOne,
  (text, random) => {
    const at = random.between(0, text.length);
    return insertedAt(text, at, random.pick(['a', 'e', ' ', ':', '-', '\n', '"', '{', '#', '0', '\t']));
  },
  withoutLine,
  withLineTwice,
  withForeignLines,
];

function byLine(
  change: (lines: string[], at: number, random: Random, donor: Donor) => readonly string[],
): Mutation {
  return (text, random, donor) => {
    const lines = text.split('\n');
    return change(lines, random.between(0, lines.length - 1), random, donor).join('\n');
  };
}

function insertedAt(text: string, at: number, inserted: string): string {
  return text.slice(0, at) + inserted + text.slice(at);
}

function without(text: string, at: number, length: number): string {
  return text.slice(0, at) + text.slice(at + length);
}
