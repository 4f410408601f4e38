// Which files form one chart, and what they decide together: the Kubernetes versions it supports and its named
// templates, which a chart shares with its subcharts.

import type { Definitions } from '../template/gates/gates.ts';
import { compile, type Program, type ProgramDefinition } from '../template/gates/program.ts';
import { baseNameOf, parentOf } from '../text/uri.ts';
import { type ByBuild, everywhere } from '../versions/builds.ts';
import { type Constraint, constraintVersions, parseConstraint } from '../versions/masterminds.ts';
import type { VersionSet } from '../versions/versionSet.ts';
import { literal, lookup } from '../yaml/lookup.ts';
import { chartPart } from './chartPart.ts';
import type { FileTable } from './fileTable.ts';
import type { SourceFile } from './sourceFile.ts';
import { versionHelperOf } from './versionHelper.ts';

export interface Chart {
  /** The URI of its folder. */
  readonly root: string;
  /** The versions that `kubeVersion` in the outermost chart's Chart.yaml lets through: Helm asks no subchart. */
  readonly kubeVersions: ByBuild<VersionSet>;
  /** The named templates of the whole family: the outermost chart and all its subcharts. */
  readonly definitions: Definitions;
  /** The named template that its version conditions ask for the cluster's version. */
  readonly versionHelper: string | undefined;
  /** Whether it is a library: its templates render nothing themselves. */
  readonly isLibrary: boolean;
  /** Equal stamps mean equal answers of all that was asked of the chart so far. */
  readonly stamp: string;
}

/** The charts of a workspace. */
export interface Charts {
  /** The chart a file belongs to; undefined for files that belong to none. */
  chartOf(uri: string): Chart | undefined;
  /** To be told of every file that came, went or changed. */
  changed(uri: string): void;
}

/** The folder of the chart that a path lies in, judged by the path alone: what stands above `templates/`, or beside. */
export function chartRootOf(uri: string): string | undefined {
  const templates = uri.lastIndexOf('/templates/');
  if (templates >= 0) return uri.slice(0, templates);
  return /^(?:Chart|values)[^/]*\.ya?ml$/.test(baseNameOf(uri)) ? parentOf(uri) : undefined;
}

/** The files among which charts are found. */
type Files = Pick<FileTable, 'file' | 'has'>;

export function createCharts(files: Files): Charts {
  /** The files of each chart's own folder. */
  const members = new Map<string, Set<string>>();
  const charts = new Map<string, KnownChart>();

  const familyOf = (root: string): readonly Member[] => {
    const top = topOf(root, files);
    return [...members.keys()]
      .filter((one) => one === top || one.startsWith(`${top}/charts/`))
      .sort()
      .map((one) => ({ root: one, uris: [...(members.get(one) ?? [])].sort() }));
  };

  return {
    chartOf(uri) {
      const root = chartRootOf(uri);
      if (root === undefined) return undefined;
      let chart = charts.get(root);
      if (!chart) {
        chart = createChart(root, () => familyOf(root), files);
        charts.set(root, chart);
      }
      chart.settle();
      return chart;
    },
    changed(uri) {
      const root = chartRootOf(uri);
      if (root === undefined) return;
      const own = members.get(root) ?? new Set();
      if (files.has(uri)) members.set(root, own.add(uri));
      else own.delete(uri);
      const top = topOf(root, files);
      for (const [one, chart] of charts) if (one === top || one.startsWith(`${top}/`)) chart.changed();
    },
  };
}

/** The outermost chart around a chart in a `charts/` folder. A repository's own `charts/` folder belongs to no chart. */
function topOf(root: string, files: Files): string {
  let top = root;
  for (;;) {
    const outer = /^(.*)\/charts\/[^/]+$/.exec(top)?.[1];
    if (outer === undefined || !files.has(`${outer}/Chart.yaml`)) return top;
    top = outer;
  }
}

interface Member {
  readonly root: string;
  readonly uris: readonly string[];
}

interface KnownChart extends Chart {
  /** To be told when a file of its family came, went or changed. */
  changed(): void;
  /** Reads again what was asked for, where files have changed since. */
  settle(): void;
}

function createChart(root: string, family: () => readonly Member[], files: Files): KnownChart {
  const manifests = chartPart(() => readManifests(root, files));
  const templates = chartPart(() => readTemplates(root, family(), files));
  let revision = 0;
  let isStale = false;
  return {
    root,
    get kubeVersions() {
      return manifests.answer.kubeVersions;
    },
    get isLibrary() {
      return manifests.answer.isLibrary;
    },
    get definitions() {
      return templates.answer.definitions;
    },
    get versionHelper() {
      return templates.answer.versionHelper;
    },
    get stamp() {
      return String(revision);
    },
    changed() {
      isStale = true;
    },
    settle() {
      if (!isStale) return;
      isStale = false;
      const moved = [manifests, templates].filter((part) => part.refresh());
      if (moved.length > 0) revision++;
    },
  };
}

/** What stands in Chart.yaml, of the outermost chart and of its own. */
function readManifests(root: string, files: Files) {
  const constraint = kubeVersionOf(files.file(`${topOf(root, files)}/Chart.yaml`));
  const manifest = files.file(`${root}/Chart.yaml`);
  const isLibrary = manifest !== undefined && fieldOf(manifest, 'type') === 'library';
  return {
    answer: { kubeVersions: constraint ? constraintVersions(constraint) : everywhere, isLibrary },
    stamp: JSON.stringify([constraint?.text, isLibrary]),
  };
}

function readTemplates(root: string, family: readonly Member[], files: Files) {
  const filesAt = (uris: readonly string[]) => uris.flatMap((uri) => files.file(uri) ?? []);
  const definitions = definitionsOf(family.flatMap(({ uris }) => filesAt(uris)));
  const own = family.find((member) => member.root === root)?.uris ?? [];
  const versionHelper = versionHelperOf(filesAt(own), definitions);
  return {
    answer: { definitions, versionHelper },
    stamp: JSON.stringify([versionHelper, tellingText(definitions)]),
  };
}

/**
 * Where a name is given twice, the last definition read counts: Helm reads deeper paths first, and among equally deep
 * ones those that come later in the alphabet. An empty one never replaces another.
 */
function definitionsOf(files: readonly SourceFile[]): Definitions {
  const inOrder = [...files].sort((a, b) => depthOf(b.uri) - depthOf(a.uri) || (a.uri < b.uri ? 1 : -1));
  const found = new Map<string, ProgramDefinition>();
  for (const definition of inOrder.flatMap((one) => programOf(one)?.definitions ?? [])) {
    if (!found.has(definition.name) || !isBlank(definition)) found.set(definition.name, definition);
  }
  return found;
}

function isBlank({ steps }: ProgramDefinition): boolean {
  return steps.every((step) => step.type === 'text' && step.text.trim() === '');
}

function depthOf(uri: string): number {
  return uri.split('/').length;
}

/** Kept as long as the version of the file they were read from. */
const programs = new WeakMap<SourceFile, Program>();

/** The program of a template; undefined for files without actions. */
export function programOf(file: SourceFile): Program | undefined {
  if (!file.template) return undefined;
  let program = programs.get(file);
  if (!program) {
    program = compile(file.text);
    programs.set(file, program);
  }
  return program;
}

/** What of the named templates may have a say in versions: the others' change need not wake anybody. */
function tellingText(definitions: Definitions): string {
  const telling = /Capabilities|semver|[vV]ersion|\b1\.\d/;
  return [...definitions]
    .map(([name, { text }]) => (telling.test(name + text) ? `${name}=${text}` : name))
    .join('\n');
}

function kubeVersionOf(manifest: SourceFile | undefined): Constraint | undefined {
  const text = manifest && fieldOf(manifest, 'kubeVersion');
  return text === undefined ? undefined : parseConstraint(text);
}

/** A text field of Chart.yaml. */
function fieldOf(manifest: SourceFile, field: string): string | undefined {
  const root = manifest.documents[0]?.document.root;
  if (root?.type !== 'map') return undefined;
  const found = lookup(root, field);
  const value = found.is === 'written' ? literal(found.node) : undefined;
  return typeof value === 'string' ? value : undefined;
}
