// Charts that let their users set the Kubernetes version ask a named template for it. Whatever is added to such a chart
// should ask the same template.

import type { Definitions } from '../template/gates/gates.ts';
import type { SourceFile } from './sourceFile.ts';

/** The named template that a chart's version conditions ask most; undefined when they ask none. */
export function versionHelperOf(files: readonly SourceFile[], definitions: Definitions): string | undefined {
  const uses = new Map<string, number>();
  for (const file of files) {
    for (const name of askedIn(file)) uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  const [most] = [...uses]
    .filter(([name]) => givesVersion(name, definitions))
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return most?.[0];
}

/** One that is not at hand must say by its name what it gives. */
function givesVersion(name: string, definitions: Definitions): boolean {
  const definition = definitions.get(name);
  return definition ? /KubeVersion/.test(definition.text) : /kube(?:rnetes)?[._-]?version$/i.test(name);
}

const asking = /\bsemverCompare\s+(?:"[^"\n]*"|`[^`]*`)/g;
/** What follows: the name of a template. */
const included = /^\s+\(\s*include\s+"([^"\n]+)"\s+[$.]\s*\)/;

function askedIn(file: SourceFile): readonly string[] {
  if (!file.template) return none;
  let names = memory.get(file);
  if (!names) {
    names = file.text.includes('semverCompare') ? namesAsked(file.text) : none;
    memory.set(file, names);
  }
  return names;
}

function namesAsked(text: string): readonly string[] {
  return [...text.matchAll(asking)].flatMap(({ 0: call, index }) => {
    const end = index + call.length;
    return included.exec(text.slice(end, end + longestInclude))?.[1] ?? [];
  });
}

const longestInclude = 300;
const none: readonly string[] = [];

/** Kept as long as the version of the file they were read from. */
const memory = new WeakMap<SourceFile, readonly string[]>();

/**
 * The cluster's version as an operand: `.Capabilities.KubeVersion.Version`, or what the chart's own template makes of it.
 * `root` is how the root context is written there: `.`, `$`, `.context`.
 */
export function versionOperand(helper: string | undefined, root: string): string {
  if (helper !== undefined) return `(include "${helper}" ${root})`;
  return `${root === '.' ? '' : root}.Capabilities.KubeVersion.Version`;
}
