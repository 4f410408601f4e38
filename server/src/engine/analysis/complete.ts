// What can stand where somebody is typing: version conditions in templates, well-known keys, types of Secrets, names
// of ServiceAccounts and Secrets, sources of projected volumes. In: an offset of a file. Out: nothing in all other places.

import { type Span, shift } from '../text/span.ts';
import { holdsResources } from '../workspace/holdsResources.ts';
import { declarationsAround } from '../workspace/namings.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { pairIn, slotAt } from '../yaml/slot.ts';
import { conditionsAt } from './completeConditions.ts';
import { keysFor } from './completeKeys.ts';
import { sourcesFor } from './completeSources.ts';
import { valuesFor } from './completeValues.ts';

/** Something to write. */
export interface Proposal {
  readonly is: 'key' | 'value' | 'name' | 'source' | 'condition';
  /** What a person sees. */
  readonly label: string;
  /** What typing is held against, where that is not the label. */
  readonly filter?: string;
  /** What is written; lines behind the first have their indentation. */
  readonly text: string;
  /** The part of `text` that a person may want to change at once. */
  readonly placeholder?: Span;
  /** A few words beside the label. */
  readonly detail?: string;
  /** What it is for; code stands between backticks. */
  readonly about?: string;
  /** The well-known key that it is. */
  readonly key?: string;
  readonly deprecated?: boolean;
}

export interface Completion {
  /** What a proposal replaces. */
  readonly span: Span;
  /** The most likely first. */
  readonly proposals: readonly Proposal[];
  /** Whether typing on can bring up no proposals that are not among these. */
  readonly complete: boolean;
}

export function complete(workspace: Workspace, uri: string, offset: number): Completion | undefined {
  const file = workspace.file(uri);
  if (!file || file.kind === 'chart') return undefined;
  const template = workspace.templateFile(uri);
  const conditions = template && conditionsAt(template, offset);
  if (conditions) return conditions;
  const placed = file.documents.findLast(({ start }) => start <= offset);
  const slot = placed && slotAt(placed.document.text, offset - placed.start);
  if (!slot || !holdsResources(file, slot.document)) return undefined;
  const pair = pairIn(slot);
  const found =
    (pair && valuesFor(slot, pair, (kind) => declarationsAround(workspace, uri, kind))) ??
    (pair && sourcesFor(slot, pair)) ??
    keysFor(slot);
  return found && { ...found, span: shift(slot.span, placed.start) };
}
