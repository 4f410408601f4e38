// A program is run for all sample versions at once. What it finds must be what a run for each version alone finds.

import { expect, test } from 'vitest';
import { createRandom, type Random } from '../../../bench/random.mts';
import { evaluate } from '../../../server/src/engine/template/gates/evaluator.ts';
import { compile, type Program } from '../../../server/src/engine/template/gates/gates.ts';
import { type Sampled, valueFor } from '../../../server/src/engine/template/gates/samples.ts';
import type { Value } from '../../../server/src/engine/template/gates/values.ts';
import { builds, type SampleVersion, sampleVersions } from '../../../server/src/engine/versions/builds.ts';

const versions = builds.flatMap((build) => [16, 22, 24, 25].flatMap((minor) => sampleVersions(build, minor)));

test('all versions at once, and one after the other', () => {
  let telling = 0;
  for (let seed = 1; seed <= 25; seed++) {
    const texts = templatesOf(createRandom(seed));
    const programs = texts.map(compile);
    const atOnce = notesOf(programs, versions);
    for (const [at, version] of versions.entries()) {
      const alone = notesOf(programs, [version]);
      expect(describe(atOnce, at), texts.join('\n')).toBe(describe(alone, 0));
    }
    if (new Set(versions.map((_, at) => describe(atOnce, at))).size > 1) telling++;
  }
  expect(telling).toBeGreaterThan(10);
});

type Note = readonly [what: string, ...values: Sampled[]];

function notesOf(programs: readonly Program[], samples: readonly SampleVersion[]): readonly Note[] {
  const definitions = new Map(
    programs.flatMap((program) => program.definitions.map((definition) => [definition.name, definition])),
  );
  const notes: Note[] = [];
  for (const program of programs) {
    const surroundings = {
      mode: 'group',
      constraints: new Map(),
      changesMaps: programs.some((one) => one.changesMaps),
      definition: (name: string) => definitions.get(name),
    } as const;
    evaluate(program, samples, surroundings, {
      arm: (_, block, arm, taken) => notes.push([`${block} ${arm}`, taken]),
      call: (_, command, name, args, result) =>
        notes.push([`${name} ${command.span.start}`, ...args, result]),
    });
  }
  return notes;
}

/** The notes as they are for the sample in a place. */
function describe(notes: readonly Note[], at: number): string {
  return notes
    .map(([what, ...values]) => JSON.stringify([what, ...values.map((value) => plain(valueFor(value, at)))]))
    .join('\n');
}

function plain(value: Value): unknown {
  if (value instanceof Map) return [...value].map(([key, one]) => [key, plain(one)]);
  return Array.isArray(value) ? value.map(plain) : value;
}

const version = '$.Capabilities.KubeVersion';

/** Named templates, each of which includes later ones alone, and a template that includes all of them. */
function templatesOf(random: Random): readonly string[] {
  const variables = '{{ $a := . }}{{ $b := "v1.20.0" }}{{ $c := "" }}';
  const helpers = [0, 1, 2].map((at) => {
    const included = [1, 2].filter((other) => other > at).map((other) => `h${other}`);
    return `{{ define "h${at}" }}${variables}${body(random, included, 2)}{{ end }}`;
  });
  return [helpers.join(''), variables + body(random, ['h0', 'h1', 'h2'], 2)];
}

function body(random: Random, included: readonly string[], depth: number): string {
  return Array.from({ length: random.between(1, 3) }, () => step(random, included, depth)).join('');
}

function step(random: Random, included: readonly string[], depth: number): string {
  const ask = () => expression(random, included, 2);
  const inner = () => body(random, included, depth - 1);
  const otherwise = () => random.pick(['', `{{ else }}${inner()}`]);
  const steps = [
    () => 'text ',
    () => `{{ ${ask()} }}`,
    () => `{{ ${random.pick(['$a', '$b', '$c'])} ${random.pick([':=', '=', '='])} ${ask()} }}`,
  ];
  const blocks = [
    () => `{{ if ${ask()} }}${inner()}${otherwise()}{{ end }}`,
    () => `{{ if ${ask()} }}${inner()}{{ else if ${ask()} }}${inner()}${otherwise()}{{ end }}`,
    () => `{{ with $a := ${ask()} }}${inner()}${otherwise()}{{ end }}`,
    () => `{{ range $c := ${ask()} }}${inner()}${random.pick(['', '', '{{ break }}'])}{{ end }}`,
    () => `{{ block "k" . }}${inner()}{{ end }}`,
  ];
  return oneOf(random, depth > 0 ? [...steps, ...blocks] : steps)();
}

const operands = [
  `${version}.Version`,
  `${version}.Minor`,
  version,
  '$.Capabilities',
  '.Values.x',
  '"v1.22.3"',
  '"a"',
  'true',
  'nil',
  '1',
  '.',
  '.version',
  '$a',
  '$b',
  '$c',
];

function expression(random: Random, included: readonly string[], depth: number): string {
  if (depth === 0) return oneOf(random, operands);
  const one = () => `(${expression(random, included, depth - 1)})`;
  const calls = [
    () => `semverCompare "${random.pick(['>=1.24-0', '<1.24', '>=1.22-0 <1.25-0', '^1.23-0'])}" ${one()}`,
    () => `semverCompare "${random.pick(['>=1.24-0', '<1.23'])}" ${version}.Version`,
    () => `${random.pick(['and', 'or', 'eq', 'default', 'list', 'print'])} ${one()} ${one()}`,
    () => `${random.pick(['not', 'int', 'len', 'toString', 'quote', 'trunc 5'])} ${one()}`,
    () => `ternary ${one()} ${one()} ${one()}`,
    () => `dict "version" ${one()}`,
    () => `set ${one()} "version" ${one()}`,
    () => `index ${one()} "${random.pick(['version', 'KubeVersion'])}"`,
    () => `(semver ${one()}).Minor`,
    () => `$.Capabilities.APIVersions.Has ${random.pick(['"policy/v1"', one()])}`,
    () => `regexReplaceAll "-.*" ${one()} ""`,
  ];
  const includes = included.flatMap((name) => [
    () => `include "${name}" ${one()}`,
    () => `include (ternary "${name}" "h2" (semverCompare ">=1.24-0" ${version}.Version)) ${one()}`,
  ]);
  return oneOf(random, [...calls, ...includes])();
}

function oneOf<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[random.between(0, items.length - 1)];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
}
