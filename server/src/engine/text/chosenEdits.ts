// Edits that are chosen one after the other, none of which touches another.

import { collide, type Edit } from './edit.ts';

export interface ChosenEdits {
  /** Takes all of the edits, or none when one of them collides with what was taken before. */
  take(edits: readonly Edit[]): boolean;
}

export function createChosenEdits(): ChosenEdits {
  const files = new Map<string, Edit[]>();
  return {
    take(edits) {
      if (edits.some((edit) => isTaken(files.get(edit.uri) ?? [], edit))) return false;
      for (const edit of edits) {
        const taken = files.get(edit.uri) ?? [];
        files.set(edit.uri, taken);
        taken.splice(placeOf(taken, edit), 0, edit);
      }
      return true;
    },
  };
}

/** `taken` is in order and without collisions, so only neighbours can collide with one more. */
function isTaken(taken: readonly Edit[], edit: Edit): boolean {
  const place = placeOf(taken, edit);
  const before = taken[place - 1];
  if (before && collide(before, edit)) return true;
  for (let at = place; at < taken.length; at++) {
    const after = taken[at];
    if (!after || after.span.start > edit.span.end) return false;
    if (collide(after, edit)) return true;
  }
  return false;
}

/** The place of the first edit that does not start before this one. */
function placeOf(taken: readonly Edit[], { span: { start, end } }: Edit): number {
  let [low, high] = [0, taken.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = taken[middle]?.span;
    if (other && (other.start < start || (other.start === start && other.end < end))) low = middle + 1;
    else high = middle;
  }
  return low;
}
