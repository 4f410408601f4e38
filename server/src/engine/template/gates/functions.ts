// The functions that version conditions are made of: Go's own, Sprig's and Helm's. Everything else is unknown, and so is
// every call whose outcome hangs on an unknown argument.

import {
  type Constraint,
  type PrereleaseMode,
  parseConstraint,
  satisfies,
} from '../../versions/masterminds.ts';
import { parseVersion } from '../../versions/semanticVersion.ts';
import { printed } from './printf.ts';
import { patternFunctions, textFunctions } from './textFunctions.ts';
import {
  type Cluster,
  compare,
  either,
  fieldOf,
  isUnknown,
  looksLikeVersion,
  somethingFalse,
  somethingTrue,
  textOf,
  truthOf,
  unknown,
  type Value,
} from './values.ts';

/** What a function may know besides its arguments. */
export interface CallContext extends Cluster {
  readonly mode: PrereleaseMode;
  /** Constraints that were read before. */
  readonly constraints: Map<string, Constraint | undefined>;
}

export type TemplateFunction = (args: readonly Value[], context: CallContext) => Value;

/** Undefined for functions that are not known here. `include`, `tpl` and the like are the evaluator's business. */
export function functionNamed(name: string): TemplateFunction | undefined {
  return Object.hasOwn(functions, name) ? functions[name] : undefined;
}

function ordering(holds: (order: number) => boolean): TemplateFunction {
  return ([a = unknown, b = unknown]) => {
    const order = compare(a, b);
    return order === undefined ? unknown : holds(order);
  };
}

/** Go's `eq` takes several candidates for the second operand. */
function equals([a = unknown, ...others]: readonly Value[]): Value {
  let open = false;
  for (const b of others) {
    const order = compare(a, b);
    if (order === 0) return true;
    if (order === undefined) open = true;
  }
  return open ? unknown : false;
}

function and(args: readonly Value[]): Value {
  let result: Value = unknown;
  for (const arg of args) {
    const truth = truthOf(arg);
    if (truth === false) return args.slice(0, args.indexOf(arg)).some(isUnknown) ? somethingFalse : arg;
    result = truth === undefined || isUnknown(result) ? either(arg, result) : arg;
  }
  return args.some((arg) => truthOf(arg) === undefined) ? unknown : (args.at(-1) ?? unknown);
}

function or(args: readonly Value[]): Value {
  let open = false;
  for (const arg of args) {
    const truth = truthOf(arg);
    if (truth) return open && !looksLikeVersion(arg) ? somethingTrue : arg;
    if (truth === undefined) open = true;
  }
  return open ? unknown : (args.at(-1) ?? unknown);
}

function not([value = unknown]: readonly Value[]): Value {
  const truth = truthOf(value);
  return truth === undefined ? unknown : !truth;
}

/** Sprig's `default`: the second argument unless it is empty. */
function withDefault([fallback = unknown, value = null]: readonly Value[]): Value {
  const truth = truthOf(value);
  if (truth === undefined) return either(fallback, truthOf(fallback) ? somethingTrue : unknown);
  return truth ? value : fallback;
}

function coalesce(args: readonly Value[]): Value {
  return args.length === 0 ? null : or([...args, null]);
}

function ternary([yes = unknown, no = unknown, test = unknown]: readonly Value[]): Value {
  const truth = truthOf(test);
  if (truth === undefined) return either(yes, no);
  return truth ? yes : no;
}

function toInteger([value = unknown]: readonly Value[]): Value {
  if (typeof value === 'number') return Math.trunc(value);
  if (typeof value === 'boolean') return Number(value);
  if (value === null) return 0;
  if (typeof value !== 'string') return unknown;
  // What is no number as a whole is 0: `int "24+"`.
  return /^[-+]?\d+$/.test(value) ? Number(value) : 0;
}

function toFloat([value = unknown]: readonly Value[]): Value {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return unknown;
  return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(value) ? Number(value) : 0;
}

function arithmetic(operate: (a: number, b: number) => number): TemplateFunction {
  return (args) => {
    const numbers = args.map((arg) => toInteger([arg]));
    return numbers.every((one) => typeof one === 'number') ? numbers.reduce(operate) : unknown;
  };
}

function semver([text = unknown]: readonly Value[]): Value {
  const version = typeof text === 'string' ? parseVersion(text) : undefined;
  return version ? { object: 'semver', version } : unknown;
}

export function semverCompare(
  [constraint = unknown, version = unknown]: readonly Value[],
  { mode, constraints }: CallContext,
): Value {
  const text = textOf(version);
  const parsed = typeof constraint === 'string' ? constraintIn(constraint, constraints) : undefined;
  if (text === undefined || !parsed) return unknown;
  return satisfies(text, parsed, mode) ?? unknown;
}

function constraintIn(text: string, known: Map<string, Constraint | undefined>): Constraint | undefined {
  if (!known.has(text)) known.set(text, parseConstraint(text));
  return known.get(text);
}

function toText([value = unknown]: readonly Value[]): Value {
  return textOf(value) ?? unknown;
}

function dict(args: readonly Value[]): Value {
  const made = new Map<string, Value>();
  for (let at = 0; at < args.length; at += 2) {
    const key = args[at];
    if (typeof key !== 'string') return unknown;
    made.set(key, args[at + 1] ?? '');
  }
  return made;
}

function index([holder = unknown, ...keys]: readonly Value[], cluster: CallContext): Value {
  let value = holder;
  for (const key of keys) {
    if (Array.isArray(value) && typeof key === 'number') value = value[key] ?? unknown;
    else if (typeof key === 'string') value = fieldOf(value, key, cluster);
    else return unknown;
  }
  return value;
}

function sizeOf([value = unknown]: readonly Value[]): Value {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return value instanceof Map ? value.size : unknown;
}

function hasKey([holder = unknown, key = unknown]: readonly Value[]): Value {
  return holder instanceof Map && typeof key === 'string' ? holder.has(key) : unknown;
}

function kindIs([kind = unknown, value = unknown]: readonly Value[]): Value {
  if (isUnknown(value) || typeof kind !== 'string') return unknown;
  if (typeof value === 'string') return kind === 'string';
  if (typeof value === 'boolean') return kind === 'bool';
  if (Array.isArray(value)) return kind === 'slice';
  return value instanceof Map ? kind === 'map' : unknown;
}

const identity: TemplateFunction = ([value = unknown]) => value;

const functions: Readonly<Record<string, TemplateFunction>> = {
  and,
  or,
  not,
  eq: equals,
  ne: (args) => not([equals(args)]),
  lt: ordering((order) => order < 0),
  le: ordering((order) => order <= 0),
  gt: ordering((order) => order > 0),
  ge: ordering((order) => order >= 0),
  default: withDefault,
  coalesce,
  empty: not,
  ternary,
  int: toInteger,
  int64: toInteger,
  atoi: toInteger,
  float64: toFloat,
  add: arithmetic((a, b) => a + b),
  sub: arithmetic((a, b) => a - b),
  semver,
  semverCompare,
  toString: toText,
  dict,
  list: (args) => args,
  get: index,
  index,
  len: sizeOf,
  hasKey,
  kindIs,
  first: ([list = unknown]) => (Array.isArray(list) ? (list[0] ?? null) : unknown),
  last: ([list = unknown]) => (Array.isArray(list) ? (list.at(-1) ?? null) : unknown),
  required: ([, value = unknown]) => value,
  print: (args) => printed(args),
  printf: ([format = unknown, ...args]) => printed(args, format),
  quote: ([value = unknown]) => quoted(textOf(value), '"'),
  squote: ([value = unknown]) => quoted(textOf(value), "'"),
  deepCopy: identity,
  ...textFunctions,
  ...patternFunctions,
};

function quoted(text: string | undefined, mark: string): Value {
  return text === undefined ? unknown : `${mark}${text}${mark}`;
}
