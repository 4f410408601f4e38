// A template's text to a program: what the evaluator walks. Pipelines are parsed once, however often the program runs.

import { trimmedEnd } from '../../text/ends.ts';
import type { Span } from '../../text/span.ts';
import { type Pipeline, parsePipeline } from '../expression.ts';
import type { Action } from '../scan.ts';
import type { Arm, Block } from '../template.ts';
import { createTemplateText, type TemplateText } from '../templateText.ts';
import { changedIn, type Rounds, roundsOf } from './rounds.ts';

export type Step =
  | { readonly type: 'text'; readonly text: string }
  /** `isNoteworthy`: whether a call in it may compare versions. */
  | { readonly type: 'output'; readonly pipeline: Pipeline; readonly isNoteworthy: boolean }
  /** `$x := …` and `$x = …`. */
  | { readonly type: 'assign'; readonly pipeline: Pipeline }
  /** `template "name" .` */
  | { readonly type: 'call'; readonly pipeline: Pipeline }
  | Choice
  /** `break`, `continue`, and what is nested too deeply to follow. */
  | { readonly type: 'opaque' };

export interface Choice {
  readonly type: 'choice';
  readonly block: number;
  readonly arms: readonly ChoiceArm[];
  /** The variables around it that an arm may give another value. */
  readonly changes: readonly string[];
}

/** One arm of an `if`, `with`, `range`, `block` or of their `else`s. */
export interface ChoiceArm {
  /** What decides whether the arm is taken; undefined for a plain `else`, which always is. */
  readonly asks: 'if' | 'with' | 'range' | 'block' | undefined;
  readonly pipeline: Pipeline | undefined;
  readonly steps: readonly Step[];
  /** For a `range`. */
  readonly rounds: Rounds | undefined;
}

/** A named template. */
export interface ProgramDefinition {
  readonly name: string;
  readonly program: Program;
  /** The block it stands in. */
  readonly block: number;
  /** What it is made of, as written. */
  readonly text: string;
  readonly steps: readonly Step[];
}

export interface Program {
  readonly text: string;
  readonly steps: readonly Step[];
  readonly definitions: readonly ProgramDefinition[];
  readonly blocks: readonly Block[];
  /** Whether it calls `set` or the like, which change a dictionary that others hold too. */
  readonly changesMaps: boolean;
}

/** Without any of these no condition looks at the version, be it through a named template. */
const tellingWords =
  /Capabilities|[sS]emver|(?<!api)[vV]ersion|\{\{-?\s*(?:if|else if|with|\$\w+\s*:?=)\s[^{}]*\binclude\b/;

/** Whether a condition in a text may look at the cluster's version. */
export function mayTellVersions(text: string): boolean {
  return tellingWords.test(text);
}

/** Whether a text calls functions that change the dictionary they are given. */
export function changesMaps(text: string): boolean {
  return /\{\{[^{}]*\b(?:set|unset|(?:must)?[mM]erge(?:Overwrite)?)\s/.test(text);
}

/** Deeper blocks are not followed: nobody writes them, and whoever walks the program may recurse. */
const deepest = 60;

/** Compiles a text. Offsets in its pipelines count from the start of the text. */
export function compile(text: string): Program {
  const source = createTemplateText(text);
  const definitions: ProgramDefinition[] = [];
  const program: { -readonly [Key in keyof Program]: Program[Key] } = {
    text,
    steps: [],
    definitions,
    blocks: source.tree.blocks,
    changesMaps: changesMaps(text),
  };
  program.steps = stepsIn(source, { start: 0, end: text.length }, 0, 0, (name, block, steps) =>
    definitions.push({ name, program, block, text: bodyOf(source, block), steps }),
  ).steps;
  return program;
}

function bodyOf({ text, tree }: TemplateText, block: number): string {
  const body = tree.blocks[block]?.arms[0]?.body;
  return body ? text.slice(body.start, body.end) : '';
}

type Define = (name: string, block: number, steps: readonly Step[]) => void;

/** The steps between two offsets; `from` is the first action that may stand there. */
function stepsIn(source: TemplateText, within: Span, from: number, depth: number, define: Define) {
  const steps: Step[] = [];
  let at = within.start;
  let trims = from > 0 && source.actions[from - 1]?.trimRight === true;
  let index = from;
  for (;;) {
    const action = source.actions[index];
    if (!action || action.span.start >= within.end) break;
    addText(steps, source.text.slice(at, action.span.start), trims, action.trimLeft);
    const arm = source.tree.armOpenedBy(index);
    const last = arm ? addBlock(steps, source, arm.block, depth, define) : index;
    if (!arm) addAction(steps, source, action);
    index = last + 1;
    at = source.actions[last]?.span.end ?? action.span.end;
    trims = source.actions[last]?.trimRight === true;
  }
  const closing = source.actions[index];
  addText(steps, source.text.slice(at, within.end), trims, closing?.trimLeft === true);
  return { steps, next: index };
}

function addText(steps: Step[], text: string, trimStart: boolean, trimEnd: boolean): void {
  const left = trimStart ? text.replace(/^[ \t\r\n]+/, '') : text;
  const trimmed = trimEnd ? trimmedEnd(left, ' \t\r\n') : left;
  if (trimmed !== '') steps.push({ type: 'text', text: trimmed });
}

/** What calls that compare versions are made of. */
const noteworthy = /semver|Minor|Major|\$/;

function addAction(steps: Step[], source: TemplateText, action: Action): void {
  switch (action.keyword) {
    case 'output':
      steps.push({
        type: 'output',
        pipeline: pipelineOf(source, action),
        isNoteworthy: noteworthy.test(source.text.slice(action.body.start, action.body.end)),
      });
      break;
    case 'assign':
      steps.push({ type: 'assign', pipeline: pipelineOf(source, action) });
      break;
    case 'template':
      steps.push({ type: 'call', pipeline: pipelineOf(source, action) });
      break;
    case 'break':
    case 'continue':
      steps.push({ type: 'opaque' });
      break;
  }
}

/** Adds a block and returns the place of its last action. */
function addBlock(steps: Step[], source: TemplateText, block: Block, depth: number, define: Define): number {
  if (depth >= deepest) {
    steps.push({ type: 'opaque' });
    return lastActionOf(source, block);
  }
  let next = 0;
  const arms = block.arms.map((arm): ChoiceArm => {
    const inner = stepsIn(source, arm.body, arm.action + 1, depth + 1, define);
    next = inner.next;
    const own = asked(source, block, arm);
    return { ...own, steps: inner.steps, rounds: own.asks === 'range' ? roundsOf(inner.steps) : undefined };
  });
  const [first] = arms;
  if (block.keyword === 'define' || block.keyword === 'block') {
    const name = first?.pipeline?.commands[0]?.operands[0];
    if (name?.type === 'string') define(name.value, block.id, first?.steps ?? []);
  }
  if (block.keyword !== 'define')
    steps.push({
      type: 'choice',
      block: block.id,
      arms,
      changes: changedIn(arms.flatMap((arm) => arm.steps)),
    });
  // The action after the last arm is the `end`, when there is one.
  return block.closed ? next : next - 1;
}

function lastActionOf(source: TemplateText, block: Block): number {
  let low = block.arms[0]?.action ?? 0;
  let high = source.actions.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.actions[middle]?.span.start ?? 0) < block.span.end) low = middle;
    else high = middle - 1;
  }
  return low;
}

function asked(source: TemplateText, block: Block, arm: Arm): Pick<ChoiceArm, 'asks' | 'pipeline'> {
  const action = source.actions[arm.action];
  if (!action) return { asks: undefined, pipeline: undefined };
  if (action.keyword !== 'else') {
    const asks = block.keyword === 'define' ? 'block' : block.keyword;
    return { asks, pipeline: pipelineOf(source, action) };
  }
  return action.asks
    ? { asks: action.asks, pipeline: pipelineOf(source, action) }
    : { asks: undefined, pipeline: undefined };
}

function pipelineOf(source: TemplateText, action: Action): Pipeline {
  return parsePipeline(source.text, action.body);
}
