// Severities that a configuration file sets for what is found in some objects.

import type { ResourceOverride, ResourcePattern } from '../config/config.ts';
import type { Resource } from '../kubernetes/resource.ts';
import type { Finding } from '../rule/finding.ts';
import { isNameLike } from '../text/patterns.ts';
import type { SourceFile } from '../workspace/sourceFile.ts';
import { objectAt } from './resourceAt.ts';

/** The findings of a file, weighed by where they stand; those that are switched off there are left out. */
export function reweighed(
  findings: readonly Finding[],
  file: SourceFile,
  overrides: readonly ResourceOverride[],
): readonly Finding[] {
  const own = overrides.filter(({ rules }) => findings.some(({ rule }) => Object.hasOwn(rules, rule)));
  if (own.length === 0) return findings;
  return findings.flatMap((finding) => {
    const resource = objectAt(file, finding.location.span.start);
    const override = own.findLast(
      ({ rules, resources }) =>
        (rules[finding.rule]?.severity ?? 'default') !== 'default' &&
        resource !== undefined &&
        resources.some((pattern) => fits(resource, pattern)),
    );
    const severity = override?.rules[finding.rule]?.severity ?? 'default';
    if (severity === 'off') return [];
    return severity === 'default' ? finding : { ...finding, severity };
  });
}

function fits({ kind, name, namespace }: Resource, pattern: ResourcePattern): boolean {
  return (
    (pattern.kind === undefined || pattern.kind === kind) &&
    (pattern.name === undefined || isNameLike(name?.text ?? '', pattern.name)) &&
    (pattern.namespace === undefined || isNameLike(namespace?.text ?? '', pattern.namespace))
  );
}
