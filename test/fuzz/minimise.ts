// From a text that fails to a small one that fails as well: what a person can read, and a case can be made of.

import { brokenLaws, linterWith } from './laws.ts';
import type { SeedFile } from './seeds.ts';
import { type Failure, problemsOf } from './sequences.ts';

/** The failing text made small, with what is wrong with it; when an earlier version matters, as it is. */
export function minimised({
  files,
  changed,
  problems,
}: Failure): readonly [before: SeedFile[], changed: SeedFile] {
  const kind = kindOf(problems);
  const others = files.filter(({ uri }) => uri !== changed.uri);
  const alone = (text: string) => failsAlike(others, { ...changed, text }, kind);
  const needed = alone(changed.text) ? [] : files.filter(({ uri }) => uri === changed.uri);
  const fails = (text: string) => failsAlike([...others, ...needed], { ...changed, text }, kind);
  if (!fails(changed.text)) return [[...files], changed];
  const byLine = smallest(changed.text.split(/(?<=\n)/), (lines) => fails(lines.join('')));
  const text = smallest(byLine.join('').split(''), (characters) => fails(characters.join(''))).join('');
  const kept = others.filter(
    (other) => !failsAlike(without(files, other, changed, needed), { ...changed, text }, kind),
  );
  return [[...kept, ...needed], { ...changed, text }];
}

/**
 * The items left after taking out as many as possible with `fails` still true: Zeller's ddmin. `fails` holds for all
 * items together. Ends after some seconds with what it has by then.
 */
export function smallest<Item>(
  items: readonly Item[],
  fails: (items: readonly Item[]) => boolean,
  seconds = 4,
): readonly Item[] {
  let left = items;
  const deadline = performance.now() + seconds * 1000;
  const isLate = () => performance.now() > deadline;
  for (let size = Math.ceil(left.length / 2); size >= 1; ) {
    let shrunk = false;
    for (let at = 0; at < left.length && !isLate(); ) {
      const fewer = left.toSpliced(at, size);
      if (fails(fewer)) {
        left = fewer;
        shrunk = true;
      } else {
        at += size;
      }
    }
    if (isLate() || (size === 1 && !shrunk)) return left;
    size = size === 1 ? 1 : Math.ceil(size / 2);
  }
  return left;
}

function without(
  files: readonly SeedFile[],
  other: SeedFile,
  changed: SeedFile,
  needed: readonly SeedFile[],
): readonly SeedFile[] {
  return [...files.filter((file) => file !== other && file.uri !== changed.uri), ...needed];
}

function failsAlike(before: readonly SeedFile[], changed: SeedFile, kind: string): boolean {
  const linter = linterWith(before);
  const files = [...before.filter(({ uri }) => uri !== changed.uri), changed];
  return kindOf(problemsOf(() => brokenLaws(linter, files, changed))) === kind;
}

/** Which law is broken, and by which rule: that should stay the same while the text gets smaller. */
function kindOf(problems: readonly string[]): string {
  const [first = ''] = problems;
  const rule = /"rule":"([^"]*)"/.exec(first)?.[1] ?? '';
  return `${first.slice(0, 24)} ${rule}`;
}
