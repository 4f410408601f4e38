// Severities that a configuration file sets for what is found in some objects.

import type { ResourceOverride, ResourcePattern } from '../config/config.ts';
import { type Resource, resourcesOf } from '../kubernetes/resource.ts';
import type { Finding } from '../rule/finding.ts';
import { isNameLike } from '../text/patterns.ts';
import type { SourceFile } from '../workspace/sourceFile.ts';

/** The findings of a file, weighed by where they stand; those that are switched off there are left out. */
export function reweighed(
  findings: readonly Finding[],
  file: SourceFile,
  overrides: readonly ResourceOverride[],
): readonly Finding[] {
  const own = overrides.filter(({ rules }) => findings.some(({ rule }) => Object.hasOwn(rules, rule)));
  if (own.length === 0) return findings;
  return findings.flatMap((finding) => {
    const resource = resourceAt(file, finding.location.span.start);
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

/** The object that holds an offset of a file; of objects in a `List` the one in question. */
function resourceAt(file: SourceFile, offset: number): Resource | undefined {
  const placed = [...file.named, ...file.documents].find(
    ({ document, start }) => start <= offset && offset < start + document.text.length,
  );
  if (!placed) return undefined;
  const at = offset - placed.start;
  const resources = resourcesOf(placed.document);
  // Comments and the separator stand outside of the map; where there is one object they are its own.
  return (
    resources.find(({ map }) => map.span.start <= at && at <= map.span.end) ??
    (resources.length === 1 ? resources[0] : undefined)
  );
}

function fits({ kind, name, namespace }: Resource, pattern: ResourcePattern): boolean {
  return (
    (pattern.kind === undefined || pattern.kind === kind) &&
    (pattern.name === undefined || isNameLike(name?.text ?? '', pattern.name)) &&
    (pattern.namespace === undefined || isNameLike(namespace?.text ?? '', pattern.namespace))
  );
}
