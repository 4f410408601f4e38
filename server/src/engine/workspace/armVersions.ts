// On which Kubernetes versions the arms of a template's conditions render. Speaks of those arms alone whose condition
// asks for the version; of the others chart values decide.

import { seesProviderSuffix, writtenConstraintOf } from '../template/gates/constraints.ts';
import type { VersionCall } from '../template/gates/gates.ts';
import type { Arm, TemplateRegion } from '../template/template.ts';
import { contains, overlaps, type Span } from '../text/span.ts';
import { type ByBuild, builds } from '../versions/builds.ts';
import { excludedBuilds } from '../versions/excludedBuilds.ts';
import {
  allVersions,
  equal,
  intersect,
  isEmpty,
  unknownVersions,
  type VersionSet,
} from '../versions/versionSet.ts';
import type { TemplateFile } from './templateFile.ts';

export interface ArmVersions {
  /** The action that opens the arm. */
  readonly region: TemplateRegion;
  /** Where the arm renders, with the conditions around it. */
  readonly versions: ByBuild<VersionSet>;
  /** The constraint that is false for EKS and GKE because it names no pre-release. */
  readonly blindTo: string | undefined;
}

/** The arms opened by actions that touch `span`, which counts from the start of the file. */
export function armVersionsIn(file: TemplateFile, span: Span): readonly ArmVersions[] {
  const { template, gates } = file;
  return template.blocks.flatMap((block) => {
    if ((block.keyword !== 'if' && block.keyword !== 'with') || !overlaps(block.span, span)) return [];
    let asked: Asked = { version: false, blindTo: undefined };
    return block.arms.flatMap((arm) => {
      const region = template.regions[arm.action];
      if (!region) return [];
      for (const call of gates.calls)
        if (contains(region.span, call.command.span)) asked = askedBy(file, call, asked);
      return overlaps(region.span, span) ? (versionsOf(file, arm, region, asked) ?? []) : [];
    });
  });
}

/** What an arm's condition, and those of the arms before it, ask. */
interface Asked {
  /** Whether one compares with the version. */
  readonly version: boolean;
  readonly blindTo: string | undefined;
}

function askedBy(file: TemplateFile, call: VersionCall, before: Asked): Asked {
  return { version: true, blindTo: before.blindTo ?? blindConstraint(file, call) };
}

function versionsOf(
  file: TemplateFile,
  arm: Arm,
  region: TemplateRegion,
  asked: Asked,
): ArmVersions | undefined {
  const { gates, template } = file;
  const own = gates.versionsOf(arm.block.id, arm.index);
  if (!tells(own) && !(asked.version && builds.every((build) => isEmpty(own[build])))) return undefined;
  const around = gates.versionsIn(template.guardsAt(region.span.start));
  const both = (build: (typeof builds)[number]) => intersect(around[build], own[build]);
  const versions = { plain: both('plain'), vendor: both('vendor'), metadata: both('metadata') };
  return { region, versions, blindTo: asked.blindTo };
}

/** Whether some versions get another answer than others. */
function tells(sets: ByBuild<VersionSet>): boolean {
  const isSame = (set: VersionSet) => isEmpty(set) || equal(set, allVersions) || equal(set, unknownVersions);
  return builds.some((build) => !isSame(sets[build]) || !equal(sets[build], sets.plain));
}

function blindConstraint({ file }: TemplateFile, call: VersionCall): string | undefined {
  const written = seesProviderSuffix(call) ? writtenConstraintOf(call, file.text) : undefined;
  if (!written || isEmpty(excludedBuilds(written.constraint, 'group').versions)) return undefined;
  return written.constraint.text;
}
