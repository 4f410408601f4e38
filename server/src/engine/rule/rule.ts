// What a rule is: plain data and generator functions. A rule holds no state and calls nothing back; it can be tested
// as a function of the node it is handed.

import type { TokenSecretConvention } from '../kubernetes/conventions.ts';
import type { Container, PodSpec, Volume } from '../kubernetes/pods.ts';
import type { ProjectedToken } from '../kubernetes/projectedTokens.ts';
import type { Metadata, Resource } from '../kubernetes/resource.ts';
import type { TokenSecret } from '../kubernetes/tokenSecrets.ts';
import type { Script } from '../shell/script.ts';
import type { Place } from '../text/section.ts';
import type { ByBuild } from '../versions/builds.ts';
import type { VersionSet } from '../versions/versionSet.ts';
import type { ResourceIndex } from '../workspace/resourceIndex.ts';
import type { SourceFile } from '../workspace/sourceFile.ts';
import type { TemplateFile } from '../workspace/templateFile.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { ConfigurationProblem } from './configurationProblem.ts';
import type { FixSafety, Report, Severity } from './finding.ts';
import type { OptionSpecs, OptionValues } from './options.ts';
import type { WrittenSuppression } from './suppression.ts';

/** What a rule may read besides the node it is handed. */
export interface DocumentContext<Specs extends OptionSpecs = OptionSpecs> {
  readonly options: OptionValues<Specs>;
  /** The Kubernetes versions on which the text at `place` can be applied: those it renders on, within the target. */
  versionsAt(place: Place): VersionSet;
  /** The versions on which the text renders, target or not, by build: its chart's and its conditions' alone. */
  rendersOn(place: Place): ByBuild<VersionSet>;
  /** The versions the user has in mind. */
  readonly target: VersionSet;
  /** The tools that need token Secrets, as a configuration file tells. */
  readonly conventions: readonly TokenSecretConvention[];
  /** Today, `YYYY-MM-DD`; undefined where nobody has said. */
  readonly today: string | undefined;
}

/** A workspace rule also reads the summaries of its scope (chart, kustomization or folder). */
export interface WorkspaceContext<Specs extends OptionSpecs = OptionSpecs> extends DocumentContext<Specs> {
  readonly index: ResourceIndex;
}

/** What a hook gives back. */
export type Reports = Iterable<Report>;

/** The places at which a rule can look. The runner walks a file once and calls whoever asked. */
export interface Hooks<Context> {
  /** The file's text as a whole, be it YAML or not; for what stands between documents. */
  file?(file: SourceFile, context: Context): Reports;
  /** A Helm template as a whole: its actions and version conditions, those in named templates included. */
  template?(template: TemplateFile, context: Context): Reports;
  /** Every YAML document that could be of interest, a Kubernetes object or not. */
  document?(document: YamlDocument, context: Context): Reports;
  /** Every object with a `kind`, those in a `List` one by one. */
  resource?(resource: Resource, context: Context): Reports;
  /** Every `metadata` of an object, a pod template or a volume claim template. */
  metadata?(metadata: Metadata, context: Context): Reports;
  podSpec?(podSpec: PodSpec, context: Context): Reports;
  container?(container: Container, context: Context): Reports;
  volume?(volume: Volume, context: Context): Reports;
  /** Every `serviceAccountToken` source of a projected volume. */
  projectedToken?(token: ProjectedToken, context: Context): Reports;
  /** Every Secret of type `kubernetes.io/service-account-token`. */
  tokenSecret?(secret: TokenSecret, context: Context): Reports;
  /** Every script, wherever it stands: in a field of YAML, among the notes of a chart, in a file that is no YAML. */
  script?(script: Script, context: Context): Reports;
  /** Every rule that a suppression comment names, after all findings are known. */
  suppression?(suppression: WrittenSuppression, context: Context): Reports;
  /** Every mistake in a configuration file. */
  configuration?(problem: ConfigurationProblem, context: Context): Reports;
}

/** The chapters of the rule catalogue. */
export type RuleCategory =
  | 'token-consumers'
  | 'token-secrets'
  | 'names'
  | 'projected-tokens'
  | 'scripts'
  | 'version-gates'
  | 'files';

interface RuleBase<Specs extends OptionSpecs> {
  /** Public and stable: the diagnostic's code, the page's name, what a suppression names. Equals the folder's name. */
  readonly id: string;
  /** One sentence: the pattern found, and what comes of it. */
  readonly summary: string;
  readonly category: RuleCategory;
  readonly severity: Severity;
  /** The version of Bound Tokens that brought the rule. */
  readonly since: string;
  /** The boldest fix the rule offers. */
  readonly fixes: FixSafety | 'none';
  readonly options?: Specs;
  /**
   * When a document can concern this rule at all; decided on the raw text, before anything is parsed. Either words of
   * which one must occur, or a quick test. `'any'` goes along with the other rules: the rule sees the documents that
   * they want to see. The prefilter is made from this and nothing else. For the hook `file` it is asked of the documents
   * of a plain YAML file one by one, and of other files as a whole.
   */
  readonly concerns: readonly string[] | ((text: string) => boolean) | 'any';
}

/** Judges by one document (or one file) alone. */
export interface DocumentRule<Specs extends OptionSpecs = OptionSpecs> extends RuleBase<Specs> {
  readonly reads: 'document';
  readonly check: Hooks<DocumentContext<Specs>>;
}

/** Also judges by what other documents and files of the scope say of themselves. */
export interface WorkspaceRule<Specs extends OptionSpecs = OptionSpecs> extends RuleBase<Specs> {
  readonly reads: 'workspace';
  /**
   * Narrows `concerns` by what the scope knows: whether a document's text can concern the rule amid these resources.
   * Asked before the document is parsed, and again when the index has changed.
   */
  readonly concernsAmid?: (text: string, index: ResourceIndex) => boolean;
  readonly check: Hooks<WorkspaceContext<Specs>>;
}

export type Rule = DocumentRule | WorkspaceRule;

/**
 * Declares a rule. The one place where a rule's option types are forgotten: the runner validates options against
 * `options` before it calls a hook.
 */
export function defineRule<const Specs extends OptionSpecs = Record<never, never>>(
  rule: DocumentRule<Specs> | WorkspaceRule<Specs>,
): Rule {
  return rule as unknown as Rule;
}
