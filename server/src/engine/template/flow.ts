// What a template writes in what order: a graph of its texts and actions, with every way through its conditions and
// loops. Texts are as trim marks leave them. In: a text read as a template. Refuses to judge conditions: each may hold or not.

import { trimmedEnd } from '../text/ends.ts';
import type { Action } from './scan.ts';
import type { Block } from './template.ts';
import type { TemplateText } from './templateText.ts';

/** A text between two actions, or an action that writes something or nothing. */
export type FlowNode = FlowText | FlowAction;

export interface FlowText {
  readonly type: 'text';
  readonly id: number;
  /** What is left of it after trimming. */
  readonly text: string;
  /** Where that begins in the source. */
  readonly start: number;
  /** The action right before it in the source, when it took a line break away; and so the one right behind it. */
  readonly cutBy: Action | undefined;
  readonly cutBehindBy: Action | undefined;
}

export interface FlowAction {
  readonly type: 'action';
  readonly id: number;
  readonly action: Action;
  /** Its place among the actions of the text. */
  readonly index: number;
}

export interface Flow {
  readonly source: TemplateText;
  /** All texts, in order. The one in place n stands before the action in place n. */
  readonly texts: readonly FlowText[];
  /** What may come next, and before; none where the text (or the body of a `define`) ends. */
  next(node: FlowNode): readonly FlowNode[];
  previous(node: FlowNode): readonly FlowNode[];
}

export function createFlow(source: TemplateText): Flow {
  const { actions } = source;
  const texts = Array.from({ length: actions.length + 1 }, (_, index) => textNode(source, index));
  const nodes = new Map<number, FlowNode>(texts.map((text) => [text.id, text]));
  for (const [index, action] of actions.entries())
    for (const id of [enterId(index), leaveId(index)]) nodes.set(id, { type: 'action', id, action, index });
  const next = edgesOf(source);
  const previous = new Map<number, number[]>();
  for (const [from, targets] of next)
    for (const to of targets) previous.set(to, [...(previous.get(to) ?? []), from]);
  const nodesAt = (ids: readonly number[] = []) => ids.flatMap((id) => nodes.get(id) ?? []);
  return {
    source,
    texts,
    next: ({ id }) => nodesAt(next.get(id)),
    previous: ({ id }) => nodesAt(previous.get(id)),
  };
}

// Text number i stands before action number i. An `else` is met in two ways: from above, when its arm may be entered,
// and from the end of the arm before it, when the block is left.
const textId = (index: number) => 3 * index;
const enterId = (index: number) => 3 * index + 1;
const leaveId = (index: number) => 3 * index + 2;

function textNode({ text, actions }: TemplateText, index: number): FlowText {
  const [before, behind] = [actions[index - 1], actions[index]];
  const from = before?.span.end ?? 0;
  const raw = text.slice(from, behind?.span.start ?? text.length);
  const left = before?.trimRight ? raw.replace(/^[ \t\r\n]+/, '') : raw;
  const trimmed = behind?.trimLeft ? trimmedEnd(left, ' \t\r\n') : left;
  const cut = raw.length - left.length;
  return {
    type: 'text',
    id: textId(index),
    text: trimmed,
    start: from + cut,
    cutBy: raw.slice(0, cut).includes('\n') ? before : undefined,
    cutBehindBy: left.slice(trimmed.length).includes('\n') ? behind : undefined,
  };
}

function edgesOf(source: TemplateText): ReadonlyMap<number, readonly number[]> {
  const edges = new Map<number, readonly number[]>();
  const ends = endsOf(source);
  for (const [index, action] of source.actions.entries()) {
    const arm = source.tree.armOpenedBy(index);
    edges.set(textId(index), [arm && arm.index > 0 ? leaveId(index) : enterId(index)]);
    edges.set(enterId(index), [textId(index + 1)]);
    if (action.keyword === 'output' && /^\s*fail\b/.test(textOf(source, action)))
      edges.set(enterId(index), []);
    const closed = arm && ends.get(arm.block);
    if (arm) edges.set(enterId(index), waysInto(source, arm.block, arm.index, closed));
    if (arm && arm.index > 0) edges.set(leaveId(index), waysOutOf(arm.block, arm.index - 1, closed));
  }
  for (const [block, end] of ends) edges.set(enterId(end), waysOutOf(block, block.arms.length - 1, end));
  return edges;
}

function textOf({ text }: TemplateText, { body }: Action): string {
  return text.slice(body.start, body.end);
}

/** The `end` of each block that has one. */
function endsOf({ actions, tree }: TemplateText): ReadonlyMap<Block, number> {
  const byEnd = new Map(actions.map(({ span }, index) => [span.end, index]));
  return new Map(
    tree.blocks.flatMap((block) => {
      const end = block.closed ? byEnd.get(block.span.end) : undefined;
      return end === undefined ? [] : [[block, end] as const];
    }),
  );
}

/** From the action that opens an arm: into it, or past it. */
function waysInto(
  { actions }: TemplateText,
  block: Block,
  arm: number,
  end: number | undefined,
): readonly number[] {
  const opening = block.arms[arm]?.action ?? 0;
  const nextArm = block.arms[arm + 1]?.action;
  const past = nextArm !== undefined ? [enterId(nextArm)] : end === undefined ? [] : [textId(end + 1)];
  if (block.keyword === 'define') return past;
  const asks = block.keyword !== 'block' && (arm === 0 || actions[opening]?.asks !== undefined);
  return asks ? [textId(opening + 1), ...past] : [textId(opening + 1)];
}

/** From the end of an arm's text: behind the block, and back to its start when it is a loop's. */
function waysOutOf(block: Block, arm: number, end: number | undefined): readonly number[] {
  if (block.keyword === 'define') return [];
  const behind = end === undefined ? [] : [textId(end + 1)];
  const opening = block.arms[0]?.action;
  return block.keyword === 'range' && arm === 0 && opening !== undefined
    ? [...behind, textId(opening + 1)]
    : behind;
}
