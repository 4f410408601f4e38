// A script as it was read: pipelines in the order of the text, and where blocks open and close around them.

import type { Span } from '../text/span.ts';

export interface Program {
  readonly items: readonly Item[];
}

export type Item =
  | { readonly is: 'pipeline'; readonly pipeline: Pipeline }
  /** What follows may run never, or more than once: an arm of a condition, a loop, a function, a subshell. */
  | { readonly is: 'open' }
  | { readonly is: 'close' };

/** Commands of which each reads what the one before it writes. */
export interface Pipeline {
  readonly commands: readonly ShellCommand[];
  /** What ends it: an operator or a line break; empty at the end of the script. */
  readonly ending: Span;
}

export interface ShellCommand {
  /** Assignments in front of a command are words, too. None: a block, which is not looked into as a command. */
  readonly words: readonly Word[];
  /** `> file`, `2>&1` and the like. */
  readonly redirections: readonly Redirection[];
}

export interface Redirection extends Span {
  /** `<`, `<<`, `<<<`: the command does not read what stands before it in the pipeline. */
  readonly isInput: boolean;
}

export interface Word extends Span {
  readonly pieces: readonly Piece[];
}

/** A part of a word; `quoted`: the shell does not split it into words. */
export type Piece =
  | { readonly is: 'text'; readonly text: string; readonly quoted: boolean }
  | { readonly is: 'variable'; readonly name: string; readonly quoted: boolean }
  | { readonly is: 'substitution'; readonly program: Program; readonly quoted: boolean }
  /** What a template, arithmetic or an expansion with conditions makes of it. */
  | { readonly is: 'unknown'; readonly quoted: boolean };

/** A word's text where it is known before the script runs. */
export function plainText(word: Word | undefined): string | undefined {
  let text = '';
  for (const piece of word?.pieces ?? []) {
    if (piece.is !== 'text') return undefined;
    text += piece.text;
  }
  return word && text;
}

/** The variable or the command that a word consists of alone. */
export function onlyPiece(word: Word | undefined): Piece | undefined {
  const [piece, ...others] = word?.pieces ?? [];
  return others.length === 0 ? piece : undefined;
}

/** An assignment: the variable's name, and the word that is its value. */
export function assignmentIn(word: Word): { readonly name: string; readonly value: Word } | undefined {
  const [first, ...rest] = word.pieces;
  if (first?.is !== 'text' || first.quoted) return undefined;
  const [front, name] = /^([A-Za-z_]\w*)=/.exec(first.text) ?? [];
  if (front === undefined || name === undefined) return undefined;
  const text = first.text.slice(front.length);
  const pieces = text === '' ? rest : [{ ...first, text }, ...rest];
  return { name, value: { start: word.start + front.length, end: word.end, pieces } };
}
