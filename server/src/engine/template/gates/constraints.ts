// Calls of `semverCompare` → the constraint as the chart's author wrote it, and what is behind the version it is held
// against. Refuses constraints that are computed: there is nothing to underline and nothing to fix.

import { type Constraint, parseConstraint } from '../../versions/masterminds.ts';
import { parseVersion } from '../../versions/semanticVersion.ts';
import type { Operand } from '../expression.ts';
import type { Definitions, VersionCall } from './gates.ts';
import type { Program } from './program.ts';
import { pipelinesOf } from './walk.ts';

/** A constraint that stands in a template as a string. */
export interface WrittenConstraint {
  readonly constraint: Constraint;
  /** The string, quotes included. */
  readonly operand: Operand;
  /** Where its characters stand in the template's text; undefined when escapes keep them from standing side by side. */
  readonly start: number | undefined;
}

/** The constraint of a `semverCompare`; undefined for other calls, and where it is computed or no constraint. */
export function writtenConstraintOf(
  { name, command }: VersionCall,
  text: string,
): WrittenConstraint | undefined {
  const [, operand] = command.operands;
  if (name !== 'semverCompare' || operand?.type !== 'string' || operand.path.length > 0) return undefined;
  const constraint = parseConstraint(operand.value);
  if (!constraint) return undefined;
  const start = operand.span.start + 1;
  return { constraint, operand, start: text.startsWith(operand.value, start) ? start : undefined };
}

/** Whether a call is handed the version with what EKS and GKE append to it (`1.30.1-gke.5`), not a shortened one. */
export function seesProviderSuffix({ outcomes }: VersionCall): boolean {
  return outcomes.some(({ sample, args }) => {
    const given = args.at(-1);
    const version = sample.prerelease !== '' && typeof given === 'string' ? parseVersion(given) : undefined;
    return version?.minor === sample.minor && version.prerelease === sample.prerelease;
  });
}

/** Whether what a call is given comes from a named template that is not at hand: what that gives is a guess. */
export function restsOnGuess({ command }: VersionCall, program: Program, definitions: Definitions): boolean {
  const names = new Set<string>();
  for (const operand of command.operands) addNames(operand, program, names);
  // A set may grow while it is walked.
  for (const name of names) {
    const definition = definitions.get(name) ?? program.definitions.find((one) => one.name === name);
    if (!definition) return true;
    for (const [, included] of definition.text.matchAll(/\b(?:include|template)\s+"([^"\n]+)"/g))
      if (included !== undefined) names.add(included);
  }
  return false;
}

function addNames(operand: Operand, program: Program, names: Set<string>, depth = 0): void {
  if (depth > 20) return;
  if (operand.type === 'group') {
    for (const { operands } of operand.pipeline.commands) {
      const [head, name] = operands;
      if (head?.type === 'word' && head.name === 'include' && name?.type === 'string') names.add(name.value);
      for (const one of operands) addNames(one, program, names, depth + 1);
    }
  } else if (operand.type === 'variable' && operand.name !== '$') {
    for (const pipeline of pipelinesOf(program)) {
      if (!pipeline.variables.includes(operand.name)) continue;
      const { span } = pipeline;
      addNames({ type: 'group', span, path: [], pipeline }, program, names, depth + 1);
    }
  }
}
