// Gives YAML lines that are written with two spaces a level another width. In and out: lines of one snippet.

interface Level {
  readonly from: number;
  readonly to: number;
}

/** What stands beside a `- ` keeps to it, whatever the width. */
export function reindent(lines: readonly string[], unit: string): string[] {
  let levels: readonly Level[] = [{ from: 0, to: 0 }];
  return lines.map((line) => {
    const depth = line.search(/\S|$/);
    levels = levels.filter(({ from }) => from <= depth);
    const parent = levels.at(-1) ?? { from: 0, to: 0 };
    const level = parent.from === depth ? parent : { from: depth, to: parent.to + unit.length };
    const dash = /^ *- /.test(line) ? [{ from: depth + 2, to: level.to + 2 }] : [];
    levels = [...levels, level, ...dash];
    return ' '.repeat(level.to) + line.slice(depth);
  });
}
