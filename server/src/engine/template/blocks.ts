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

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

interface Growing extends Writable<Omit<Block, 'arms'>> {
  readonly arms: Writable<Arm>[];
}

/** Builds the blocks of `actions`, which come from a text of `length` characters. */
export function readBlocks(actions: readonly Action[], length: number): BlockTree {
  const blocks: Growing[] = [];
  const open: Growing[] = [];
  const armByAction = new Map<number, Arm>();
  const definitions = new Set<Block>();
  // From each of these offsets on, the innermost arm is the one in the same place of `arms`.
  const offsets: number[] = [];
  const arms: (Arm | undefined)[] = [];

  const enter = (block: Growing, action: number, offset: number) => {
    const arm = { block, index: block.arms.length, action, body: { start: offset, end: length } };
    block.arms.push(arm);
    armByAction.set(action, arm);
    offsets.push(offset);
    arms.push(arm);
  };
  const leave = (block: Growing, offset: number) => {
    const arm = block.arms.at(-1);
    if (arm) arm.body = { start: arm.body.start, end: offset };
    offsets.push(offset);
    arms.push(block.outer);
  };

  for (const [index, { keyword, span }] of actions.entries()) {
    const innermost = open.at(-1);
    if (opens(keyword)) {
      const outer = innermost?.arms.at(-1);
      const block: Growing = {
        id: blocks.length,
        keyword,
        span: { start: span.start, end: length },
        arms: [],
        outer,
        closed: false,
      };
      blocks.push(block);
      if (keyword === 'define' || (outer && definitions.has(outer.block))) definitions.add(block);
      open.push(block);
      enter(block, index, span.end);
    } else if (keyword === 'else' && innermost) {
      leave(innermost, span.start);
      enter(innermost, index, span.end);
    } else if (keyword === 'end' && innermost) {
      leave(innermost, span.start);
      innermost.span = { start: innermost.span.start, end: span.end };
      innermost.closed = true;
      open.pop();
    }
  }
  return {
    blocks,
    armOpenedBy: (action) => armByAction.get(action),
    armAt: (offset) => arms[lastAtOrBefore(offsets, offset)],
    isDefinition: (block) => definitions.has(block),
  };
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
