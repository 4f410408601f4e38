// Calls the hooks of rules over a document or a file. A rule that throws is fenced off: its crash is noted, the others run.

import { withoutTokens } from '../kubernetes/hiddenTokens.ts';
import { type Container, type PodSpec, podSpecsOf, type Volume } from '../kubernetes/pods.ts';
import { type ProjectedToken, projectedTokensOf } from '../kubernetes/projectedTokens.ts';
import { type Metadata, metadataOf, type Resource, resourcesOf } from '../kubernetes/resource.ts';
import { type TokenSecret, tokenSecretOf } from '../kubernetes/tokenSecrets.ts';
import type { ConfigurationProblem } from '../rule/configurationProblem.ts';
import type { Report } from '../rule/finding.ts';
import type { Hooks, Reports, Rule, WorkspaceContext } from '../rule/rule.ts';
import type { WrittenSuppression } from '../rule/suppression.ts';
import type { Script } from '../shell/script.ts';
import { scriptsOfText } from '../workspace/scripts.ts';
import type { PlacedDocument, SourceFile } from '../workspace/sourceFile.ts';
import type { TemplateFile } from '../workspace/templateFile.ts';
import { scriptsOf } from '../workspace/yamlScripts.ts';
import type { YamlDocument } from '../yaml/document.ts';

/** A report and the rule that made it. */
export interface RuleReport {
  readonly rule: Rule;
  readonly report: Report;
}

export interface RuleRun {
  readonly reports: readonly RuleReport[];
  readonly crashes: readonly { readonly rule: string; readonly error: string }[];
}

/** Takes a report as soon as it is made: what a rule has said before it throws counts. */
type Take = (report: Report) => void;

/** The run of no rule at all: the document was not even parsed. */
export const nothing: RuleRun = { reports: [], crashes: [] };

/** Hands a rule its context. */
export type ContextFor = (rule: Rule) => WorkspaceContext;

/** Runs the hooks that look at a document. */
export function runOnDocument(
  { document, holdsScripts }: PlacedDocument,
  rules: readonly Rule[],
  contextFor: ContextFor,
): RuleRun {
  const subjects = new Subjects(document, holdsScripts);
  return run(rules, contextFor, (hooks, context, take) =>
    documentHooks(hooks, context, document, subjects, take),
  );
}

/** Runs the hooks that look at a file as a whole. */
export function runOnFile(
  file: SourceFile,
  template: () => TemplateFile | undefined,
  rules: readonly Rule[],
  contextFor: ContextFor,
): RuleRun {
  const scripts = scriptsOfText(file);
  return run(rules, contextFor, (hooks, context, take) => {
    if (hooks.file) takeAll(hooks.file(file, context), take);
    if (hooks.script) for (const one of scripts) takeAll(hooks.script(one, context), take);
    const asTemplate = hooks.template && template();
    if (hooks.template && asTemplate) takeAll(hooks.template(asTemplate, context), take);
  });
}

/** Runs the hooks that look at suppressions. */
export function runOnSuppressions(
  suppressions: readonly WrittenSuppression[],
  rules: readonly Rule[],
  contextFor: ContextFor,
): RuleRun {
  return run(rules, contextFor, (hooks, context, take) => {
    if (hooks.suppression) for (const one of suppressions) takeAll(hooks.suppression(one, context), take);
  });
}

/** Runs the hooks that look at mistakes in a configuration file. */
export function runOnConfiguration(
  problems: readonly ConfigurationProblem[],
  rules: readonly Rule[],
  contextFor: ContextFor,
): RuleRun {
  return run(rules, contextFor, (hooks, context, take) => {
    if (hooks.configuration) for (const one of problems) takeAll(hooks.configuration(one, context), take);
  });
}

function run(
  rules: readonly Rule[],
  contextFor: ContextFor,
  call: (hooks: Hooks<WorkspaceContext>, context: WorkspaceContext, take: Take) => void,
): RuleRun {
  const reports: RuleReport[] = [];
  const crashes: { rule: string; error: string }[] = [];
  for (const rule of rules) {
    try {
      call(rule.check, contextFor(rule), (report) => reports.push({ rule, report }));
    } catch (error) {
      crashes.push({
        rule: rule.id,
        // Whoever throws may quote the text, and logs are read by others.
        error: withoutTokens(error instanceof Error ? (error.stack ?? error.message) : String(error)),
      });
    }
  }
  return { reports, crashes };
}

function takeAll(reports: Reports, take: Take): void {
  for (const report of reports) take(report);
}

/** What a document holds, each looked up when the first rule asks for it: one for every document that rules look at. */
class Subjects {
  readonly #document: YamlDocument;
  readonly #holdsScripts: boolean;
  #resources: readonly Resource[] | undefined;
  #metadata: readonly Metadata[] | undefined;
  #tokenSecrets: readonly TokenSecret[] | undefined;
  #podSpecs: readonly PodSpec[] | undefined;
  #containers: readonly Container[] | undefined;
  #volumes: readonly Volume[] | undefined;
  #projectedTokens: readonly ProjectedToken[] | undefined;
  #scripts: readonly Script[] | undefined;

  constructor(document: YamlDocument, holdsScripts: boolean) {
    this.#document = document;
    this.#holdsScripts = holdsScripts;
  }

  get resources(): readonly Resource[] {
    this.#resources ??= resourcesOf(this.#document);
    return this.#resources;
  }

  get metadata(): readonly Metadata[] {
    this.#metadata ??= this.resources.flatMap(metadataOf);
    return this.#metadata;
  }

  get tokenSecrets(): readonly TokenSecret[] {
    this.#tokenSecrets ??= this.resources.flatMap((resource) => tokenSecretOf(resource) ?? []);
    return this.#tokenSecrets;
  }

  get podSpecs(): readonly PodSpec[] {
    this.#podSpecs ??= podSpecsOf(this.#document);
    return this.#podSpecs;
  }

  get containers(): readonly Container[] {
    this.#containers ??= this.podSpecs.flatMap((podSpec) => podSpec.containers);
    return this.#containers;
  }

  get volumes(): readonly Volume[] {
    this.#volumes ??= this.podSpecs.flatMap((podSpec) => podSpec.volumes);
    return this.#volumes;
  }

  get projectedTokens(): readonly ProjectedToken[] {
    this.#projectedTokens ??= this.volumes.flatMap(projectedTokensOf);
    return this.#projectedTokens;
  }

  get scripts(): readonly Script[] {
    this.#scripts ??= this.#holdsScripts ? scriptsOf(this.#document) : [];
    return this.#scripts;
  }
}

/** Calls the hooks of one rule. No generator: this happens for every rule and every document. */
function documentHooks(
  hooks: Hooks<WorkspaceContext>,
  context: WorkspaceContext,
  document: YamlDocument,
  subjects: Subjects,
  take: Take,
): void {
  if (hooks.document) takeAll(hooks.document(document, context), take);
  if (hooks.resource) for (const one of subjects.resources) takeAll(hooks.resource(one, context), take);
  if (hooks.metadata) for (const one of subjects.metadata) takeAll(hooks.metadata(one, context), take);
  if (hooks.tokenSecret)
    for (const one of subjects.tokenSecrets) takeAll(hooks.tokenSecret(one, context), take);
  if (hooks.podSpec) for (const one of subjects.podSpecs) takeAll(hooks.podSpec(one, context), take);
  if (hooks.container) for (const one of subjects.containers) takeAll(hooks.container(one, context), take);
  if (hooks.volume) for (const one of subjects.volumes) takeAll(hooks.volume(one, context), take);
  if (hooks.projectedToken)
    for (const one of subjects.projectedTokens) takeAll(hooks.projectedToken(one, context), take);
  if (hooks.script) for (const one of subjects.scripts) takeAll(hooks.script(one, context), take);
}
