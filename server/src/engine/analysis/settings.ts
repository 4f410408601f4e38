// A configuration as the linter uses it: which rules run, on which documents and files, for which versions.

import { type FileConfig, fingerprintOf, type RuleSetting } from '../config/config.ts';
import { withoutSchema } from '../kubernetes/schemas.ts';
import { defaultOptions } from '../rule/options.ts';
import type { DocumentContext, Rule } from '../rule/rule.ts';
import { targetVersions } from '../versions/target.ts';
import type { VersionSet } from '../versions/versionSet.ts';
import { createPrefilter, goesAlong, looksAtDocuments, type Prefilter } from './prefilter.ts';

/** What a configuration amounts to for this linter. */
export interface Settings {
  readonly config: FileConfig;
  readonly fingerprint: string;
  readonly target: VersionSet;
  readonly enabled: readonly Rule[];
  readonly concerns: Prefilter;
  /** The rules that see what others want to see. */
  readonly along: readonly Rule[];
  /** The same for the rules that look at files as a whole. */
  readonly fileConcerns: Prefilter;
  /** For files that are no templates. */
  readonly plainFileConcerns: Prefilter;
  /** For files with scripts outside of YAML. */
  readonly scriptFileConcerns: Prefilter;
  readonly optionsOf: ReadonlyMap<Rule, DocumentContext['options']>;
}

/** Works a configuration out. Throws a RangeError when its target is no version range. */
export function settle(rules: readonly Rule[], config: FileConfig, prefilter: boolean): Settings {
  const target = targetVersions(config.target);
  if (!target) throw new RangeError(`Not a Kubernetes version or range of versions: ${config.target}`);
  const enabled = rules.filter((rule) => config.rules[rule.id]?.severity !== 'off');
  const ofDocuments = enabled.filter(looksAtDocuments);
  const ofFiles = enabled.filter((rule) => rule.check.file ?? rule.check.template);
  const ofPlainFiles = ofFiles.filter((rule) => rule.check.file);
  const ofScriptFiles = enabled.filter(({ check }) => check.file ?? check.template ?? check.script);
  return {
    config,
    fingerprint: fingerprintOf(config),
    target,
    enabled,
    concerns: prefilter
      ? createPrefilter(ofDocuments, withoutSchema)
      : () => ofDocuments.filter((rule) => !goesAlong(rule)),
    along: ofDocuments.filter(goesAlong),
    fileConcerns: prefilter ? createPrefilter(ofFiles) : () => ofFiles,
    plainFileConcerns: prefilter ? createPrefilter(ofPlainFiles) : () => ofPlainFiles,
    scriptFileConcerns: prefilter ? createPrefilter(ofScriptFiles) : () => ofScriptFiles,
    optionsOf: new Map(enabled.map((rule) => [rule, optionsOf(rule, config.rules[rule.id])])),
  };
}

function optionsOf(rule: Rule, setting: RuleSetting | undefined): DocumentContext['options'] {
  // Whoever made the configuration has checked the options against the rule's specs.
  return { ...defaultOptions(rule.options), ...setting?.options } as DocumentContext['options'];
}
