// A template's program → its calls of Helm's `lookup`, and which fields are asked of what they find: directly, through
// variables of any scope, inside `with`, or with `get`, `index` and the like. Refuses to follow loops and named templates.

import type { Span } from '../text/span.ts';
import type { Command, Operand, Pipeline } from './expression.ts';
import type { ChoiceArm, Program, Step } from './gates/program.ts';

export interface LookupCall {
  /** `lookup "v1" "ServiceAccount" .Release.Namespace "robot"` */
  readonly command: Command;
  readonly apiVersion: string;
  readonly kind: string;
  /** The operand that names the object; undefined when it is left out. */
  readonly name: Operand | undefined;
  /** The first fields asked of the object, with the places where they are. */
  readonly fields: readonly { readonly field: string; readonly span: Span }[];
}

/** All calls with a literal version and kind, in order. Offsets count from the start of the text. */
export function lookupsIn(program: Program): readonly LookupCall[] {
  const reader: Reader = { calls: [], variables: new Map() };
  readSteps(reader, program.steps, nobody);
  for (const { steps } of program.definitions) readSteps(reader, steps, nobody);
  return reader.calls.sort((a, b) => a.command.span.start - b.command.span.start);
}

interface GrowingCall extends LookupCall {
  readonly fields: { readonly field: string; readonly span: Span }[];
}

interface Reader {
  readonly calls: GrowingCall[];
  /** What a variable may hold. */
  readonly variables: Map<string, readonly GrowingCall[]>;
}

const nobody: readonly GrowingCall[] = [];

function readSteps(reader: Reader, steps: readonly Step[], dot: readonly GrowingCall[]): void {
  for (const step of steps) {
    if (step.type === 'choice') for (const arm of step.arms) readArm(reader, arm, dot);
    else if (step.type === 'assign') store(reader, step.pipeline, readPipeline(reader, step.pipeline, dot));
    else if (step.type !== 'text' && step.type !== 'opaque') readPipeline(reader, step.pipeline, dot);
  }
}

function readArm(reader: Reader, { asks, pipeline, steps }: ChoiceArm, dot: readonly GrowingCall[]): void {
  const asked = pipeline ? readPipeline(reader, pipeline, dot) : nobody;
  if (pipeline && asks !== 'range') store(reader, pipeline, asked);
  readSteps(reader, steps, asks === 'if' || asks === undefined ? dot : asks === 'with' ? asked : nobody);
}

function store({ variables }: Reader, pipeline: Pipeline, found: readonly GrowingCall[]): void {
  for (const name of pipeline.variables) variables.set(name, [...(variables.get(name) ?? []), ...found]);
}

function readPipeline(
  reader: Reader,
  { commands }: Pipeline,
  dot: readonly GrowingCall[],
): readonly GrowingCall[] {
  let found = nobody;
  for (const command of commands) found = readCommand(reader, command, found, dot);
  return found;
}

/** These give what they are given, or something else in its place. */
const passing: ReadonlySet<string> = new Set(['default', 'coalesce', 'deepCopy', 'and', 'or']);
const asking: ReadonlySet<string> = new Set(['get', 'index', 'hasKey', 'dig', 'pluck']);

function readCommand(
  reader: Reader,
  command: Command,
  piped: readonly GrowingCall[],
  dot: readonly GrowingCall[],
): readonly GrowingCall[] {
  const [head, ...rest] = command.operands;
  const given = [...rest.flatMap((operand) => readOperand(reader, operand, dot)), ...piped];
  if (head?.type !== 'word') return head ? readOperand(reader, head, dot) : nobody;
  if (head.name === 'lookup') return callOf(reader, command);
  if (asking.has(head.name)) {
    const [key] = rest.filter((operand) => operand.type === 'string');
    if (key) for (const call of given) call.fields.push({ field: key.value, span: key.span });
  }
  return passing.has(head.name) ? given : nobody;
}

function callOf({ calls }: Reader, command: Command): readonly GrowingCall[] {
  const [, apiVersion, kind, , name] = command.operands;
  if (apiVersion?.type !== 'string' || kind?.type !== 'string') return nobody;
  const call: GrowingCall = { command, apiVersion: apiVersion.value, kind: kind.value, name, fields: [] };
  calls.push(call);
  return [call];
}

function readOperand(reader: Reader, operand: Operand, dot: readonly GrowingCall[]): readonly GrowingCall[] {
  const holders = startOf(reader, operand, dot);
  const [field] = operand.path;
  if (field === undefined) return holders;
  const end = operand.span.end - operand.path.slice(1).join('.').length - (operand.path.length > 1 ? 1 : 0);
  for (const call of holders) call.fields.push({ field, span: { start: end - field.length, end } });
  return nobody;
}

function startOf(reader: Reader, operand: Operand, dot: readonly GrowingCall[]): readonly GrowingCall[] {
  switch (operand.type) {
    case 'dot':
      return dot;
    case 'variable':
      return reader.variables.get(operand.name) ?? nobody;
    case 'group':
      return readPipeline(reader, operand.pipeline, dot);
    default:
      return nobody;
  }
}
