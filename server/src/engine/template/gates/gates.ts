// Which Kubernetes versions a stretch of a template renders on. The template is run for some sample versions, all else
// unknown; what comes of its conditions is put together per minor. In: a text and the chart's named templates.

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
import { BySample, type Sampled, Samples, valueFor } from './samples.ts';
import type { Notes, Surroundings } from './surroundings.ts';
import { tellingMinors } from './tellingMinors.ts';
import { unknown, type Value } from './values.ts';

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
  const minors = tellingMinors(program, surroundings.definition, firstMinor, lastMinor);
  const samples = builds.flatMap((build) => minors.flatMap((minor) => sampleVersions(build, minor)));
  const notebook = createNotebook(program, samples);
  evaluate(program, samples, surroundings, notebook.notes);
  return gatesOf(notebook);
}

/** What is noted of one program. */
interface Notebook {
  readonly samples: Samples;
  readonly notes: Notes;
  /** By block and arm: whether the arm is taken. */
  readonly arms: ReadonlyMap<string, Sampled>;
  readonly calls: ReadonlyMap<Command, NotedCall>;
}

interface NotedCall {
  readonly name: string;
  /** Each time that it was called. */
  readonly times: { readonly args: readonly Sampled[]; readonly result: Sampled }[];
}

function createNotebook(program: Program, versions: readonly SampleVersion[]): Notebook {
  const samples = new Samples(versions);
  const arms = new Map<string, Sampled>();
  const calls = new Map<Command, NotedCall>();
  return {
    samples,
    arms,
    calls,
    notes: {
      arm(of, block, arm, taken) {
        if (of !== program) return;
        const key = keyOf(block, arm);
        const earlier = arms.get(key);
        arms.set(key, earlier === undefined ? taken : samples.compute(unlessBoth, earlier, taken));
      },
      call(of, command, name, args, result) {
        if (of !== program || !comparingVersions.has(name)) return;
        const noted = calls.get(command) ?? { name, times: [] };
        calls.set(command, noted);
        noted.times.push({ args, result });
      },
    },
  };
}

/** Unknown where two runs of the same condition do not agree. */
function unlessBoth(one: Value, other: Value): Value {
  return one === other ? one : unknown;
}

/** The calls that rules want to know of. */
const comparingVersions: ReadonlySet<string> = new Set([
  'semverCompare',
  'int',
  'int64',
  'atoi',
  'float64',
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
]);

function gatesOf({ samples, arms, calls }: Notebook): Gates {
  const setsOf = createVersionSets(samples.all);
  const taken = new Map<string, ByBuild<VersionSet>>();
  const versionsOf = (block: number, arm: number): ByBuild<VersionSet> => {
    const key = keyOf(block, arm);
    let versions = taken.get(key);
    if (!versions) {
      versions = everywhere;
      // An arm is taken when it says so and none before it does.
      for (let before = 0; before < arm; before++)
        versions = onBoth(versions, onOthers(setsOf(arms.get(keyOf(block, before)) ?? unknown)));
      versions = onBoth(versions, setsOf(arms.get(key) ?? unknown));
      taken.set(key, versions);
    }
    return versions;
  };
  return {
    versionsOf,
    versionsIn: (guards) =>
      guards.reduce((all, { block, arm }) => onBoth(all, versionsOf(block, arm)), everywhere),
    calls: [...calls].flatMap(([command, call]) => versionCallOf(command, call, samples) ?? []),
  };
}

function keyOf(block: number, arm: number): string {
  return `${block} ${arm}`;
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
  calls: [],
};

function onBoth(a: ByBuild<VersionSet>, b: ByBuild<VersionSet>): ByBuild<VersionSet> {
  if (a === everywhere) return b;
  return byBuild((build) => intersect(a[build], b[build]));
}

function onOthers(versions: ByBuild<VersionSet>): ByBuild<VersionSet> {
  return byBuild((build) => complement(versions[build]));
}

function byBuild(answer: (build: Build) => VersionSet): ByBuild<VersionSet> {
  return { plain: answer('plain'), vendor: answer('vendor'), metadata: answer('metadata') };
}

const takenOnAll: ByBuild<VersionSet> = everywhere;
const takenOnNone: ByBuild<VersionSet> = byBuild(() => noVersions);

/** Turns what samples say of an arm into sets of versions. */
function createVersionSets(samples: readonly SampleVersion[]): (taken: Sampled) => ByBuild<VersionSet> {
  const known = new Map<BySample, ByBuild<VersionSet>>();
  return (taken) => {
    if (!(taken instanceof BySample))
      return taken === true ? takenOnAll : taken === false ? takenOnNone : open;
    let sets = known.get(taken);
    if (!sets) {
      sets = byBuild((build) => setOf(answersOf(taken, samples, build)));
      known.set(taken, sets);
    }
    return sets;
  };
}

/** One answer for each minor; undefined where its samples do not agree, or nobody knows. */
type Answers = ReadonlyMap<number, boolean | undefined>;

function answersOf(taken: BySample, samples: readonly SampleVersion[], of: Build): Answers {
  const answers = new Map<number, boolean | undefined>();
  for (const [at, { build, minor }] of samples.entries()) {
    if (build !== of) continue;
    const value = valueFor(taken, at);
    const answer = typeof value === 'boolean' ? value : undefined;
    answers.set(minor, answers.has(minor) && answers.get(minor) !== answer ? undefined : answer);
  }
  return answers;
}

/** Between two minors that were tried, both have the answer, or nobody. The minors are in order. */
function setOf(answers: Answers): VersionSet {
  const tried = [...answers.keys()];
  let next = 0;
  return versionsWhere((minor) => {
    while (next < tried.length && (tried[next] ?? minor) < minor) next++;
    const above = tried[next] ?? tried.at(-1);
    const below = above === minor ? minor : (tried[next - 1] ?? tried[0]);
    const answer = answers.get(below ?? minor);
    return answers.get(above ?? minor) === answer ? answer : undefined;
  });
}

/** Undefined for a call that was given nothing of the version: then it was given the same for all samples. */
function versionCallOf(
  command: Command,
  { name, times }: NotedCall,
  samples: Samples,
): VersionCall | undefined {
  if (!times.some(({ args }) => args.some((arg) => arg instanceof BySample))) return undefined;
  const outcomes = samples.all.flatMap((sample, at) =>
    times.map(({ args, result }) => ({
      sample,
      args: args.map((arg) => valueFor(arg, at)),
      result: valueFor(result, at),
    })),
  );
  return differs(outcomes) ? { name, command, outcomes } : undefined;
}

/** Whether what a call was given is not the same for all samples. */
function differs([first, ...others]: VersionCall['outcomes']): boolean {
  return (
    first !== undefined &&
    others.some(({ args }) => args.some((arg, at) => typeof arg !== 'object' && arg !== first.args[at]))
  );
}
