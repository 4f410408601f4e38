// Where in a template an object ends and another one can stand: under the same conditions, behind all that may still
// belong to it. In: an offset within the object. Offsets count from the start of the template.

import type { Span } from '../text/span.ts';
import { regionsWithin } from './regionsWithin.ts';
import type { Block, TemplateParts, TemplateRegion } from './template.ts';

export interface ResourceEnd {
  readonly offset: number;
  /** Whether a line begins there. */
  readonly startsLine: boolean;
  /** The dash of an action right before it that would cut off the line break before what is written there. */
  readonly trim: Span | undefined;
}

export function resourceEndAt(text: string, template: TemplateParts, offset: number): ResourceEnd {
  const stop = stopBehind(text, template, offset);
  const lineStart = text.lastIndexOf('\n', stop - 1) + 1;
  // What stands before it on its line may belong to the object.
  const at = text.slice(lineStart, stop).trim() === '' ? lineStart : stop;
  return { offset: at, startsLine: at === lineStart, trim: trimBefore(text, template, at) };
}

/** The next `---` or the next block with one, else the end of the innermost arm. */
function stopBehind(text: string, template: TemplateParts, offset: number): number {
  const innermost = template.guardsAt(offset).at(-1);
  const arm = innermost && template.blocks[innermost.block]?.arms[innermost.arm];
  const end = arm?.body.end ?? text.length;
  const inside = template.blocks.filter(
    ({ outer, span }) => outer === arm && span.start > offset && span.start < end,
  );
  const next = inside.find((block) => holdsObjects(text, template, block));
  const separator = separatorsIn(text, template, { start: offset, end }, /^---/gm).find(
    (at) => !inside.some(({ span }) => span.start < at && at < span.end),
  );
  return Math.min(separator ?? end, next?.span.start ?? end);
}

function holdsObjects(text: string, template: TemplateParts, { span }: Block): boolean {
  return separatorsIn(text, template, span, /^(?:---|kind:)/gm).length > 0;
}

/** Where a pattern matches outside of actions. */
function separatorsIn(text: string, template: TemplateParts, span: Span, pattern: RegExp): readonly number[] {
  return [...text.slice(span.start, span.end).matchAll(pattern)]
    .map(({ index }) => span.start + index)
    .filter((at) => regionsWithin(template.regions, { start: at, end: at + 1 }).length === 0);
}

function trimBefore(text: string, template: TemplateParts, offset: number): Span | undefined {
  const before: TemplateRegion | undefined = template.regions.findLast(({ span }) => span.end <= offset);
  if (!before || !/\s-\}\}$/.test(before.source) || text.slice(before.span.end, offset).trim() !== '')
    return undefined;
  const { end } = before.span;
  // Go has no room between a comment and its braces.
  const start = /\*\/\s+-\}\}$/.test(before.source) ? text.lastIndexOf('*/', end) + 2 : end - 3;
  return { start, end: end - 2 };
}
