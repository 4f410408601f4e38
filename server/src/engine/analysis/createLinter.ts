// The linter: a workspace, the rules, and the caches between them. What is cached hangs on the thing it was made from
// (a document, a file), so it goes when that goes.

import { defaultConfig } from '../config/config.ts';
import { mayHoldResources } from '../kubernetes/resource.ts';
import type { Finding } from '../rule/finding.ts';
import type { Rule, WorkspaceRule } from '../rule/rule.ts';
import { createPerDocument } from '../workspace/perDocument.ts';
import type { ResourceIndex } from '../workspace/resourceIndex.ts';
import { allDocuments, type PlacedDocument } from '../workspace/sourceFile.ts';
import { createWorkspace } from '../workspace/workspace.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { createConfigurations } from './configurations.ts';
import { createDocumentFindings } from './documentFindings.ts';
import { excludedReport, fileReport } from './fileReport.ts';
import { fileRuns } from './fileRuns.ts';
import { finish } from './finish.ts';
import type { FileReport, Linter, LinterSetup } from './linter.ts';
import { placeAnswers } from './placeAnswers.ts';
import { placeEdits } from './placeEdits.ts';
import { looksAtScriptsAlone } from './prefilter.ts';
import { reweighed } from './resourceOverrides.ts';
import { ruleContexts } from './ruleContexts.ts';
import { type ContextFor, type RuleRun, runOnDocument, runOnSuppressions } from './runRules.ts';
import type { Settings } from './settings.ts';
import {
  type Directive,
  directivesOf,
  silenced,
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
  const configurations = createConfigurations(workspace, rules, config, prefilter);

  /** The rules' reports on one document, from the cache where it still holds. */
  const runsOn = (
    settings: Settings,
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

  const resultOf = (
    settings: Settings,
    placed: PlacedDocument,
    chart: string,
    context: ContextFor,
  ): DocumentResult => {
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
    if (configurations.isExcluded(uri)) return excludedReport(file);
    const settings = configurations.settingsFor(uri);
    // Asked for by every document; no file changes meanwhile.
    const index = once(() => workspace.indexFor(uri));
    const chart = workspace.chartStamp(uri);
    const context = ruleContexts(settings, workspace, index);
    const runs: RuleRun[] = [];
    const found: Finding[] = [];
    const ofDocuments = lastResults.of(file, `${settings.fingerprint}\n${chart}`, (placed) =>
      resultOf(settings, placed, chart, context),
    );
    for (const [at, result] of ofDocuments.entries()) {
      const placed = file.all[at];
      const ofDocument = placed ? runsOn(settings, index, placed, result, context) : none;
      if (!placed || ofDocument.length === 0) continue;
      runs.push(...ofDocument);
      found.push(...documentFindings.of(placed, ofDocument, settings.config));
    }
    for (const run of fileRuns({ file, settings, workspace, configurations, context, ofDocuments })) {
      runs.push(run);
      found.push(...finished(run, settings));
    }

    const directives = directivesOf(file, (at) => ofDocuments[at]?.isMarked ?? false);
    const weighed = reweighed(found, file, settings.config.resources);
    const { findings, used } = silenced(weighed, directives, file, settings.config.today);
    const unused = onSuppressions(rules, directives, used, settings, context);
    runs.push(unused);
    findings.push(...silenced(finished(unused, settings), directives, file, settings.config.today).findings);
    const parsed = file.documents.filter(({ document }) => results.get(document)?.along !== undefined).length;
    return fileReport(file, findings, runs, parsed);
  };

  const documentFindings = createDocumentFindings(workspace.locate);
  const finished = ({ reports }: RuleRun, settings: Settings): Finding[] =>
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
      return report && tokenMentions(workspace, report, configurations.settingsFor(uri).config.conventions);
    },
    release(uri) {
      const file = workspace.file(uri);
      for (const { document } of file ? allDocuments(file) : []) {
        document.release();
        results.delete(document);
        documentFindings.forget(document);
      }
      lastResults.forget(uri);
    },
    ...placeEdits(workspace, configurations),
    ...placeAnswers(workspace, configurations),
    text: workspace.text,
    scopeOf: workspace.scopeOf,
    configure: configurations.configure,
    isExcluded: configurations.isExcluded,
    configurationOf: configurations.sourceFor,
    targetFor: configurations.targetFor,
  };
}

/** What rules say of the comments that silence findings; `used`: which of them did. */
function onSuppressions(
  all: readonly Rule[],
  directives: readonly Directive[],
  used: Parameters<typeof writtenSuppressions>[1],
  { enabled, config }: Settings,
  context: ContextFor,
): RuleRun {
  const looking = enabled.filter((rule) => rule.check.suppression);
  if (directives.length === 0 || looking.length === 0) return nothing;
  const isKnown = (id: string) => all.some((rule) => rule.id === id);
  const isOn = (id: string | undefined) =>
    id === undefined ? enabled.length === all.length : enabled.some((rule) => rule.id === id);
  const written = writtenSuppressions(directives, used, isKnown, isOn, config.today);
  return runOnSuppressions(written, looking, context);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
