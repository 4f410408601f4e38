// Scripts to test with, written as plain text.

import type { Dialect, Script } from '../../server/src/engine/shell/script.ts';

/** A script that is a section of its own. */
export function plainScript(text: string, dialect: Dialect = 'sh'): Script {
  const section = { text };
  return {
    dialect,
    section,
    text,
    actions: [],
    written: (span) => span,
    replaced: (span, newText) => ({ section, span, newText }),
  };
}

/** A script in a Helm template: what stands in double braces is an action. */
export function templatedScript(text: string): Script {
  const found = text.matchAll(/\{\{.*?\}\}/gs);
  const actions = [...found].map(({ 0: action, index }) => ({ start: index, end: index + action.length }));
  return { ...plainScript(text), actions };
}
