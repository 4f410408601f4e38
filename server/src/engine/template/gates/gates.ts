// Which Kubernetes versions a stretch of a template renders on. The template is run once for each sample version, all
// else unknown; what comes of its conditions is put together per minor. In: a text and the chart's named templates.

import {
  type Build,
  type ByBuild,
  builds,
  everywhere,
  type SampleVersion,
  sampleVersions,
} from '../../versions/builds.ts';
import type { PrereleaseMode } from '../../versions/masterminds.ts';
import {
  allVersions,
  complement,
  intersect,
  noVersions,
  unknownVersions,
  type VersionSet,
  versionsWhere,
} from '../../versions/versionSet.ts';
import type { Command } from '../expression.ts';
import type { Guard } from '../template.ts';
import { evaluate } from './evaluator.ts';
import { mayTellVersions, type Program, type ProgramDefinition } from './program.ts';
import type { Surroundings } from './surroundings.ts';
import { tellingMinors } from './tellingMinors.ts';
import type { Value } from './values.ts';

export { compile, type Program, type ProgramDefinition } from './program.ts';

/** A call of a function that was handed something of the cluster's version. */
export interface VersionCall {
  readonly name: string;
  /** Offsets count from the start of the text. */
  readonly command: Command;
  /** What it was given and what it gave, for each sample it was called with. */
  readonly outcomes: readonly {
    readonly sample: SampleVersion;
    readonly args: readonly Value[];
    readonly result: Value;
  }[];
}

/** What a text's conditions say of versions. */
export interface Gates {
  /** The versions on which the text in these arms renders, by build; surely on none where chart values have a say. */
  versionsIn(guards: readonly Guard[]): ByBuild<VersionSet>;
  /** The versions on which an arm is taken once its block is reached. */
  versionsOf(block: number, arm: number): ByBuild<VersionSet>;
  /** Whether the answer differs from version to version. */
  readonly tellVersions: boolean;
  /** Calls whose outcome hangs on the cluster's version. */
  readonly calls: readonly VersionCall[];
}

/** The minors that are told apart; what holds on the last holds on all later ones. */
const firstMinor = 16;
const lastMinor = 40;

/** Named templates by name; where a name comes twice, the one that Helm takes is for the caller to choose. */
export type Definitions = ReadonlyMap<string, ProgramDefinition>;

/** Reads the conditions of a program. */
export function readGates(program: Program, definitions: Definitions, mode: PrereleaseMode = 'group'): Gates {
  if (!mayTellVersions(program.text)) return undecided;
  const surroundings: Surroundings = {
    mode,
    constraints: new Map(),
    changesMaps: program.changesMaps || [...definitions.values()].some((one) => one.program.changesMaps),
    definition: (name) => definitions.get(name) ?? program.definitions.find((one) => one.name === name),
  };
  const notebook = createNotebook(program);
  const minors = tellingMinors(program, surroundings.definition, firstMinor, lastMinor);
  for (const build of builds) {
    for (const minor of minors) {
      for (const sample of sampleVersions(build, minor))
        evaluate(program, sample, surroundings, notebook.notesFor(sample));
    }
  }
  return notebook.gates();
}

type Answers = Map<number, (boolean | undefined)[]>;

function createNotebook(program: Program) {
  /** block and arm → build → minor → one answer for each sample. */
  const arms = new Map<string, Record<Build, Answers>>();
  const calls = new Map<Command, { name: string; outcomes: VersionCall['outcomes'][number][] }>();

  const noteArm = (sample: SampleVersion, key: string, taken: boolean | undefined) => {
    const answers = arms.get(key) ?? { plain: new Map(), vendor: new Map(), metadata: new Map() };
    arms.set(key, answers);
    const ofMinor = answers[sample.build].get(sample.minor);
    if (ofMinor) ofMinor.push(taken);
    else answers[sample.build].set(sample.minor, [taken]);
  };

  return {
    notesFor: (sample: SampleVersion) => ({
      arm: (of: Program, block: number, arm: number, taken: boolean | undefined) => {
        if (of === program) noteArm(sample, `${block} ${arm}`, taken);
      },
      call: (of: Program, command: Command, name: string, args: readonly Value[], result: Value) => {
        if (of !== program || !comparesVersions(name)) return;
        const noted = calls.get(command) ?? { name, outcomes: [] };
        calls.set(command, noted);
        noted.outcomes.push({ sample, args, result });
      },
    }),
    gates: () => gatesOf(arms, calls),
  };
}

/** The calls that rules want to know of. */
function comparesVersions(name: string): boolean {
  return /^(?:semverCompare|int|int64|atoi|float64|eq|ne|lt|le|gt|ge)$/.test(name);
}

function gatesOf(
  arms: ReadonlyMap<string, Record<Build, Answers>>,
  calls: ReadonlyMap<Command, { name: string; outcomes: VersionCall['outcomes'][number][] }>,
): Gates {
  const asked = new Map([...arms].map(([key, answers]) => [key, byBuild((build) => setOf(answers[build]))]));
  const versionsOf = (block: number, arm: number): ByBuild<VersionSet> => {
    // An arm is taken when it says so and none before it does.
    let versions = everywhere;
    for (let before = 0; before <= arm; before++) {
      const own = asked.get(`${block} ${before}`) ?? open;
      versions = byBuild((build) =>
        intersect(versions[build], before < arm ? complement(own[build]) : own[build]),
      );
    }
    return versions;
  };
  const telling = [...calls].filter(([, { outcomes }]) => differs(outcomes));
  return {
    versionsOf,
    versionsIn: (guards) =>
      guards
        .map(({ block, arm }) => versionsOf(block, arm))
        .reduce((all, one) => byBuild((build) => intersect(all[build], one[build])), everywhere),
    tellVersions: [...asked.values()].some((sets) => builds.some((build) => changes(sets[build]))),
    calls: telling.map(([command, { name, outcomes }]) => ({ name, command, outcomes })),
  };
}

const open: ByBuild<VersionSet> = {
  plain: unknownVersions,
  vendor: unknownVersions,
  metadata: unknownVersions,
};

/** What is known where no condition can look at the version: chart values alone decide. */
const undecided: Gates = {
  versionsIn: (guards) => (guards.length === 0 ? everywhere : open),
  versionsOf: () => open,
  tellVersions: false,
  calls: [],
};

function byBuild(answer: (build: Build) => VersionSet): ByBuild<VersionSet> {
  return { plain: answer('plain'), vendor: answer('vendor'), metadata: answer('metadata') };
}

/** Between two minors that were tried, both have the answer, or nobody. */
function setOf(answers: Answers): VersionSet {
  const tried = [...answers.keys()].sort((a, b) => a - b);
  const first = answerOf(answers.get(tried[0] ?? firstMinor));
  if (tried.every((minor) => answerOf(answers.get(minor)) === first))
    return first === undefined ? unknownVersions : first ? allVersions : noVersions;
  return versionsWhere((minor) => {
    const below = tried.findLast((one) => one <= minor) ?? tried[0];
    const above = tried.find((one) => one >= minor) ?? tried.at(-1);
    const answer = answerOf(answers.get(below ?? minor));
    return answerOf(answers.get(above ?? minor)) === answer ? answer : undefined;
  });
}

function answerOf(samples: readonly (boolean | undefined)[] = []): boolean | undefined {
  const [first] = samples;
  return samples.every((sample) => sample === first) ? first : undefined;
}

function changes(set: VersionSet): boolean {
  const { possible, certain } = set;
  return (
    (possible.low !== 0 || possible.high !== 0) &&
    !(
      possible.low === -1 &&
      possible.high === -1 &&
      ((certain.low === -1 && certain.high === -1) || (certain.low === 0 && certain.high === 0))
    )
  );
}

/** Whether what a call was given is not the same for all samples: then it was given something of the version. */
function differs(outcomes: readonly VersionCall['outcomes'][number][]): boolean {
  const [first] = outcomes;
  return (
    first !== undefined &&
    outcomes.some(({ args }) => args.some((arg, at) => typeof arg !== 'object' && arg !== first.args[at]))
  );
}
