// Runs a program for one Kubernetes version with everything else unknown, and notes what is learned on the way: which
// arms render, and which calls compare the cluster's version. An unknown condition runs both arms and merges them.

import type { SampleVersion } from '../../versions/builds.ts';
import type { Command, Operand, Pipeline } from '../expression.ts';
import { serves } from './apiVersions.ts';
import { functionNamed } from './functions.ts';
import { type ChoiceArm, changesMaps, mayTellVersions, type Program, type Step } from './program.ts';
import { changeVariables, forget, repeated, settle } from './rounds.ts';
import {
  assign,
  merge,
  mergedText,
  restore,
  type Scope,
  type Snapshot,
  scopeOf,
  snapshot,
  variable,
} from './scope.ts';
import { type Notes, noNotes, type Surroundings } from './surroundings.ts';
import {
  fieldOf,
  isBuiltIn,
  isUnknown,
  joined,
  somethingTrue,
  truthOf,
  unknown,
  type Value,
  writtenOf,
} from './values.ts';

interface Run extends Surroundings {
  readonly sample: SampleVersion;
  /** Whether what is written matters: inside a named template that is included, its text is its value. */
  readonly writes: boolean;
  readonly notes: Notes;
  /** What named templates gave for the root context. */
  readonly included: Map<string, Value>;
  steps: number;
}

const mostSteps = 20_000;
const deepestInclude = 20;
const root: Value = { object: 'root' };

/** Runs a program, and each named template in it on its own, with an unknown context. */
export function evaluate(
  program: Program,
  sample: SampleVersion,
  surroundings: Surroundings,
  notes: Notes,
): void {
  const run: Run = { ...surroundings, sample, notes, writes: false, included: new Map(), steps: 0 };
  perform(run, program, program.steps, scopeOf(root), 0);
  for (const { steps, text } of program.definitions) {
    if (!mayTellVersions(text)) continue;
    run.steps = 0;
    perform(run, program, steps, scopeOf(unknown), 0);
  }
}

/** The text that steps write; undefined when a part of it is unknown. */
function perform(run: Run, program: Program, steps: readonly Step[], scope: Scope, depth: number): Value {
  let text: Value = '';
  for (const step of steps) {
    if (++run.steps > mostSteps) return unknown;
    text = joined(text, output(run, program, step, scope, depth));
  }
  return text;
}

function output(run: Run, program: Program, step: Step, scope: Scope, depth: number): Value {
  switch (step.type) {
    case 'text':
      return step.text;
    case 'output': {
      if (!run.writes && !step.isNoteworthy) return unknown;
      const value = resultOf(run, program, step.pipeline, scope, depth);
      return writtenOf(value, run.sample) ?? (isUnknown(value) ? unknown : somethingTrue);
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
      return choose(run, program, step.block, step.arms, scope, depth);
    case 'opaque':
      return unknown;
  }
}

/** Takes the arm that is known to be taken; where that is unknown, all that may be, on copies of the variables. */
function choose(
  run: Run,
  program: Program,
  block: number,
  arms: readonly ChoiceArm[],
  scope: Scope,
  depth: number,
): Value {
  let reached: boolean | undefined = true;
  const outcomes: { readonly text: Value; readonly variables: Snapshot }[] = [];
  const isChanging = changeVariables(arms);
  const before = isChanging ? snapshot(scope) : unchanged;
  for (const [index, arm] of arms.entries()) {
    const inner = scopeOf(scope.dot, scope);
    const asked =
      arm.pipeline && arm.asks !== 'block' ? resultOf(run, program, arm.pipeline, inner, depth) : true;
    const truth =
      arm.asks === 'range' && !Array.isArray(asked) && !isEmptyKnown(asked) ? undefined : truthOf(asked);
    run.notes.arm(program, block, index, truth && arm.rounds?.leavesEarly ? undefined : truth);
    // An arm that is not taken is run as well: its own conditions want an answer. Its effects are dropped.
    const text = performArm(run, program, arm, held(run, asked), inner, depth);
    if (reached !== false && truth !== false)
      outcomes.push({ text, variables: isChanging ? snapshot(scope) : unchanged });
    if (isChanging) restore(scope, before);
    if (truth === true) reached = false;
    else if (truth === undefined && reached) reached = undefined;
  }
  if (reached !== false) outcomes.push({ text: '', variables: before });
  return isChanging ? merge(scope, outcomes) : mergedText(outcomes);
}

/** Most choices leave all variables as they are, and nothing has to be kept of them. */
const unchanged: Snapshot = [];

/** The text of an arm. Of a loop one round is performed, in which variables hold what they may in any. */
function performArm(
  run: Run,
  program: Program,
  arm: ChoiceArm,
  asked: Value,
  scope: Scope,
  depth: number,
): Value {
  const round = (by: Run) => perform(by, program, arm.steps, bodyScope(arm, asked, scope), depth);
  if (!arm.rounds) return round(run);
  const silent: Run = { ...run, notes: noNotes };
  settle(arm.rounds, scope, () => round(silent));
  run.steps = silent.steps;
  const text = round(run);
  if (arm.rounds.leavesEarly) {
    forget(arm.rounds.changes, scope);
    return unknown;
  }
  return Array.isArray(asked) && asked.length === 1 ? text : repeated(text);
}

/** What a variable or the dot may hold: where dictionaries change, one that is held is not known. */
function held(run: Run, value: Value): Value {
  return run.changesMaps && value instanceof Map ? unknown : value;
}

function isEmptyKnown(value: Value): boolean {
  return truthOf(value) === false;
}

function bodyScope(arm: ChoiceArm, asked: Value, scope: Scope): Scope {
  const dot =
    arm.asks === 'with' ? asked : arm.asks === 'range' ? unknown : arm.asks === 'block' ? unknown : scope.dot;
  const body: Scope = { variables: new Map(), outer: scope, dot };
  for (const name of arm.pipeline?.variables ?? [])
    body.variables.set(name, arm.asks === 'range' ? unknown : asked);
  return body;
}

function resultOf(run: Run, program: Program, pipeline: Pipeline, scope: Scope, depth: number): Value {
  if (pipeline.malformed) return unknown;
  let piped: Value | undefined;
  for (const command of pipeline.commands) piped = call(run, program, command, piped, scope, depth);
  return piped ?? unknown;
}

function call(
  run: Run,
  program: Program,
  command: Command,
  piped: Value | undefined,
  scope: Scope,
  depth: number,
): Value {
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
  return method(run, holder, head.path.at(-1), args);
}

function method(run: Run, holder: Value, name: string | undefined, [argument]: readonly Value[]): Value {
  if (!isBuiltIn(holder, 'apiVersions') || name !== 'Has' || typeof argument !== 'string') return unknown;
  return serves(argument, run.sample.minor) ?? unknown;
}

function named(run: Run, name: string, args: readonly Value[], depth: number): Value {
  if (name === 'include') {
    const [template, context = null] = args;
    return typeof template === 'string' ? include(run, template, context, depth) : unknown;
  }
  return functionNamed(name)?.(args, run) ?? unknown;
}

const versionHelper = /kube(?:rnetes)?[._-]?version$/i;

function include(run: Run, name: string, context: Value, depth: number): Value {
  const definition = run.definition(name);
  // A helper of a library chart that is not at hand, but says what it gives.
  if (!definition) return versionHelper.test(name) ? run.sample.gitVersion : unknown;
  if (depth >= deepestInclude) return unknown;
  const isChanged = context instanceof Map && changesMaps(definition.text);
  const isRoot = context === root || isChanged || isUnknown(context) || isBuiltIn(context, 'root');
  const known = isRoot ? run.included.get(name) : undefined;
  if (known !== undefined) return known;
  // A template that leads back to itself is unknown there.
  if (isRoot) run.included.set(name, unknown);
  const silent: Run = { ...run, notes: noNotes, writes: true };
  const text = perform(
    silent,
    definition.program,
    definition.steps,
    scopeOf(isRoot ? root : context),
    depth + 1,
  );
  run.steps = silent.steps;
  if (isRoot) run.included.set(name, text);
  return text;
}

function operand(run: Run, program: Program, one: Operand, scope: Scope, depth: number): Value {
  const fields = (value: Value): Value =>
    one.path.reduce((at, field) => fieldOf(at, field, run.sample), value);
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
      return fields(scope.dot);
    case 'variable':
      return fields(variable(scope, one.name));
    case 'word':
      return fields(named(run, one.name, [], depth));
    case 'group':
      return fields(resultOf(run, program, one.pipeline, scope, depth));
  }
}

function numberOf(source: string): Value {
  const number = Number(source.replaceAll('_', ''));
  return Number.isNaN(number) ? unknown : number;
}
