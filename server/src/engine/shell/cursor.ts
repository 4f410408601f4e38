// Where reading a script has come to, and the searches that are made from there.

import type { Span } from '../text/span.ts';
import type { Program } from './program.ts';
import type { Dialect } from './script.ts';

/** How deep commands may stand in commands; what is deeper is unknown. */
export const deepest = 32;

export interface Cursor {
  readonly text: string;
  readonly dialect: Dialect;
  at: number;
  /** Where reading ends. */
  readonly end: number;
  readonly actions: readonly Span[];
  /** The first action that does not end before `at`. */
  action: number;
  readonly depth: number;
  /** Searches that found nothing up to the end, so that they are not made again and again. */
  readonly missing: Set<string>;
  /** Reads the commands within a word: up to the closer, which is taken, or to the end. */
  readonly readProgram: (cursor: Cursor, closer: ')' | undefined) => Program;
}

/** A cursor over another stretch of the text. */
export function cursorWithin(cursor: Cursor, { start, end }: Span): Cursor {
  // Searches must not go beyond the end.
  const text = cursor.text.slice(0, end);
  const action = firstActionFrom(cursor.actions, start);
  return { ...cursor, text, at: start, end, action, missing: new Set() };
}

function firstActionFrom(actions: readonly Span[], offset: number): number {
  let [low, high] = [0, actions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((actions[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The template action that begins here. */
export function actionHere(cursor: Cursor): Span | undefined {
  const action = nextAction(cursor);
  return action && action.start <= cursor.at ? action : undefined;
}

/** The first action that does not end before this place. */
export function nextAction(cursor: Cursor): Span | undefined {
  let action = cursor.actions[cursor.action];
  while (action && action.end <= cursor.at) action = cursor.actions[++cursor.action];
  return action;
}

/** Reads what a sticky expression matches here, up to the next template action. */
export function take(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  const [found = ''] = pattern.exec(cursor.text) ?? [];
  const stop = Math.min(nextAction(cursor)?.start ?? cursor.end, cursor.end, cursor.at + found.length);
  const taken = cursor.text.slice(cursor.at, Math.max(stop, cursor.at));
  cursor.at += taken.length;
  return taken;
}

/** Where a text stands next; undefined where it does not come any more. */
export function find(cursor: Cursor, text: string, from: number): number | undefined {
  if (cursor.missing.has(text)) return undefined;
  const found = cursor.text.indexOf(text, from);
  if (found >= 0 && found + text.length <= cursor.end) return found;
  cursor.missing.add(text);
  return undefined;
}
