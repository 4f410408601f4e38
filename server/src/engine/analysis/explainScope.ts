// For which Kubernetes versions a resource is checked, and what narrows them down: the target, the chart's
// `kubeVersion`, the template conditions around it.

import { shift } from '../text/span.ts';
import { type ByBuild, builds } from '../versions/builds.ts';
import { allVersions, describe, equal, intersect, isEmpty, type VersionSet } from '../versions/versionSet.ts';
import { isVendorApart, whenIn } from '../versions/wording.ts';
import { armVersionsIn } from '../workspace/armVersions.ts';
import type { PlacedDocument } from '../workspace/sourceFile.ts';
import type { TemplateFile } from '../workspace/templateFile.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { YamlScalar } from '../yaml/nodes.ts';

/** The versions that the manifests are meant for. */
export interface Target {
  /** As written in the settings. */
  readonly text: string;
  readonly versions: VersionSet;
}

/** Two paragraphs: for which versions, and why. `kind` is the resource's own. */
export function aboutScope(
  workspace: Workspace,
  target: Target,
  template: TemplateFile | undefined,
  { start }: PlacedDocument,
  kind: YamlScalar,
): readonly string[] {
  const rendered = workspace.versionsAt(kind);
  const within = (build: keyof typeof rendered) => intersect(rendered[build], target.versions);
  const inScope = { plain: within('plain'), vendor: within('vendor'), metadata: within('metadata') };
  // Without conditions there is nothing but the chart that could restrict anything.
  const chart = template ? template.chart?.kubeVersions : rendered;
  const reasons = [
    `target \`${target.text}\`: ${describe(target.versions)}`,
    ...(chart && builds.some((build) => !equal(chart[build], allVersions))
      ? [`\`kubeVersion\` of the chart: ${byBuild(chart, describe)}`]
      : []),
    ...(template ? conditionsAround(template, shift(kind.span, start).start) : []),
  ];
  return [aboutVersions(inScope), reasons.map((reason) => `- ${reason}`).join('\n')];
}

function aboutVersions(versions: ByBuild<VersionSet>): string {
  const isNone = builds.every((build) => isEmpty(versions[build]));
  return isNone
    ? 'Not checked: no Kubernetes version is left.'
    : `Checked for Kubernetes ${byBuild(versions, describe)}.`;
}

function conditionsAround(file: TemplateFile, offset: number): readonly string[] {
  return file.template.guardsAt(offset).flatMap(({ region }) =>
    armVersionsIn(file, region.span).map(({ versions }) => {
      return `${shown(region.source)}: renders ${byBuild(versions, whenIn)}`;
    }),
  );
}

function byBuild(versions: ByBuild<VersionSet>, words: (set: VersionSet) => string): string {
  const others = isVendorApart(versions) ? ` (EKS and GKE: ${words(versions.vendor)})` : '';
  return words(versions.plain) + others;
}

/** An action on one line, as code; backticks in it would end the code. */
function shown(source: string): string {
  const line = source.replace(/\s+/g, ' ').replaceAll('`', '"');
  return `\`${line.length > 80 ? `${line.slice(0, 79)}…` : line}\``;
}
