// What is worth seeing without asking: on which versions an arm of a template renders, and that a token lives a year.

import { extendedLifetime } from '../kubernetes/aboutTokens.ts';
import { podSpecsOf } from '../kubernetes/pods.ts';
import { audienceOf, projectedTokensOf } from '../kubernetes/projectedTokens.ts';
import { overlaps, type Span } from '../text/span.ts';
import { abbreviate, isEmpty, perhaps, surely, type VersionSet } from '../versions/versionSet.ts';
import { isVendorApart } from '../versions/wording.ts';
import { type ArmVersions, armVersionsIn } from '../workspace/armVersions.ts';
import type { SourceFile } from '../workspace/sourceFile.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A few words behind an offset of a file. */
export interface Hint {
  readonly offset: number;
  readonly label: string;
}

/** The hints in a stretch of a file, in no particular order. */
export function hintsIn(workspace: Workspace, uri: string, span: Span): readonly Hint[] {
  const file = workspace.file(uri);
  if (!file) return [];
  const template = workspace.templateFile(uri);
  const arms = template ? armVersionsIn(template, span) : [];
  const hints = arms.map((arm) => ({ offset: arm.region.span.end, label: labelOf(arm) }));
  return [...hints, ...lifetimesIn(file, span)];
}

function labelOf({ versions }: ArmVersions): string {
  const { plain, vendor } = versions;
  return isVendorApart(versions) ? `${brief(plain)}; EKS and GKE: ${brief(vendor)}` : brief(plain);
}

/** A question mark behind what other conditions have a say in. */
function brief(set: VersionSet): string {
  const [sure, open] = [surely(set), perhaps(set)];
  if (isEmpty(open)) return abbreviate(sure);
  return isEmpty(sure) ? `${abbreviate(open)}?` : `${abbreviate(sure)}, ${abbreviate(open)}?`;
}

function lifetimesIn({ documents }: SourceFile, span: Span): readonly Hint[] {
  return documents
    .filter(({ document, start }) => overlaps({ start, end: start + document.text.length }, span))
    .filter(({ document }) => document.text.includes(String(extendedLifetime)))
    .flatMap(({ document, start }) =>
      podSpecsOf(document)
        .flatMap(({ volumes }) => volumes.flatMap(projectedTokensOf))
        .filter((token) => audienceOf(token) === 'api-server')
        .flatMap(({ expirationSeconds }) => expirationSeconds ?? [])
        .filter(({ value }) => value === extendedLifetime)
        .map((scalar) => ({ offset: start + scalar.span.end, label: '≈ 1 year' })),
    )
    .filter(({ offset }) => span.start <= offset && offset <= span.end);
}
