// Texts with a cursor, and the linter that looks at them. `‸` is the cursor; `«…»` a stretch of text.

import { createLinter, defaultConfig, type Linter } from '../../server/src/engine/index.ts';

export interface Marked {
  readonly text: string;
  readonly offset: number;
}

/** Takes the cursor out of a text. */
export function marked(text: string): Marked {
  const offset = text.indexOf('‸');
  if (offset < 0 || text.includes('‸', offset + 1)) throw new Error(`One cursor is needed:\n${text}`);
  return { text: text.slice(0, offset) + text.slice(offset + 1), offset };
}

/** A linter without rules that knows these files. */
export function linterOf(files: Readonly<Record<string, string>>, target = defaultConfig.target): Linter {
  const linter = createLinter({ rules: [], config: { ...defaultConfig, target } });
  for (const [uri, text] of Object.entries(files)) linter.setFile(uri, text);
  return linter;
}
