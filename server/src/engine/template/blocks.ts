// Actions to blocks: which `end` belongs to which `if`, and in which arm a stretch of text stands. A missing `end` is
// at the end of the text; an `end` or `else` that belongs to nothing is passed over.

import type { Action, Keyword } from './scan.ts';
import type { Arm, Block, Guard } from './template.ts';

/** The blocks of a text, and how to find one's way among them. */
export interface BlockTree {
  readonly blocks: readonly Block[];
  /** The arm that the action in this place opens. */
  armOpenedBy(action: number): Arm | undefined;
  /** The innermost arm around an offset. */
  armAt(offset: number): Arm | undefined;
  /** Whether a `define` is, or is around, the block: its text renders elsewhere. */
  isDefinition(block: Block): boolean;
}

/** Builds the blocks of `actions`, which come from a text of `length` characters. */
export function readBlocks(actions: readonly Action[], length: number): BlockTree {
  const growing: Growing = {
    length,
    blocks: [],
    open: [],
    armByAction: new Map(),
    definitions: new Set(),
    offsets: [],
    arms: [],
  };
  for (const [index, { keyword, span }] of actions.entries()) {
    const innermost = growing.open.at(-1);
    if (opens(keyword)) {
      enterArm(growing, openBlock(growing, keyword, span.start), index, span.end);
    } else if (keyword === 'else' && innermost) {
      leaveArm(growing, innermost, span.start);
      enterArm(growing, innermost, index, span.end);
    } else if (keyword === 'end' && innermost) {
      leaveArm(growing, innermost, span.start);
      innermost.span = { start: innermost.span.start, end: span.end };
      innermost.closed = true;
      growing.open.pop();
    }
  }
  const { blocks, armByAction, definitions, offsets, arms } = growing;
  return {
    blocks,
    armOpenedBy: (action) => armByAction.get(action),
    armAt: (offset) => arms[lastAtOrBefore(offsets, offset)],
    isDefinition: (block) => definitions.has(block),
  };
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

interface GrowingBlock extends Writable<Omit<Block, 'arms'>> {
  readonly arms: Writable<Arm>[];
}

interface Growing {
  readonly length: number;
  readonly blocks: GrowingBlock[];
  /** Innermost last. */
  readonly open: GrowingBlock[];
  readonly armByAction: Map<number, Arm>;
  readonly definitions: Set<Block>;
  /** From each of these on, the innermost arm is the one in the same place of `arms`. */
  readonly offsets: number[];
  readonly arms: (Arm | undefined)[];
}

function openBlock(growing: Growing, keyword: Guard['keyword'], start: number): GrowingBlock {
  const { blocks, open, definitions, length } = growing;
  const outer = open.at(-1)?.arms.at(-1);
  const span = { start, end: length };
  const block: GrowingBlock = { id: blocks.length, keyword, span, arms: [], outer, closed: false };
  if (keyword === 'define' || (outer && definitions.has(outer.block))) definitions.add(block);
  blocks.push(block);
  open.push(block);
  return block;
}

function enterArm(growing: Growing, block: GrowingBlock, action: number, start: number): void {
  const arm = { block, index: block.arms.length, action, body: { start, end: growing.length } };
  block.arms.push(arm);
  growing.armByAction.set(action, arm);
  growing.offsets.push(start);
  growing.arms.push(arm);
}

function leaveArm(growing: Growing, block: GrowingBlock, end: number): void {
  const arm = block.arms.at(-1);
  if (arm) arm.body = { start: arm.body.start, end };
  growing.offsets.push(end);
  growing.arms.push(block.outer);
}

/** The arms around an offset as an outermost-first list. */
export function armsAround(innermost: Arm | undefined): readonly Arm[] {
  const around: Arm[] = [];
  for (let arm = innermost; arm; arm = arm.block.outer) around.push(arm);
  return around.reverse();
}

function opens(keyword: Keyword): keyword is Guard['keyword'] {
  return (
    keyword === 'if' ||
    keyword === 'with' ||
    keyword === 'range' ||
    keyword === 'define' ||
    keyword === 'block'
  );
}

/** The place of the last of the sorted `offsets` that is not behind `offset`; −1 when all are. */
function lastAtOrBefore(offsets: readonly number[], offset: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
