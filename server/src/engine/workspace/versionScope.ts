// On which Kubernetes versions a place of a file can be applied, as far as its chart and the conditions around it say.

import { compile, type Gates, type Program, readGates } from '../template/gates/gates.ts';
import { readTemplate } from '../template/readTemplate.ts';
import { type Build, type ByBuild, everywhere } from '../versions/builds.ts';
import { intersect, type VersionSet } from '../versions/versionSet.ts';
import { type Charts, programOf } from './charts.ts';
import type { FileKind } from './classify.ts';
import type { SourceFile } from './sourceFile.ts';
import type { TemplateFile } from './templateFile.ts';

export interface VersionScopes {
  /** `offset` counts from the start of the file. By build: a condition may leave out what EKS and GKE build. */
  versionsAt(file: SourceFile, offset: number): ByBuild<VersionSet>;
  /** A file as a template; undefined for what has no actions outside of charts, and for what Helm does not render. */
  templateFile(file: SourceFile): TemplateFile | undefined;
}

/** Actions in these files, which mostly stand in comments, are text for `tpl` at best. */
const neverRendered: ReadonlySet<FileKind> = new Set(['values', 'chart', 'kustomization']);

export function createVersionScopes(charts: Charts): VersionScopes {
  /** Kept as long as the version of the file, and while its chart says the same. */
  const memory = new WeakMap<SourceFile, { readonly stamp: string; readonly gates: Gates }>();

  const gatesOf = (file: SourceFile, program: Program): Gates => {
    const chart = charts.chartOf(file.uri);
    const stamp = chart?.stamp ?? '';
    let known = memory.get(file);
    if (known?.stamp !== stamp) {
      known = { stamp, gates: readGates(program, chart?.definitions ?? new Map()) };
      memory.set(file, known);
    }
    return known.gates;
  };

  return {
    templateFile(file) {
      if (neverRendered.has(file.kind)) return undefined;
      // What Helm renders is a template, be it one without actions.
      const isRendered = file.kind === 'chart-template';
      const template = file.template ?? (isRendered ? readTemplate(file.text) : undefined);
      const program = programOf(file) ?? (isRendered ? compile(file.text) : undefined);
      if (!template || !program) return undefined;
      return {
        file,
        template,
        program,
        // Read when the first rule asks: running a program for every version takes its time.
        get gates() {
          return gatesOf(file, program);
        },
        chart: charts.chartOf(file.uri),
        at: (span) => ({ section: file.whole, span }),
      };
    },
    versionsAt(file, offset) {
      const kubeVersions = charts.chartOf(file.uri)?.kubeVersions ?? everywhere;
      const guards = file.template?.guardsAt(offset) ?? [];
      const program = guards.length > 0 ? programOf(file) : undefined;
      const gates = program && gatesOf(file, program);
      return gates ? both(kubeVersions, gates.versionsIn(guards)) : kubeVersions;
    },
  };
}

function both(a: ByBuild<VersionSet>, b: ByBuild<VersionSet>): ByBuild<VersionSet> {
  const of = (build: Build) => intersect(a[build], b[build]);
  return { plain: of('plain'), vendor: of('vendor'), metadata: of('metadata') };
}
