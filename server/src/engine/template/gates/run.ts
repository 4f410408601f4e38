// A run of a program: what it was told, what it has found so far, and what operands give without running anything.

import type { SampleVersion } from '../../versions/builds.ts';
import type { Operand } from '../expression.ts';
import { serves } from './apiVersions.ts';
import { type CallContext, semverCompare } from './functions.ts';
import { BySample, type Sampled, Samples } from './samples.ts';
import type { Notes, Surroundings } from './surroundings.ts';
import { fieldOf, isBuiltIn, isUnknown, unknown, type Value } from './values.ts';

export interface Run {
  readonly surroundings: Surroundings;
  readonly samples: Samples;
  /** What functions are told of the cluster. */
  readonly context: CallContext;
  /** Whether what is written matters: inside a named template that is included, its text is its value. */
  readonly writes: boolean;
  readonly notes: Notes;
  readonly known: Known;
  steps: number;
}

/** What was computed before. */
interface Known {
  /** What named templates gave for the root context. */
  readonly included: Map<string, Sampled>;
  /** Fields of `.Capabilities.KubeVersion`. */
  readonly fields: Map<string, Sampled>;
  /** By constraint and version. */
  readonly comparisons: Map<string, Map<BySample, Sampled>>;
}

export function createRun(versions: readonly SampleVersion[], surroundings: Surroundings, notes: Notes): Run {
  const samples = new Samples(versions);
  const { mode, constraints } = surroundings;
  const context = {
    mode,
    constraints,
    get sample() {
      return samples.sample;
    },
  };
  const known = { included: new Map(), fields: new Map(), comparisons: new Map() };
  return { surroundings, samples, context, notes, known, writes: false, steps: 0 };
}

/** What a variable or the dot may hold: where dictionaries change, one that is held is not known. */
export function held({ surroundings, samples }: Run, value: Sampled): Sampled {
  if (!surroundings.changesMaps) return value;
  return samples.compute((one) => (one instanceof Map ? unknown : one), value);
}

/** What `.Capabilities.APIVersions.Has` gives. */
export function served({ samples, context }: Run, holder: Sampled, apiVersion: Sampled = null): Sampled {
  return samples.compute(
    (of, text) => {
      if (!isBuiltIn(of, 'apiVersions') || typeof text !== 'string') return unknown;
      return serves(text, context.sample.minor) ?? unknown;
    },
    holder,
    apiVersion,
  );
}

/** What `semverCompare` gives: conditions ask the same again and again. */
export function compared({ samples, context, known }: Run, args: readonly Sampled[]): Sampled {
  const [constraint, version] = args;
  const isUsual = typeof constraint === 'string' && version instanceof BySample;
  const answers = isUsual ? known.comparisons.get(constraint) : undefined;
  const answer = isUsual ? answers?.get(version) : undefined;
  if (answer !== undefined) return answer;
  const result = samples.computeAll((given) => semverCompare(given, context), args);
  if (isUsual) known.comparisons.set(constraint, (answers ?? new Map()).set(version, result));
  return result;
}

/** Of what is unknown, and of a dictionary that the template changes, no more is known than of the root context. */
export function isLikeRoot(context: Value, changesMaps: boolean): boolean {
  return (changesMaps && context instanceof Map) || isUnknown(context) || isBuiltIn(context, 'root');
}

/** What an operand's path finds in what the operand is. */
export function fieldsOf(run: Run, holder: Sampled, { path }: Operand): Sampled {
  if (path.length === 0) return holder;
  let value = holder;
  for (const field of path) value = fieldIn(run, value, field);
  return value;
}

function fieldIn({ samples, context, known }: Run, holder: Sampled, field: string): Sampled {
  if (holder instanceof BySample || !isBuiltIn(holder, 'kubeVersion'))
    return samples.compute((one) => fieldOf(one, field, context), holder);
  let value = known.fields.get(field);
  if (value === undefined) {
    value = samples.compute(() => fieldOf(holder, field, context), null);
    known.fields.set(field, value);
  }
  return value;
}

/** A number as written. */
export function numberOf(source: string): Value {
  const number = Number(source.replaceAll('_', ''));
  return Number.isNaN(number) ? unknown : number;
}
