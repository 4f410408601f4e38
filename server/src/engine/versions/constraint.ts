// The text of a version constraint → groups of comparisons, read as the Go library Masterminds/semver reads it. Refuses
// (undefined) what the library refuses. Which versions satisfy it is masterminds.ts's business.

import { parseVersion, type SemanticVersion } from './semanticVersion.ts';

/** A constraint, read. */
export interface Constraint {
  readonly text: string;
  /** Parted by `||`: one of the groups must hold. In a group, every comparison must. */
  readonly groups: readonly (readonly Comparison[])[];
}

/** One operator with its version. */
export interface Comparison {
  readonly operator: Operator;
  /** Parts that are left out or written `x` are 0. */
  readonly version: SemanticVersion;
  /** The first part that is left out or written `x`, `X` or `*`. */
  readonly open: 'major' | 'minor' | 'patch' | 'none';
}

export type Operator = '=' | '!=' | '>' | '>=' | '<' | '<=' | '~' | '^';

/** Undefined when the library refuses the text; Helm then fails to render. */
export function parseConstraint(text: string): Constraint | undefined {
  if (text.length > longestConstraint) return undefined;
  const groups: (readonly Comparison[])[] = [];
  for (const groupText of withoutHyphens(text).split('||')) {
    const group = parseGroup(groupText);
    if (!group) return undefined;
    groups.push(group);
  }
  return { text, groups };
}

/** The library refuses longer ones from 3.5. */
const longestConstraint = 512;

// Go's \s, narrower than JavaScript's. That `|` may stand for a version part is the library's slip.
const space = '[\\t\\n\\f\\r ]';
const part = '[0-9xX*|]+';
const identifiers = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const bound = `v?${part}(?:\\.${part}){0,2}(?:-${identifiers})?(?:\\+${identifiers})?`;
const hyphenPattern = new RegExp(`${space}*(${bound})${space}+-${space}+(${bound})${space}*`, 'g');
const comparisonPattern = new RegExp(
  `^${space}*(?:([=!<>~^]+)${space}*)?v?(${part})(?:\\.(${part}))?(?:\\.(${part}))?(-${identifiers})?(?:\\+${identifiers})?`,
);
const separatorPattern = new RegExp(`^(?:${space}+,?|,)`);
const blankPattern = new RegExp(`^${space}*$`);

/** `1.20 - 1.24` → `>= 1.20, <= 1.24 `; the library, too, does it on the text before it reads anything else. */
function withoutHyphens(text: string): string {
  let result = text;
  for (const [range, from, to] of text.matchAll(hyphenPattern)) {
    result = result.replace(range, () => `>= ${from}, <= ${to} `);
  }
  return result;
}

function parseGroup(text: string): readonly Comparison[] | undefined {
  const comparisons: Comparison[] = [];
  let rest = text;
  for (;;) {
    const match = comparisonPattern.exec(rest);
    const comparison = match && parseComparison(match);
    if (!comparison) return undefined;
    comparisons.push(comparison);
    rest = rest.slice(match[0].length);
    if (blankPattern.test(rest)) return comparisons;
    const separator = separatorPattern.exec(rest);
    if (!separator) return undefined;
    rest = rest.slice(separator[0].length);
  }
}

function parseComparison(match: RegExpExecArray): Comparison | undefined {
  const [, written = '', major = '', minor = 'x', patch = 'x', prerelease = ''] = match;
  const operator = operatorOf(written);
  const open = isOpen(major) ? 'major' : isOpen(minor) ? 'minor' : isOpen(patch) ? 'patch' : 'none';
  const numbers = {
    major: '0',
    minor: major,
    patch: `${major}.${minor}`,
    none: `${major}.${minor}.${patch}`,
  }[open];
  const version = parseVersion(numbers + prerelease);
  return operator && version && { operator, version, open };
}

function isOpen(text: string): boolean {
  return text === 'x' || text === 'X' || text === '*';
}

function operatorOf(written: string): Operator | undefined {
  switch (written) {
    case '':
      return '=';
    case '=>':
      return '>=';
    case '=<':
      return '<=';
    case '~>':
      return '~';
    case '=':
    case '!=':
    case '>':
    case '>=':
    case '<':
    case '<=':
    case '~':
    case '^':
      return written;
    default:
      return undefined;
  }
}
