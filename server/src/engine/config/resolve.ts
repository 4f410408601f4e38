// Which configuration is in force for a file. One direction: defaults ← profile ← file ← its overrides ← what is forced.

import {
  type Config,
  defaultTarget,
  type FileConfig,
  type ResourceOverride,
  type RuleSetting,
  type RuleSettings,
} from './config.ts';
import type { ConfigurationFile, Override } from './parseConfiguration.ts';

/** What holds for a file to which just `overrides` of its configuration file apply. `optional`: rules to choose from. */
export function resolveConfig(
  base: Config,
  file: ConfigurationFile | undefined,
  overrides: readonly Override[],
  optional: readonly string[],
): FileConfig {
  const ofFiles = overrides.filter(({ resources }) => resources === undefined);
  const written = ofFiles.findLast(({ kubernetesVersion }) => kubernetesVersion !== undefined);
  const target = file ? (written?.kubernetesVersion ?? file.kubernetesVersion) : base.target;
  const rules = file
    ? ofFiles.reduce((settings, { rules }) => withSettings(settings, rules), file.rules)
    : base.rules;
  return {
    target: base.forced?.target ?? target ?? defaultTarget,
    profile: file?.profile ?? 'recommended',
    rules: withForced(rules, base.forced?.rules, optional),
    conventions: file?.conventions ?? [],
    resources: overrides.flatMap(({ resources, rules }): readonly ResourceOverride[] =>
      resources === undefined ? [] : [{ resources, rules }],
    ),
    today: base.today,
  };
}

/** Severity and options count one by one: who says one of them leaves the other as it is. */
function withSettings(settings: RuleSettings, over: RuleSettings): RuleSettings {
  const merged: Record<string, RuleSetting> = { ...settings };
  for (const [id, { severity, options }] of Object.entries(over)) {
    const before = merged[id];
    merged[id] = {
      severity: severity === 'default' ? (before?.severity ?? 'default') : severity,
      options: { ...before?.options, ...options },
    };
  }
  return merged;
}

/** Others are switched off, not left out: a comment that silences one of them still names a rule that exists. */
function withForced(
  settings: RuleSettings,
  only: readonly string[] | undefined,
  optional: readonly string[],
): RuleSettings {
  if (only === undefined) return settings;
  const chosen = (id: string): RuleSetting => {
    const { severity = 'default', options = {} } = settings[id] ?? {};
    if (!only.includes(id)) return { severity: 'off', options };
    // Who asks for a rule by name wants to see what it finds.
    return { severity: severity === 'off' ? 'default' : severity, options };
  };
  return { ...settings, ...Object.fromEntries(optional.map((id) => [id, chosen(id)])) };
}
