// Second readings of one stretch of a template (a YAML document), for the few whose arms do not fit side by side:
// `masked` is no YAML there, or a key and what belongs to it part ways (`{{ if a }}ports:{{ else }}to:{{ end }}`).
// Each reading takes one arm of every block that has several. Together they show every arm, and there are as many of
// them as the block with the most arms needs, not as many as there are combinations. A reading that is no YAML either
// is a mistake of the chart; where all else fails, the block around the mistake can be left out.

import { overlaps, type Span } from '../text/span.ts';
import type { Arm, Block, Reading, Template } from './template.ts';

/** All arms at once. */
export const allArms: Reading = { arms: new Map(), leftOut: new Set() };

/** No document is read in more ways than this. */
const most = 8;

/** The readings that together show every arm within `span`; none when no block within it has several. */
export function readingsOf(template: Template, span: Span): readonly Reading[] {
  const blocks = template.blocks.filter((block) => overlaps(block.span, span) && block.keyword !== 'define');
  const widths = widthsOf(blocks, span);
  let count = 1;
  for (const width of widths.ofBlocks.values()) count = Math.max(count, width);
  return count === 1
    ? []
    : Array.from({ length: count }, (_, index) => readingNumber(index, blocks, widths, span));
}

/** The masked texts of `span` in these readings, each made when it is asked for. */
export function* alternatives(template: Template, span: Span): Iterable<string> {
  for (const reading of readingsOf(template, span)) yield template.maskedAs(reading, span);
}

/**
 * Whether a key or list item (`owner`, its offset in the file) stands in an arm of a block that has several, while
 * `node`, which `masked` makes a part of it, does not. Then every arm has an owner for that node, and only the
 * readings show them all.
 */
export function escapes(template: Template, owner: number, node: number): boolean {
  const around = template.guardsAt(node);
  return template
    .guardsAt(owner)
    .some(
      ({ block, arm }) =>
        (template.blocks[block]?.arms.length ?? 0) > 1 &&
        !around.some((other) => other.block === block && other.arm === arm),
    );
}

const rootKey = /^(?:apiVersion|kind|metadata)[ \t]*:/m;

/**
 * The same reading without the innermost block around `offset` (counted from the start of the file), to get past an
 * error there. Undefined when no block may go: one that holds the keys by which an object is known is never left out.
 */
export function leavingOut(template: Template, reading: Reading, offset: number): Reading | undefined {
  for (const guard of [...template.guardsAt(offset)].reverse()) {
    const block = template.blocks[guard.block];
    if (!block || block.keyword === 'define') return undefined;
    if (reading.leftOut.has(block.id)) continue;
    const text = template.masked.slice(block.span.start, block.span.end);
    if (rootKey.test(text)) return undefined;
    return { arms: reading.arms, leftOut: new Set([...reading.leftOut, block.id]) };
  }
  return undefined;
}

/** The arms of a block that have text within the span. */
function armsWithin(block: Block, span: Span): readonly Arm[] {
  return block.arms.filter(({ body }) => body.start < span.end && span.start < body.end);
}

/** How many readings it takes to show everything in a block, or in an arm. */
interface Widths {
  readonly ofBlocks: ReadonlyMap<Block, number>;
  readonly ofArms: ReadonlyMap<Arm, number>;
}

function widthsOf(blocks: readonly Block[], span: Span): Widths {
  const ofBlocks = new Map<Block, number>();
  const ofArms = new Map<Arm, number>();
  // Inner blocks open after outer ones.
  for (const block of [...blocks].reverse()) {
    const sum = armsWithin(block, span).reduce((total, arm) => total + (ofArms.get(arm) ?? 1), 0);
    const width = Math.min(most, Math.max(1, sum));
    ofBlocks.set(block, width);
    if (block.outer) ofArms.set(block.outer, Math.max(ofArms.get(block.outer) ?? 1, width));
  }
  return { ofBlocks, ofArms };
}

/** Takes arm after arm of every block; a block that needs fewer readings than there are begins anew. */
function readingNumber(index: number, blocks: readonly Block[], widths: Widths, span: Span): Reading {
  const arms = new Map<number, number>();
  /** Of the arms taken: which of their readings. */
  const numbers = new Map<Arm, number>();
  for (const block of blocks) {
    let rest = ((block.outer && numbers.get(block.outer)) ?? index) % (widths.ofBlocks.get(block) ?? 1);
    const within = armsWithin(block, span);
    for (const arm of within) {
      const width = widths.ofArms.get(arm) ?? 1;
      if (rest < width) {
        arms.set(block.id, arm.index);
        numbers.set(arm, rest);
        break;
      }
      rest -= width;
    }
  }
  return { arms, leftOut: new Set() };
}
