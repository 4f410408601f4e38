// The linter: a workspace, the rules, and the caches between them. What is cached hangs on the thing it was made from
// (a document, a file), so it goes when that goes.

import { defaultConfig } from '../config/config.ts';
import type { Finding } from '../rule/finding.ts';
import type { Rule } from '../rule/rule.ts';
import { allDocuments } from '../workspace/sourceFile.ts';
import { createWorkspace } from '../workspace/workspace.ts';
import { createConfigurations } from './configurations.ts';
import { createDocumentFindings } from './documentFindings.ts';
import { type Around, type Check, createDocumentRuns } from './documentRuns.ts';
import { excludedReport, fileReport } from './fileReport.ts';
import { fileRuns } from './fileRuns.ts';
import { finish } from './finish.ts';
import type { FileReport, Linter, LinterSetup } from './linter.ts';
import { placeAnswers } from './placeAnswers.ts';
import { placeEdits } from './placeEdits.ts';
import { reweighed } from './resourceOverrides.ts';
import { ruleContexts } from './ruleContexts.ts';
import { type ContextFor, nothing, type RuleRun, runOnSuppressions } from './runRules.ts';
import type { Settings } from './settings.ts';
import { type Directive, directivesOf, silenced, writtenSuppressions } from './suppressions.ts';
import { tokenMentions } from './tokenMentions.ts';

export function createLinter({ rules, config = defaultConfig, prefilter = true }: LinterSetup): Linter {
  const workspace = createWorkspace();
  const configurations = createConfigurations(workspace, rules, config, prefilter);
  const documentRuns = createDocumentRuns(workspace, prefilter);
  const documentFindings = createDocumentFindings(workspace.locate);

  const check = (uri: string): FileReport | undefined => {
    const file = workspace.file(uri);
    if (!file) return undefined;
    if (configurations.isExcluded(uri)) return excludedReport(file);
    const settings = configurations.settingsFor(uri);
    // Asked for by every document; no file changes meanwhile.
    const index = once(() => workspace.indexFor(uri));
    const around: Around = { index, outside: once(() => workspace.outside.revision) };
    const context = ruleContexts(settings, workspace, index);
    const runs: RuleRun[] = [];
    const found: Finding[] = [];
    const current: Check = { settings, chart: workspace.chartStamp(uri), around, context };
    const ofDocuments = documentRuns.of(file, current);
    let parsed = 0;
    for (let at = 0; at < ofDocuments.length; at++) {
      const [placed, result] = [file.all[at], ofDocuments[at]];
      if (!placed || !result || result.isIdle) continue;
      const telling = documentRuns.telling(placed, result, current);
      if (result.along !== undefined && at < file.documents.length) parsed++;
      if (telling.length === 0) continue;
      runs.push(...telling);
      found.push(...documentFindings.of(placed, telling, settings.config));
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
    return fileReport(file, findings, runs, parsed);
  };

  const finished = ({ reports }: RuleRun, settings: Settings): Finding[] =>
    reports.flatMap((report) => finish(report, settings.config, workspace.locate) ?? []);

  return {
    setFile: workspace.setFile,
    removeFile(uri) {
      workspace.removeFile(uri);
      documentRuns.forgetFile(uri);
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
        documentRuns.forget(document);
        documentFindings.forget(document);
      }
      documentRuns.forgetFile(uri);
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
