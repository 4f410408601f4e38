// Runs a program with everything but the Kubernetes version unknown, for all sample versions at once, and notes what is
// learned on the way: which arms render, and which calls compare the cluster's version. An unknown condition runs both
// arms and merges them; the way through a program is the same for all samples, whatever its conditions say.

import type { SampleVersion } from '../../versions/builds.ts';
import type { Command, Operand, Pipeline } from '../expression.ts';
import { goesOn, hasRounds, isTaken, isTakenOnce, mayBeBoth } from './arms.ts';
import { functionNamed } from './functions.ts';
import { mergedText, mergedVariable, type Outcome } from './outcomes.ts';
import {
  type Choice,
  type ChoiceArm,
  changesMaps,
  mayTellVersions,
  type Program,
  type ProgramDefinition,
  type Step,
} from './program.ts';
import { forget, repeated, settle } from './rounds.ts';
import { compared, createRun, fieldsOf, held, isLikeRoot, numberOf, type Run, served } from './run.ts';
import { BySample, type Sampled } from './samples.ts';
import { assign, type Scope, scopeOf, store, variable } from './scope.ts';
import { type Notes, noNotes, type Surroundings } from './surroundings.ts';
import { isUnknown, joined, somethingTrue, unknown, type Value, writtenOf } from './values.ts';

const mostSteps = 20_000;
const deepestInclude = 20;
const root: Value = { object: 'root' };

/** Runs a program, and each named template in it on its own, with an unknown context. */
export function evaluate(
  program: Program,
  sampleVersions: readonly SampleVersion[],
  surroundings: Surroundings,
  notes: Notes,
): void {
  const run = createRun(sampleVersions, surroundings, notes);
  perform(run, program, program.steps, scopeOf(root), 0);
  for (const { steps, text } of program.definitions) {
    if (!mayTellVersions(text)) continue;
    run.steps = 0;
    perform(run, program, steps, scopeOf(unknown), 0);
  }
}

/** The text that steps write; unknown when a part of it is. */
function perform(run: Run, program: Program, steps: readonly Step[], scope: Scope, depth: number): Sampled {
  let text: Sampled = '';
  for (const step of steps) {
    if (++run.steps > mostSteps) return unknown;
    text = run.samples.compute(joined, text, output(run, program, step, scope, depth));
  }
  return text;
}

function output(run: Run, program: Program, step: Step, scope: Scope, depth: number): Sampled {
  switch (step.type) {
    case 'text':
      return step.text;
    case 'output': {
      if (!run.writes && !step.isNoteworthy) return unknown;
      return run.samples.compute(
        (value) => writtenOf(value, run.context) ?? (isUnknown(value) ? unknown : somethingTrue),
        resultOf(run, program, step.pipeline, scope, depth),
      );
    }
    case 'assign':
      assign(scope, step.pipeline, held(run, resultOf(run, program, step.pipeline, scope, depth)));
      return '';
    case 'call': {
      const [name, context] = step.pipeline.commands[0]?.operands ?? [];
      const dot = context ? operand(run, program, context, scope, depth) : null;
      return name?.type === 'string' ? include(run, name.value, dot, depth) : unknown;
    }
    case 'choice':
      return choose(run, program, step, scope, depth);
    case 'opaque':
      return unknown;
  }
}

/** Takes the arm that is known to be taken; where that is unknown, all that may be, each from the same variables. */
function choose(run: Run, program: Program, choice: Choice, scope: Scope, depth: number): Sampled {
  const { samples } = run;
  const { block, arms, changes } = choice;
  let reached: Sampled = true;
  const outcomes: Outcome[] = [];
  const before = changes.map((name) => variable(scope, name));
  const noteOutcome = (isPossible: Sampled, text: Sampled) => {
    if (isPossible === false) return;
    outcomes.push({ isPossible, text, variables: changes.map((name) => variable(scope, name)) });
  };
  for (const [index, arm] of arms.entries()) {
    const inner = scopeOf(scope.dot, scope);
    const asked =
      arm.pipeline && arm.asks !== 'block' ? resultOf(run, program, arm.pipeline, inner, depth) : true;
    const taken = samples.compute(arm.asks === 'range' ? hasRounds : isTaken, asked);
    run.notes.arm(
      program,
      block,
      index,
      arm.rounds?.leavesEarly ? samples.compute(isTakenOnce, taken) : taken,
    );
    // An arm that is not taken is run as well: its own conditions want an answer. Its effects are dropped.
    const text = performArm(run, program, arm, held(run, asked), inner, depth);
    noteOutcome(samples.compute(mayBeBoth, reached, taken), text);
    for (const [at, name] of changes.entries()) store(scope, name, before[at] ?? unknown);
    reached = samples.compute(goesOn, reached, taken);
  }
  noteOutcome(
    samples.compute((one) => one !== false, reached),
    '',
  );
  for (const [at, name] of changes.entries()) store(scope, name, mergedVariable(samples, outcomes, at));
  return mergedText(samples, outcomes);
}

/** The text of an arm. Of a loop one round is performed, in which variables hold what they may in any. */
function performArm(
  run: Run,
  program: Program,
  arm: ChoiceArm,
  asked: Sampled,
  scope: Scope,
  depth: number,
): Sampled {
  const round = (by: Run) => perform(by, program, arm.steps, bodyScope(arm, asked, scope), depth);
  if (!arm.rounds) return round(run);
  const silent: Run = { ...run, notes: noNotes };
  settle(run.samples, arm.rounds, scope, () => round(silent));
  run.steps = silent.steps;
  const text = round(run);
  if (arm.rounds.leavesEarly) {
    forget(arm.rounds.changes, scope);
    return unknown;
  }
  return run.samples.compute(
    (list, once) => (Array.isArray(list) && list.length === 1 ? once : repeated(once)),
    asked,
    text,
  );
}

function bodyScope(arm: ChoiceArm, asked: Sampled, scope: Scope): Scope {
  const dot =
    arm.asks === 'with' ? asked : arm.asks === 'range' ? unknown : arm.asks === 'block' ? unknown : scope.dot;
  const body: Scope = { variables: new Map(), outer: scope, dot };
  for (const name of arm.pipeline?.variables ?? [])
    body.variables.set(name, arm.asks === 'range' ? unknown : asked);
  return body;
}

function resultOf(run: Run, program: Program, pipeline: Pipeline, scope: Scope, depth: number): Sampled {
  if (pipeline.malformed) return unknown;
  let piped: Sampled | undefined;
  for (const command of pipeline.commands) piped = call(run, program, command, piped, scope, depth);
  return piped ?? unknown;
}

function call(
  run: Run,
  program: Program,
  command: Command,
  piped: Sampled | undefined,
  scope: Scope,
  depth: number,
): Sampled {
  const [head, ...rest] = command.operands;
  if (!head) return unknown;
  const args = rest.map((one) => operand(run, program, one, scope, depth));
  if (piped !== undefined) args.push(piped);
  if (head.type === 'word') {
    const result = named(run, head.name, args, depth);
    run.notes.call(program, command, head.name, args, result);
    return result;
  }
  if (args.length === 0) return operand(run, program, head, scope, depth);
  const holder = operand(run, program, { ...head, path: head.path.slice(0, -1) }, scope, depth);
  return head.path.at(-1) === 'Has' ? served(run, holder, args[0]) : unknown;
}

function named(run: Run, name: string, args: readonly Sampled[], depth: number): Sampled {
  if (name === 'include') {
    const [template = unknown, context = null] = args;
    return included(run, template, context, depth);
  }
  if (name === 'semverCompare') return compared(run, args);
  const work = functionNamed(name);
  return work ? run.samples.computeAll((given) => work(given, run.context), args) : unknown;
}

/** What `include` gives. A name that is made of the version is looked up for each that it may be. */
function included(run: Run, template: Sampled, context: Sampled, depth: number): Sampled {
  if (!(template instanceof BySample))
    return typeof template === 'string' ? include(run, template, context, depth) : unknown;
  const names = [...new Set(template.values)];
  const texts = names.map((name) => included(run, name, context, depth));
  return run.samples.computeAll(
    ([name = null, ...given]) => given[names.indexOf(name)] ?? unknown,
    [template, ...texts],
  );
}

const versionHelper = /kube(?:rnetes)?[._-]?version$/i;

function include(run: Run, name: string, context: Sampled, depth: number): Sampled {
  const { samples } = run;
  const definition = run.surroundings.definition(name);
  // A helper of a library chart that is not at hand, but says what it gives.
  if (!definition)
    return versionHelper.test(name) ? samples.compute(() => run.context.sample.gitVersion, null) : unknown;
  if (depth >= deepestInclude) return unknown;
  const changes = changesMaps(definition.text);
  const isRoot = samples.compute((one) => isLikeRoot(one, changes), context);
  const asRoot = isRoot === false ? unknown : includeForRoot(run, name, definition, depth);
  if (isRoot === true) return asRoot;
  const asGiven = textOfDefinition(run, definition, context, depth);
  return samples.computeAll(
    ([is = null, one = null, other = null]) => (is ? one : other),
    [isRoot, asRoot, asGiven],
  );
}

function includeForRoot(run: Run, name: string, definition: ProgramDefinition, depth: number): Sampled {
  const known = run.known.included.get(name);
  if (known !== undefined) return known;
  // A template that leads back to itself is unknown there.
  run.known.included.set(name, unknown);
  const text = textOfDefinition(run, definition, root, depth);
  run.known.included.set(name, text);
  return text;
}

function textOfDefinition(run: Run, definition: ProgramDefinition, dot: Sampled, depth: number): Sampled {
  const silent: Run = { ...run, notes: noNotes, writes: true };
  const text = perform(silent, definition.program, definition.steps, scopeOf(dot), depth + 1);
  run.steps = silent.steps;
  return text;
}

function operand(run: Run, program: Program, one: Operand, scope: Scope, depth: number): Sampled {
  switch (one.type) {
    case 'string':
    case 'boolean':
      return one.value;
    case 'number':
      return numberOf(one.source);
    case 'character':
      return unknown;
    case 'nil':
      return null;
    case 'dot':
      return fieldsOf(run, scope.dot, one);
    case 'variable':
      return fieldsOf(run, variable(scope, one.name), one);
    case 'word':
      return fieldsOf(run, named(run, one.name, [], depth), one);
    case 'group':
      return fieldsOf(run, resultOf(run, program, one.pipeline, scope, depth), one);
  }
}
