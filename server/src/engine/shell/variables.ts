// What variables hold while a script is followed, block by block.

import type { Span } from '../text/span.ts';
import { type Assignment, type Output, unknown } from './outputs.ts';

/** The variables of one shell. */
export interface Variables {
  /** The innermost block that is open. */
  block(): number;
  /** How many blocks are open. */
  depth(): number;
  open(): void;
  /** Closes blocks until no more than these are open: what was assigned in them may not have been. */
  closeTo(depth: number): void;
  set(name: string, output: Output, span: Span, ending: Span | undefined): void;
  /** What a variable holds; undefined where that is not known. */
  get(name: string): { readonly output: Output; readonly assignment: Assignment } | undefined;
}

export function createVariables(): Variables {
  const variables = new Map<string, { readonly output: Output; readonly assignment: Assignment }>();
  const blocks: number[] = [0];
  const open = new Set(blocks);
  let last = 0;
  const block = () => blocks.at(-1) ?? 0;
  return {
    block,
    depth: () => blocks.length,
    open() {
      blocks.push(++last);
      open.add(last);
    },
    closeTo(depth) {
      while (blocks.length > Math.max(depth, 1)) open.delete(blocks.pop() ?? 0);
    },
    set(name, output, { start, end }, ending) {
      variables.set(name, { output, assignment: { start, end, name, block: block(), ending } });
    },
    get(name) {
      const variable = variables.get(name);
      return variable && open.has(variable.assignment.block) && variable.output !== unknown
        ? variable
        : undefined;
    },
  };
}
