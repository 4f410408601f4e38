// A text with everything that decides how it is masked: its actions, what each writes, its blocks, and what stands
// in their arms. Made once for a text; the readings of a template differ only in what they make of it.

import { type ArmTraits, readTraits } from './armTraits.ts';
import { type BlockTree, readBlocks } from './blocks.ts';
import { type Action, scan } from './scan.ts';
import type { Arm } from './template.ts';
import { type Written, writtenBy } from './written.ts';

export interface TemplateText {
  readonly text: string;
  readonly actions: readonly Action[];
  /** What the action in the same place writes; undefined when nothing. */
  readonly written: readonly (Written | undefined)[];
  readonly tree: BlockTree;
  traitsOf(arm: Arm): ArmTraits;
}

export function createTemplateText(text: string): TemplateText {
  const actions = scan(text);
  const written = actions.map((action) => writtenBy(text, action));
  const tree = readBlocks(actions, text.length);
  return { text, actions, written, tree, traitsOf: readTraits(text, actions, written, tree) };
}
