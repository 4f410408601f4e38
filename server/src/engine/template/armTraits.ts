// What stands in the arms of a block, told without reading it as YAML: enough to see that a block chooses between
// values inside a line, or between a collection and an empty one. Every character is looked at once, however deep the
// blocks nest.

import type { BlockTree } from './blocks.ts';
import type { Action } from './scan.ts';
import type { Arm, Block } from './template.ts';
import type { Written } from './written.ts';

/** Holds for an arm's own text and that of all blocks in it. */
export interface ArmTraits {
  /** Some text goes over a line's end, white space that is trimmed left aside. */
  readonly severalLines: boolean;
  /** Some text has characters that are more to YAML than part of a plain or quoted scalar. */
  readonly syntax: boolean;
  /** Some text begins a list item or has a key. */
  readonly structure: boolean;
  /** Some text has a `#`. */
  readonly hash: boolean;
  /** An action writes something. */
  readonly output: boolean;
  /** An action writes indented lines. */
  readonly indented: boolean;
  /** What the text amounts to: nothing, an empty value (`{}`, `[]`, `""`, `null`), or more. */
  readonly content: 'blank' | 'empty' | 'full';
}

const none: ArmTraits = {
  severalLines: false,
  syntax: false,
  structure: false,
  hash: false,
  output: false,
  indented: false,
  content: 'blank',
};

/** Reads the traits of all arms of closed blocks; those of blocks without `end` are not complete. */
export function readTraits(
  text: string,
  actions: readonly Action[],
  written: readonly (Written | undefined)[],
  tree: BlockTree,
): (arm: Arm) => ArmTraits {
  const traits = new Map<Arm, ArmTraits>();
  const add = (arm: Arm, more: ArmTraits) => traits.set(arm, joined(traits.get(arm) ?? none, more));
  let current: Arm | undefined;
  let previous: Action | undefined;
  for (const [index, action] of actions.entries()) {
    if (current) {
      const gap = text.slice(previous?.span.end ?? 0, action.span.start);
      const writes = written[index];
      add(current, textTraits(gap, previous?.trimRight === true, action.trimLeft, writes !== undefined));
      if (writes) add(current, { ...none, output: true, indented: writes.call !== undefined });
    }
    previous = action;
    const opened = tree.armOpenedBy(index);
    if (opened) {
      current = opened;
    } else if (action.keyword === 'end' && current) {
      const { outer, arms } = current.block;
      if (outer) for (const arm of arms) add(outer, traits.get(arm) ?? none);
      current = outer;
    }
  }
  return (arm) => traits.get(arm) ?? none;
}

const emptyValue = /^(?:\{\}|\[\]|""|''|null|~)\s*(?:#.*)?$/;

function textTraits(gap: string, trimStart: boolean, trimEnd: boolean, beforeOutput: boolean): ArmTraits {
  const kept = trimmed(gap, trimStart, trimEnd);
  if (kept === '') return none;
  // A colon right before an output is `repository:{{ .tag }}`.
  const endsInKey = kept.endsWith(':') && !beforeOutput;
  const hasKey = endsInKey || /:\s/.test(kept);
  const isBlank = kept.trim() === '';
  return {
    severalLines: kept.includes('\n'),
    syntax: hasKey || /[[\]{}|>#,]|^-\s/.test(kept),
    structure: hasKey || /(?:^|\n)[ \t]*-(?:\s|$)/.test(kept),
    hash: kept.includes('#'),
    output: false,
    indented: false,
    content: isBlank ? 'blank' : emptyValue.test(kept.trim()) ? 'empty' : 'full',
  };
}

function trimmed(text: string, start: boolean, end: boolean): string {
  if (start && end) return text.trim();
  if (start) return text.trimStart();
  return end ? text.trimEnd() : text;
}

function joined(a: ArmTraits, b: ArmTraits): ArmTraits {
  if (b === none) return a;
  return {
    severalLines: a.severalLines || b.severalLines,
    syntax: a.syntax || b.syntax,
    structure: a.structure || b.structure,
    hash: a.hash || b.hash,
    output: a.output || b.output,
    indented: a.indented || b.indented,
    content: a.content === 'full' || b.content === 'blank' ? a.content : b.content,
  };
}

/** Whether some arm other than `arm` writes or says something that is not empty. */
export function hasFullAlternative(arm: Arm, traitsOf: (arm: Arm) => ArmTraits): boolean {
  return arm.block.arms.some((other) => {
    if (other === arm) return false;
    const { content, output } = traitsOf(other);
    return content === 'full' || output;
  });
}

/** Whether a block only chooses between values that stand inside a line. */
export function choosesInLine(block: Block, traitsOf: (arm: Arm) => ArmTraits): boolean {
  return (
    block.closed &&
    block.arms.length > 1 &&
    block.keyword !== 'define' &&
    block.arms.every((arm) => {
      const { severalLines, syntax, indented } = traitsOf(arm);
      return !severalLines && !syntax && !indented;
    })
  );
}
