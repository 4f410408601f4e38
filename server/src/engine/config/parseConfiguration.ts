// The documents of a `.bound-tokens.yaml` → what it says, and what is wrong with it. Nothing in it is an error of the
// program: what cannot be used is left out and told.

import type { TokenSecretConvention } from '../kubernetes/conventions.ts';
import type { ConfigurationProblem } from '../rule/configurationProblem.ts';
import type { Severity } from '../rule/finding.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { mapItems, resolved, sequencesAt } from '../yaml/lookup.ts';
import type { YamlMap } from '../yaml/nodes.ts';
import type { Profile, ResourcePattern, RuleSettings } from './config.ts';
import { readBySchema } from './readBySchema.ts';
import type { Schema } from './schema.ts';

/** What a configuration file says; what it does not say is empty or undefined. */
export interface ConfigurationFile {
  readonly profile: Profile;
  readonly kubernetesVersion: string | undefined;
  readonly exclude: readonly string[];
  readonly rules: RuleSettings;
  readonly conventions: readonly TokenSecretConvention[];
  readonly overrides: readonly Override[];
  readonly problems: readonly ConfigurationProblem[];
}

/** What is otherwise in files or for objects; where both are named, for those objects in those files. */
export interface Override {
  readonly files: readonly string[] | undefined;
  readonly resources: readonly ResourcePattern[] | undefined;
  readonly kubernetesVersion: string | undefined;
  readonly rules: RuleSettings;
}

/** Reads a file by the schema of `configurationSchema`. */
export function parseConfiguration(documents: readonly YamlDocument[], schema: Schema): ConfigurationFile {
  const problems: ConfigurationProblem[] = documents.flatMap(unreadable);
  const [document, ...others] = documents.filter(({ root }) => root !== undefined);
  for (const other of others) {
    const message = 'Only the first document of a configuration counts.';
    problems.push({
      section: other,
      span: { start: 0, end: lineEnd(other.text) },
      severity: 'warning',
      message,
    });
  }
  // The schema decides what comes back, so the shape is known.
  const said = (readBySchema(document?.root, schema, 'configuration', problems) ?? {}) as Said;
  const root = resolved(document?.root);
  if (root?.type === 'map') problems.push(...overrideProblems(root));
  return {
    profile: said.profile ?? 'recommended',
    kubernetesVersion: said.kubernetesVersion,
    exclude: said.exclude ?? [],
    rules: settingsOf(said.rules),
    conventions: (said.conventions ?? []).flatMap(({ tool, secrets }) =>
      tool === undefined || secrets === undefined ? [] : [{ tool, secrets }],
    ),
    overrides: (said.overrides ?? []).flatMap((override) => overrideOf(override) ?? []),
    problems,
  };
}

/** The file as the schema lets it through: any part can be missing, none has another shape. */
interface Said {
  readonly profile?: Profile;
  readonly kubernetesVersion?: string;
  readonly exclude?: readonly string[];
  readonly rules?: SaidRules;
  readonly conventions?: readonly { readonly tool?: string; readonly secrets?: readonly string[] }[];
  readonly overrides?: readonly SaidOverride[];
}

interface SaidOverride {
  readonly files?: readonly string[];
  readonly resources?: readonly ResourcePattern[];
  readonly kubernetesVersion?: string;
  readonly rules?: SaidRules;
}

type SaidSeverity = Severity | 'off';
type SaidRules = Readonly<
  Record<
    string,
    SaidSeverity | { readonly severity?: SaidSeverity; readonly options?: Record<string, unknown> }
  >
>;

function unreadable(document: YamlDocument): readonly ConfigurationProblem[] {
  const [problem] = document.problems;
  if (!problem) return [];
  const message = `This cannot be read as YAML: ${problem.message}`;
  return [{ section: document, span: problem.span, severity: 'error', message }];
}

function settingsOf(rules: SaidRules = {}): RuleSettings {
  const settings = Object.entries(rules).map(([id, said]) => {
    const { severity = 'default', options = {} } = typeof said === 'string' ? { severity: said } : said;
    return [id, { severity, options }] as const;
  });
  return Object.fromEntries(settings);
}

/** An override that names nothing would hold everywhere: that cannot be meant. */
function overrideOf({ files, resources, kubernetesVersion, rules }: SaidOverride): Override | undefined {
  if (!files?.length && !resources?.length) return undefined;
  const isNarrow = resources !== undefined;
  return {
    files,
    resources,
    kubernetesVersion: isNarrow ? undefined : kubernetesVersion,
    rules: settingsOf(rules),
  };
}

function overrideProblems(root: YamlMap): readonly ConfigurationProblem[] {
  return sequencesAt(root, 'overrides')
    .flatMap(mapItems)
    .flatMap((override): readonly ConfigurationProblem[] => {
      const named = (key: string) => override.pairs.find((pair) => pair.key.value === key);
      const at = (pair: YamlMap['pairs'][number]) => ({ section: pair.section, span: pair.key.span });
      const [first] = override.pairs;
      if (!named('files') && !named('resources') && first) {
        const message = 'This override says neither `files` nor `resources`; it has no effect.';
        return [{ ...at(first), severity: 'error', message }];
      }
      const version = named('kubernetesVersion');
      if (!named('resources') || !version) return [];
      const message = '`kubernetesVersion` cannot depend on `resources`; name `files` alone.';
      return [{ ...at(version), severity: 'error', message }];
    });
}

function lineEnd(text: string): number {
  const end = text.search(/[\r\n]/);
  return end < 0 ? text.length : end;
}
