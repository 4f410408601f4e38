// The linter: a workspace, the rules, and the caches between them. What is cached hangs on the thing it was made from
// (a document, a file), so it goes when that goes.

import { defaultConfig } from '../config/config.ts';
import { mayHoldResources } from '../kubernetes/resource.ts';
import type { Finding } from '../rule/finding.ts';
import type { Rule, WorkspaceContext, WorkspaceRule } from '../rule/rule.ts';
import { onAnyBuild } from '../versions/builds.ts';
import { intersect } from '../versions/versionSet.ts';
import { linesOfFile } from '../workspace/fileLines.ts';
import { createPerDocument } from '../workspace/perDocument.ts';
import type { ResourceIndex } from '../workspace/resourceIndex.ts';
import { holdsTextScripts } from '../workspace/scripts.ts';
import { allDocuments, type PlacedDocument, type SourceFile } from '../workspace/sourceFile.ts';
import { createWorkspace, type Workspace } from '../workspace/workspace.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { createDocumentFindings } from './documentFindings.ts';
import { finish, inOrder } from './finish.ts';
import type { FileReport, Linter, LinterSetup, RuleCrash } from './linter.ts';
import { placeAnswers } from './placeAnswers.ts';
import { placeEdits } from './placeEdits.ts';
import { looksAtScriptsAlone } from './prefilter.ts';
import { type ContextFor, type RuleRun, runOnDocument, runOnFile, runOnSuppressions } from './runRules.ts';
import { type Settings, settle } from './settings.ts';
import {
  type Directive,
  directiveFor,
  directivesOf,
  suppressionMark,
  writtenSuppressions,
} from './suppressions.ts';
import { tokenMentions } from './tokenMentions.ts';

/** What was found in a document, and for which settings and which state of its scope. */
interface DocumentResult {
  readonly fingerprint: string;
  /** What its chart decided then. */
  readonly chart: string;
  /** The rules it can concern that read the index. */
  readonly readers: readonly WorkspaceRule[];
  /** Whether rules that go along with others look at it: not when scripts are all that makes it of interest. */
  readonly isManifest: boolean;
  readonly own: RuleRun;
  /** The rules that look at plain files as a whole, as far as this document can concern them. */
  readonly ofFile: readonly Rule[];
  /** Whether a comment in it may silence findings. */
  readonly isMarked: boolean;
  /** Of the rules that read the index; made anew when its revision moves. */
  across: Across | undefined;
  /** Of the rules that go along with others, once one of those looks at the document. */
  along: RuleRun | undefined;
}

/** What the rules found that read the index, and for which state of it. */
interface Across {
  readonly revision: number;
  /** The state of what lies outside of the scope, where a rule asked for that. */
  readonly outside: number | undefined;
  readonly run: RuleRun;
}

/** The run of no rule at all: the document was not even parsed. */
const nothing: RuleRun = { reports: [], crashes: [] };
const none: readonly RuleRun[] = [];

function run(placed: PlacedDocument, rules: readonly Rule[], context: ContextFor): RuleRun {
  return rules.length === 0 ? nothing : runOnDocument(placed, rules, context);
}

export function createLinter({ rules, config = defaultConfig, prefilter = true }: LinterSetup): Linter {
  const workspace = createWorkspace();
  const results = new WeakMap<YamlDocument, DocumentResult>();
  const lastResults = createPerDocument<DocumentResult>();
  const known = new Set(rules.map((rule) => rule.id));
  let settings = settle(rules, config, prefilter);

  const contextFor = (index: () => ResourceIndex) => (rule: Rule) =>
    contextOf(rule, settings, workspace, index);

  /** The rules' reports on one document, from the cache where it still holds. */
  const runsOn = (
    index: () => ResourceIndex,
    placed: PlacedDocument,
    result: DocumentResult,
    context: ContextFor,
  ): readonly RuleRun[] => {
    const across = result.readers.length === 0 ? nothing : acrossOf(index(), placed, result, context);
    if (result.own === nothing && across === nothing) return none;
    result.along ??= result.isManifest ? run(placed, settings.along, context) : nothing;
    return [result.own, across, result.along];
  };

  const resultOf = (placed: PlacedDocument, chart: string, context: ContextFor): DocumentResult => {
    const { fingerprint } = settings;
    const { document } = placed;
    const kept = results.get(document);
    if (kept?.fingerprint === fingerprint && kept.chart === chart) return kept;
    const all = settings.concerns(document.text, document.masked);
    const concerned = placed.holdsScripts ? all : all.filter((rule) => !looksAtScriptsAlone(rule));
    const isScripts = concerned.length > 0 && concerned.every(looksAtScriptsAlone);
    const isManifest = !isScripts || mayHoldResources(document.masked);
    const own = run(
      placed,
      concerned.filter((rule) => rule.reads === 'document'),
      context,
    );
    const readers = concerned.filter((rule): rule is WorkspaceRule => rule.reads === 'workspace');
    const ofFile = settings.plainFileConcerns(document.text, document.masked);
    const isMarked = document.text.includes(suppressionMark);
    const looked = { readers, isManifest, own, ofFile, isMarked };
    const result = { fingerprint, chart, ...looked, across: undefined, along: undefined };
    results.set(document, result);
    return result;
  };

  const acrossOf = (
    index: ResourceIndex,
    placed: PlacedDocument,
    result: DocumentResult,
    context: ContextFor,
  ): RuleRun => {
    const { text } = placed.document;
    const { readers } = result;
    if (!holds(result.across, index.revision)) {
      const amid = readers.filter((rule) => !prefilter || (rule.concernsAmid?.(text, index) ?? true));
      const { questions } = workspace.outside;
      const found = run(placed, amid, context);
      const hasAsked = workspace.outside.questions !== questions;
      const outside = hasAsked ? workspace.outside.revision : undefined;
      result.across = { revision: index.revision, outside, run: found };
    }
    return result.across?.run ?? nothing;
  };

  const holds = (across: Across | undefined, revision: number): boolean =>
    across?.revision === revision &&
    (across.outside === undefined || across.outside === workspace.outside.revision) &&
    standsOn(across.run);

  /** Whether all texts that a run points at or would change are still there: they may be those of other documents. */
  const standsOn = ({ reports }: RuleRun): boolean =>
    reports.every(
      ({ report }) =>
        (report.related ?? []).every(({ at }) => workspace.locate(at)) &&
        (report.fixes ?? []).every(({ edits }) => edits.every((edit) => workspace.locate(edit))),
    );

  const check = (uri: string): FileReport | undefined => {
    const file = workspace.file(uri);
    if (!file) return undefined;
    // Asked for by every document; no file changes meanwhile.
    const index = once(() => workspace.indexFor(uri));
    const chart = workspace.chartStamp(uri);
    const context = contextFor(index);
    const runs: RuleRun[] = [];
    const found: Finding[] = [];
    const ofDocuments = lastResults.of(file, `${settings.fingerprint}\n${chart}`, (placed) =>
      resultOf(placed, chart, context),
    );
    for (const [at, result] of ofDocuments.entries()) {
      const placed = file.all[at];
      const ofDocument = placed ? runsOn(index, placed, result, context) : none;
      if (!placed || ofDocument.length === 0) continue;
      runs.push(...ofDocument);
      found.push(...documentFindings(placed, ofDocument, settings.config));
    }
    const fileRules = fileRulesOf(file, settings, ofDocuments);
    if (fileRules.length > 0) {
      const run = runOnFile(file, () => workspace.templateFile(uri), fileRules, contextFor(index));
      runs.push(run);
      found.push(...finished(run));
    }

    const directives = directivesOf(file, (at) => ofDocuments[at]?.isMarked ?? false);
    const { findings, used } = silenced(found, directives, file, settings.config.today);
    const suppressionRules = settings.enabled.filter((rule) => rule.check.suppression);
    if (directives.length > 0 && suppressionRules.length > 0) {
      const written = writtenSuppressions(
        directives,
        used,
        (id) => known.has(id),
        (id) =>
          id === undefined
            ? settings.enabled.length === rules.length
            : settings.enabled.some((rule) => rule.id === id),
        settings.config.today,
      );
      const run = runOnSuppressions(written, suppressionRules, contextFor(index));
      runs.push(run);
      findings.push(...silenced(finished(run), directives, file, settings.config.today).findings);
    }
    return reportOf(file, findings, runs, results);
  };

  const documentFindings = createDocumentFindings(workspace.locate);
  const finished = ({ reports }: RuleRun): Finding[] =>
    reports.flatMap((report) => finish(report, settings.config, workspace.locate) ?? []);

  return {
    setFile: workspace.setFile,
    removeFile(uri) {
      workspace.removeFile(uri);
      lastResults.forget(uri);
    },
    files: workspace.uris,
    check,
    tokensIn(uri) {
      const report = check(uri);
      return report && tokenMentions(workspace, report);
    },
    release(uri) {
      const file = workspace.file(uri);
      for (const { document } of file ? allDocuments(file) : []) {
        document.release();
        results.delete(document);
      }
      lastResults.forget(uri);
    },
    ...placeEdits(workspace),
    ...placeAnswers(workspace, () => ({ text: settings.config.target, versions: settings.target })),
    text: workspace.text,
    configure(next) {
      settings = settle(rules, next, prefilter);
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The rules that look at files as a whole and can be concerned. Of plain YAML the documents tell, each once. */
function fileRulesOf(
  file: SourceFile,
  settings: Settings,
  ofDocuments: readonly DocumentResult[],
): readonly Rule[] {
  if (holdsTextScripts(file)) return settings.scriptFileConcerns(file.text, file.text);
  if (file.template !== undefined || file.kind === 'chart-template')
    return settings.fileConcerns(file.text, file.text);
  if (ofDocuments.length === 0) return settings.plainFileConcerns(file.text, file.text);
  const concerned = new Set(ofDocuments.flatMap(({ ofFile }) => ofFile));
  return settings.enabled.filter((rule) => concerned.has(rule));
}

function contextOf(
  rule: Rule,
  settings: Settings,
  workspace: Workspace,
  index: () => ResourceIndex,
): WorkspaceContext {
  return {
    options: settings.optionsOf.get(rule) ?? {},
    target: settings.target,
    today: settings.config.today,
    versionsAt: (place) => intersect(settings.target, onAnyBuild(workspace.versionsAt(place))),
    rendersOn: (place) => workspace.versionsAt(place),
    get index() {
      return index();
    },
  };
}

/** Marks the findings that a comment silences, and keeps account of which comments did. */
function silenced(
  found: readonly Finding[],
  directives: readonly Directive[],
  file: SourceFile,
  today: string | undefined,
) {
  const uses = new Set<string>();
  const keyOf = (directive: Directive, rule: string | undefined) =>
    `${directive.location.span.start} ${rule ?? ''}`;
  const used = (directive: Directive, rule: string | undefined) => uses.has(keyOf(directive, rule));
  if (directives.length === 0) return { findings: [...found], used };
  const lines = linesOfFile(file);
  const findings = found.map((finding): Finding => {
    const { line } = lines.positionAt(finding.location.span.start);
    const directive = directiveFor(directives, finding.rule, line, today);
    if (!directive) return finding;
    uses.add(keyOf(directive, directive.rules.length === 0 ? undefined : finding.rule));
    const { location, reason } = directive;
    return { ...finding, suppressed: reason === undefined ? { location } : { location, reason } };
  });
  return { findings, used };
}

function reportOf(
  file: SourceFile,
  found: readonly Finding[],
  runs: readonly RuleRun[],
  results: WeakMap<YamlDocument, DocumentResult>,
): FileReport {
  const findings = inOrder(found);
  const crashes: readonly RuleCrash[] = runs.flatMap((run) =>
    run.crashes.map((crash) => ({ ...crash, uri: file.uri })),
  );
  const parsed = file.documents.filter(({ document }) => results.get(document)?.along !== undefined).length;
  let stamp: string | undefined;
  return {
    uri: file.uri,
    findings,
    crashes,
    get stamp() {
      stamp ??= stampOf(findings, crashes);
      return stamp;
    },
    documents: file.documents.length,
    parsed,
  };
}

/** A short text that differs when the reports do: FNV-1a over all that a reader of the report can see. */
function stampOf(findings: readonly Finding[], crashes: readonly RuleCrash[]): string {
  let hash = 0x811c9dc5;
  const text = findings.length + crashes.length === 0 ? '' : JSON.stringify([findings, crashes]);
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return `${text.length.toString(36)}-${(hash >>> 0).toString(36)}`;
}
