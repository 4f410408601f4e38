// A template's program → where it asks for a field of `.Capabilities.KubeVersion`, by whatever way: `$.Capabilities…`,
// `.root.Capabilities…`, inside `with .Capabilities.KubeVersion`, through a variable. Follows a variable only as long as
// all that is put into it is the same; refuses the rest.

import type { Span } from '../text/span.ts';
import type { Operand, Pipeline } from './expression.ts';
import type { ChoiceArm, Program, Step } from './gates/program.ts';

/** One mention of a field of the cluster's version. */
export interface VersionField {
  /** `Version`, `GitVersion`, `Major`, `Minor`. */
  readonly field: string;
  /** The operand that ends in the field, or goes through it. */
  readonly operand: Operand;
  /** The field's name alone; counts from the start of the text. */
  readonly span: Span;
  /** What the field is asked of, as written: `$.Capabilities.KubeVersion`. */
  readonly holder: string;
}

/** All mentions, those in named templates included, in the order in which they stand. */
export function versionFieldsIn(program: Program): readonly VersionField[] {
  const reader: Reader = { text: program.text, variables: new Map(), found: [] };
  readSteps(reader, program.steps, 'other');
  for (const { steps } of program.definitions) readSteps(reader, steps, 'other');
  return reader.found.sort((a, b) => a.span.start - b.span.start);
}

/** What a value is, as far as it matters here. */
type Holder = 'capabilities' | 'kubeVersion' | 'other';

interface Reader {
  readonly text: string;
  readonly variables: Map<string, Holder>;
  readonly found: VersionField[];
}

function readSteps(reader: Reader, steps: readonly Step[], dot: Holder): void {
  for (const step of steps) {
    if (step.type === 'choice') for (const arm of step.arms) readArm(reader, arm, dot);
    else if (step.type === 'assign') store(reader, step.pipeline, readPipeline(reader, step.pipeline, dot));
    else if (step.type === 'output' || step.type === 'call') readPipeline(reader, step.pipeline, dot);
  }
}

function readArm(reader: Reader, { asks, pipeline, steps }: ChoiceArm, dot: Holder): void {
  const asked = pipeline ? readPipeline(reader, pipeline, dot) : 'other';
  if (pipeline) store(reader, pipeline, asks === 'range' ? 'other' : asked);
  const inner = asks === 'with' ? asked : asks === 'range' || asks === 'block' ? 'other' : dot;
  readSteps(reader, steps, inner);
}

function store({ variables }: Reader, pipeline: Pipeline, value: Holder): void {
  for (const name of pipeline.variables) {
    const before = variables.get(name);
    variables.set(name, before === undefined || before === value ? value : 'other');
  }
}

/** Reads all operands of a pipeline; what it gives is known only when it is a single operand. */
function readPipeline(reader: Reader, { commands }: Pipeline, dot: Holder): Holder {
  let last: Holder = 'other';
  for (const { operands } of commands)
    for (const operand of operands) last = readOperand(reader, operand, dot);
  return commands.length === 1 && commands[0]?.operands.length === 1 ? last : 'other';
}

function readOperand(reader: Reader, operand: Operand, dot: Holder): Holder {
  let holder = startOf(reader, operand, dot);
  for (const [index, field] of operand.path.entries()) {
    if (holder === 'kubeVersion') reader.found.push(mentionOf(reader.text, operand, index));
    if (field === 'Capabilities') holder = 'capabilities';
    else holder = holder === 'capabilities' && field === 'KubeVersion' ? 'kubeVersion' : 'other';
  }
  return holder;
}

function startOf(reader: Reader, operand: Operand, dot: Holder): Holder {
  switch (operand.type) {
    case 'dot':
      return dot;
    case 'variable':
      return reader.variables.get(operand.name) ?? 'other';
    case 'group':
      return readPipeline(reader, operand.pipeline, dot);
    default:
      return 'other';
  }
}

/** The fields of an operand stand at its end, with a dot before each and nothing else between them. */
function mentionOf(text: string, operand: Operand, index: number): VersionField {
  const field = operand.path[index] ?? '';
  const behind = operand.path.slice(index + 1).reduce((length, one) => length + one.length + 1, 0);
  const end = operand.span.end - behind;
  const span = { start: end - field.length, end };
  return { field, operand, span, holder: text.slice(operand.span.start, span.start - 1) };
}
