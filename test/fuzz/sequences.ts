// Sequences of texts that one linter sees one after the other. The number of a sequence and the seed say all about it, so
// each can be run again on its own.

import { createRandom, type Random } from '../../bench/random.mts';
import { grammarText } from './grammar.ts';
import { askAtRandom, brokenLaws, linterWith, type Thoroughness } from './laws.ts';
import { mutated, typed } from './mutations.ts';
import type { Seed, SeedFile } from './seeds.ts';

/** A text of which something does not hold. */
export interface Failure {
  readonly sequence: number;
  /** Which text of the sequence, from 0. */
  readonly step: number;
  /** The files as they were before the text, and the text that fails. */
  readonly files: readonly SeedFile[];
  readonly changed: SeedFile;
  readonly problems: readonly string[];
}

/** What came of a sequence. */
export interface Outcome {
  readonly inputs: number;
  /** Whether each text is the one before after an edit, as when a person types. */
  readonly isTyping: boolean;
  readonly failures: readonly Failure[];
  /** The text that took longest: milliseconds of the process's work, everything that is asked of it included. */
  readonly slowest: { readonly milliseconds: number; readonly step: number; readonly changed: SeedFile };
}

/** Which sequence: all follows from that. */
export interface Chosen {
  readonly seed: number;
  readonly sequence: number;
  /** Whether every text is the one before after an edit; else chance says so. */
  readonly typing?: boolean;
}

/** Runs one sequence. `onText` is told of every text before anything is asked of it. */
export function runSequence(
  seeds: readonly Seed[],
  { seed, sequence, typing = false }: Chosen,
  onText: (changed: SeedFile) => void = () => {},
): Outcome {
  const random = createRandom(Math.imul(seed, 1_000_003) + sequence);
  const isTyping = random.chance(0.15) || typing;
  const original = random.chance(0.25) ? grammarSeed(random) : anyOf(seeds, random);
  const linter = linterWith(original);
  let files: readonly SeedFile[] = original;
  const failures: Failure[] = [];
  let slowest: Outcome['slowest'] = { milliseconds: 0, step: 0, changed: original[0] };
  const inputs = isTyping ? 30 : 40;
  for (let step = 0; step < inputs; step++) {
    const changed = nextText(isTyping ? files : original, seeds, isTyping, random);
    const before = files;
    files = files.map((file) => (file.uri === changed.uri ? changed : file));
    onText(changed);
    const started = process.cpuUsage();
    const problems = problemsOf(() => [
      ...brokenLaws(linter, files, changed, triedOn(isTyping, step)),
      ...(step % 3 === 0 ? askAtRandom(linter, changed, random) : []),
    ]);
    const { user, system } = process.cpuUsage(started);
    const milliseconds = (user + system) / 1000;
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, step, changed };
    if (problems.length > 0) failures.push({ sequence, step, files: before, changed, problems });
  }
  return { inputs, isTyping, failures, slowest };
}

/** Where an edit follows another, what is kept matters most; elsewhere each text is tried as far as time allows. */
function triedOn(isTyping: boolean, step: number): Thoroughness {
  if (isTyping) return { fresh: step % 5 === 4, unfiltered: false, fixes: step % 15 === 14 };
  return { fresh: step % 8 === 0, unfiltered: step % 16 === 1, fixes: step % 6 === 0 };
}

/** What is wrong, exceptions included. */
export function problemsOf(check: () => readonly string[]): readonly string[] {
  try {
    return check();
  } catch (error) {
    return [`throws ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
}

function nextText(
  files: readonly SeedFile[],
  seeds: readonly Seed[],
  isTyping: boolean,
  random: Random,
): SeedFile {
  const file = files[random.between(0, files.length - 1)] ?? { uri: 'file:///a.yaml', text: '' };
  const donor = () => anyOf(seeds, random)[0].text;
  return { uri: file.uri, text: (isTyping ? typed : mutated)(file.text, random, donor) };
}

function anyOf(seeds: readonly Seed[], random: Random): Seed {
  return seeds[random.between(0, seeds.length - 1)] ?? [{ uri: 'file:///a.yaml', text: '' }];
}

function grammarSeed(random: Random): Seed {
  const isTemplate = random.chance(0.5);
  const uriOf = (name: string) => (isTemplate ? `file:///chart/templates/${name}` : `file:///plain/${name}`);
  const make = (name: string): SeedFile => ({ uri: uriOf(name), text: grammarText(random, isTemplate) });
  const helpers = { uri: uriOf('_helpers.tpl'), text: '{{ define "app.name" }}app{{ end }}\n' };
  const chart = {
    uri: 'file:///chart/Chart.yaml',
    text: 'apiVersion: v2\nname: a\nkubeVersion: ">=1.21-0"\n',
  };
  return [
    make('a.yaml'),
    ...(random.chance(0.4) ? [make('b.yaml')] : []),
    ...(isTemplate ? [helpers, chart] : []),
  ];
}
