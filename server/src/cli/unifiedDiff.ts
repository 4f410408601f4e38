// The difference between two texts, as `git apply` and `patch` read it.

import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { createColors } from 'picocolors';
import { printable } from '../report/displayText.ts';

export function unifiedDiff(path: string, before: string, after: string): string {
  const options = { context: 3, headerOptions: FILE_HEADERS_ONLY };
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, options);
}

/** The same diff for a person: in colours, and with nothing in it that a terminal would obey. */
export function displayedDiff(diff: string, color: boolean): string {
  const colors = createColors(color);
  return diff
    .split('\n')
    .map((line) => {
      const text = printable(line.replace(/\r$/, '').replaceAll('\t', '    '));
      if (text.startsWith('+++') || text.startsWith('---')) return colors.bold(text);
      if (text.startsWith('@@')) return colors.cyan(text);
      if (text.startsWith('+')) return colors.green(text);
      return text.startsWith('-') ? colors.red(text) : text;
    })
    .join('\n');
}
