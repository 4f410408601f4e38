// The minors at which the conditions of a template may change their answer: those that its text names, or the text of a
// named template it uses. Between them nothing changes, so that few versions need to be tried.

import { servedChanges } from './apiVersions.ts';
import type { Program, ProgramDefinition } from './program.ts';

/** The minors to try, in order: the first and last given, every one that is named, and its neighbours. */
export function tellingMinors(
  program: Program,
  definition: (name: string) => ProgramDefinition | undefined,
  first: number,
  last: number,
): readonly number[] {
  const minors = new Set([first, last]);
  const add = (named: number) => {
    for (const minor of [named - 1, named, named + 1]) if (first < minor && minor < last) minors.add(minor);
  };
  for (const text of textsUsed(program, definition)) {
    for (const [, digits] of text.matchAll(/(?<![\d.]|\d\.)(?:1\.)?(\d\d)(?!\d)/g)) add(Number(digits));
    if (text.includes('APIVersions')) for (const minor of servedChanges) add(minor);
  }
  return [...minors].sort((a, b) => a - b);
}

/** The program's own text, and that of all named templates that it leads to. */
function textsUsed(
  program: Program,
  definition: (name: string) => ProgramDefinition | undefined,
): Iterable<string> {
  const texts = new Map<string, string>([['', program.text]]);
  const open = [program.text];
  for (let text = open.pop(); text !== undefined; text = open.pop()) {
    for (const [, name = ''] of text.matchAll(/\b(?:include|template)\s+"([^"]+)"/g)) {
      const used = texts.has(name) ? undefined : definition(name);
      if (!used) continue;
      texts.set(name, used.text);
      open.push(used.text);
    }
  }
  return texts.values();
}
