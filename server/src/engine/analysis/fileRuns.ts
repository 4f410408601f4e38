// What rules say of a file apart from its documents: of its text as a whole, of it as a template or a configuration.

import type { Rule } from '../rule/rule.ts';
import { holdsTextScripts } from '../workspace/scripts.ts';
import type { SourceFile } from '../workspace/sourceFile.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Configurations } from './configurations.ts';
import { type ContextFor, type RuleRun, runOnConfiguration, runOnFile } from './runRules.ts';
import type { Settings } from './settings.ts';

interface FileToRun {
  readonly file: SourceFile;
  readonly settings: Settings;
  readonly workspace: Workspace;
  readonly configurations: Configurations;
  readonly context: ContextFor;
  /** Document by document, the rules that look at plain files as a whole and that it can concern. */
  readonly ofDocuments: readonly { readonly ofFile: readonly Rule[] }[];
}

export function fileRuns({
  file,
  settings,
  workspace,
  configurations,
  context,
  ofDocuments,
}: FileToRun): readonly RuleRun[] {
  const runs: RuleRun[] = [];
  const rules = fileRulesOf(file, settings, ofDocuments);
  if (rules.length > 0) runs.push(runOnFile(file, () => workspace.templateFile(file.uri), rules, context));
  if (file.kind === 'configuration') {
    const problems = configurations.read(file.uri)?.problems ?? [];
    runs.push(runOnConfiguration(problems, settings.enabled, context));
  }
  return runs;
}

/** The rules that look at files as a whole and can be concerned. Of plain YAML the documents tell, each once. */
function fileRulesOf(
  file: SourceFile,
  settings: Settings,
  ofDocuments: FileToRun['ofDocuments'],
): readonly Rule[] {
  if (holdsTextScripts(file)) return settings.scriptFileConcerns(file.text, file.text);
  if (file.template !== undefined || file.kind === 'chart-template')
    return settings.fileConcerns(file.text, file.text);
  if (ofDocuments.length === 0) return settings.plainFileConcerns(file.text, file.text);
  const concerned = new Set<Rule>();
  for (const { ofFile } of ofDocuments) for (const rule of ofFile) concerned.add(rule);
  return settings.enabled.filter((rule) => concerned.has(rule));
}
