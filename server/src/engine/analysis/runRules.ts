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

/** Hands a rule its context. */
export type ContextFor = (rule: Rule) => WorkspaceContext;

/** Runs the hooks that look at a document. */
export function runOnDocument(
  { document, holdsScripts }: PlacedDocument,
  rules: readonly Rule[],
  contextFor: ContextFor,
): RuleRun {
  const subjects = subjectsOf(document, holdsScripts);
  return run(rules, contextFor, (hooks, context) => documentHooks(hooks, context, document, subjects));
}

/** Runs the hooks that look at a file as a whole. */
export function runOnFile(
  file: SourceFile,
  template: () => TemplateFile | undefined,
  rules: readonly Rule[],
  contextFor: ContextFor,
): RuleRun {
  const scripts = scriptsOfText(file);
  return run(rules, contextFor, function* (hooks, context) {
    if (hooks.file) yield* hooks.file(file, context);
    if (hooks.script) for (const one of scripts) yield* hooks.script(one, context);
    const asTemplate = hooks.template && template();
    if (hooks.template && asTemplate) yield* hooks.template(asTemplate, context);
  });
}

/** Runs the hooks that look at suppressions. */
export function runOnSuppressions(
  suppressions: readonly WrittenSuppression[],
  rules: readonly Rule[],
  contextFor: ContextFor,
): RuleRun {
  return run(rules, contextFor, function* (hooks, context) {
    if (hooks.suppression) for (const one of suppressions) yield* hooks.suppression(one, context);
  });
}

/** Runs the hooks that look at mistakes in a configuration file. */
export function runOnConfiguration(
  problems: readonly ConfigurationProblem[],
  rules: readonly Rule[],
  contextFor: ContextFor,
): RuleRun {
  return run(rules, contextFor, function* (hooks, context) {
    if (hooks.configuration) for (const one of problems) yield* hooks.configuration(one, context);
  });
}

function run(
  rules: readonly Rule[],
  contextFor: ContextFor,
  call: (hooks: Hooks<WorkspaceContext>, context: WorkspaceContext) => Reports,
): RuleRun {
  const reports: RuleReport[] = [];
  const crashes: { rule: string; error: string }[] = [];
  for (const rule of rules) {
    try {
      for (const report of call(rule.check, contextFor(rule))) reports.push({ rule, report });
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

/** What a document holds, each looked up when the first rule asks for it. */
interface Subjects {
  readonly resources: readonly Resource[];
  readonly metadata: readonly Metadata[];
  readonly tokenSecrets: readonly TokenSecret[];
  readonly podSpecs: readonly PodSpec[];
  readonly containers: readonly Container[];
  readonly volumes: readonly Volume[];
  readonly projectedTokens: readonly ProjectedToken[];
  readonly scripts: readonly Script[];
}

function subjectsOf(document: YamlDocument, holdsScripts: boolean): Subjects {
  const lazily = <T>(make: () => readonly T[]) => {
    let made: readonly T[] | undefined;
    return () => {
      made ??= make();
      return made;
    };
  };
  const resources = lazily(() => resourcesOf(document));
  const metadata = lazily(() => resources().flatMap(metadataOf));
  const tokenSecrets = lazily(() => resources().flatMap((resource) => tokenSecretOf(resource) ?? []));
  const podSpecs = lazily(() => podSpecsOf(document));
  const containers = lazily(() => podSpecs().flatMap((podSpec) => podSpec.containers));
  const volumes = lazily(() => podSpecs().flatMap((podSpec) => podSpec.volumes));
  const projectedTokens = lazily(() => volumes().flatMap(projectedTokensOf));
  const scripts = lazily(() => (holdsScripts ? scriptsOf(document) : []));
  return {
    get resources() {
      return resources();
    },
    get metadata() {
      return metadata();
    },
    get tokenSecrets() {
      return tokenSecrets();
    },
    get podSpecs() {
      return podSpecs();
    },
    get containers() {
      return containers();
    },
    get volumes() {
      return volumes();
    },
    get projectedTokens() {
      return projectedTokens();
    },
    get scripts() {
      return scripts();
    },
  };
}

function* documentHooks(
  hooks: Hooks<WorkspaceContext>,
  context: WorkspaceContext,
  document: YamlDocument,
  subjects: Subjects,
): Generator<Report> {
  if (hooks.document) yield* hooks.document(document, context);
  if (hooks.resource) for (const one of subjects.resources) yield* hooks.resource(one, context);
  if (hooks.metadata) for (const one of subjects.metadata) yield* hooks.metadata(one, context);
  if (hooks.tokenSecret) for (const one of subjects.tokenSecrets) yield* hooks.tokenSecret(one, context);
  if (hooks.podSpec) for (const one of subjects.podSpecs) yield* hooks.podSpec(one, context);
  if (hooks.container) for (const one of subjects.containers) yield* hooks.container(one, context);
  if (hooks.volume) for (const one of subjects.volumes) yield* hooks.volume(one, context);
  if (hooks.projectedToken)
    for (const one of subjects.projectedTokens) yield* hooks.projectedToken(one, context);
  if (hooks.script) for (const one of subjects.scripts) yield* hooks.script(one, context);
}
