// Which settings hold for a file: those of the nearest `.bound-tokens.yaml` above it, else those of the linter. What
// follows from a configuration file is kept until its text changes.

import type { Config, ExcludedPaths } from '../config/config.ts';
import { type ConfigurationFile, type Override, parseConfiguration } from '../config/parseConfiguration.ts';
import { type PathTest, pathTest } from '../config/pathTest.ts';
import { resolveConfig } from '../config/resolve.ts';
import { configurationSchema, type Schema } from '../config/schema.ts';
import type { Rule } from '../rule/rule.ts';
import { parentOf, unescapedPath } from '../text/uri.ts';
import { configurationName } from '../workspace/classify.ts';
import type { SourceFile } from '../workspace/sourceFile.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Target } from './explainScope.ts';
import { type Settings, settle } from './settings.ts';

export interface Configurations {
  /** What can stand in a configuration file. */
  readonly schema: Schema;
  /** Replaces what holds for all files. Throws a RangeError when a target is no version range. */
  configure(config: Config): void;
  settingsFor(uri: string): Settings;
  /** The Kubernetes versions that a file is meant for. */
  targetFor(uri: string): Target;
  /** Whether a configuration file around a file, or the linter's own configuration, excludes it. */
  isExcluded(uri: string): boolean;
  /** The configuration file in force for a file. */
  sourceFor(uri: string): string | undefined;
  /** What a configuration file says and what is wrong with it; undefined when there is no such file. */
  read(uri: string): ConfigurationFile | undefined;
}

interface KnownFile {
  readonly file: SourceFile;
  readonly parsed: ConfigurationFile;
  /** From which folder its patterns count. */
  readonly folder: string;
  readonly excluded: PathTest;
  readonly overrides: readonly { readonly override: Override; readonly applies: PathTest }[];
  /** By the overrides that apply. */
  readonly settings: Map<string, Settings>;
}

export function createConfigurations(
  workspace: Pick<Workspace, 'file' | 'text'>,
  rules: readonly Rule[],
  config: Config,
  prefilter: boolean,
): Configurations {
  const schema = configurationSchema(rules);
  // Whoever runs one rule alone still wants to know that the configuration is wrong.
  const ids = rules.filter(({ check }) => !check.configuration).map(({ id }) => id);
  const known = new Map<string, KnownFile>();
  let base = config;
  let excluded = excludedTests(config);
  let fallback = settle(rules, resolveConfig(base, undefined, [], ids), prefilter);

  const knownFile = (uri: string): KnownFile | undefined => {
    const file = workspace.file(uri);
    if (!file) return undefined;
    const kept = known.get(uri);
    if (kept?.file === file) return kept;
    const parsed = parseConfiguration(
      file.documents.map(({ document }) => document),
      schema,
    );
    const { configurationFile } = base;
    const made: KnownFile = {
      file,
      parsed,
      folder: configurationFile?.uri === uri ? configurationFile.folder : parentOf(uri),
      excluded: pathTest(parsed.exclude),
      overrides: parsed.overrides.map((override) => ({
        override,
        applies: override.files ? pathTest(override.files) : () => true,
      })),
      settings: new Map(),
    };
    known.set(uri, made);
    return made;
  };

  const sourceFor = (uri: string): string | undefined => {
    const { configurationFile } = base;
    if (configurationFile) return configurationFile.uri;
    for (const source of sourcesAround(uri)) if (workspace.text(source) !== undefined) return source;
    return undefined;
  };

  const settingsFor = (uri: string): Settings => {
    const source = sourceFor(uri);
    const file = source === undefined ? undefined : knownFile(source);
    if (!file) return fallback;
    const path = pathWithin(file.folder, uri);
    const applying = file.overrides.filter(({ applies }) => applies(path));
    const key = applying.map((one) => file.overrides.indexOf(one)).join();
    const kept = file.settings.get(key);
    if (kept) return kept;
    const overrides = applying.map(({ override }) => override);
    const made = settle(rules, resolveConfig(base, file.parsed, overrides, ids), prefilter);
    file.settings.set(key, made);
    return made;
  };

  return {
    schema,
    configure(next) {
      fallback = settle(rules, resolveConfig(next, undefined, [], ids), prefilter);
      base = next;
      excluded = excludedTests(next);
      known.clear();
    },
    settingsFor,
    targetFor(uri) {
      const { config, target } = settingsFor(uri);
      return { text: config.target, versions: target };
    },
    isExcluded(uri) {
      if (excluded.some((test) => test(uri))) return true;
      const sources = base.configurationFile ? [base.configurationFile.uri] : sourcesAround(uri);
      for (const source of sources) {
        const file = workspace.text(source) === undefined ? undefined : knownFile(source);
        if (file?.excluded(pathWithin(file.folder, uri))) return true;
      }
      return false;
    },
    sourceFor,
    read: (uri) => knownFile(uri)?.parsed,
  };
}

/** Where the configuration file of a file can lie, the nearest first. */
function* sourcesAround(uri: string): Generator<string> {
  for (let folder = parentOf(uri); folder !== ''; folder = parentOf(folder)) {
    // What is left is `file://`.
    if (folder.endsWith('/')) return;
    yield `${folder}/${configurationName}`;
  }
}

function excludedTests({ exclude = [] }: Config): readonly PathTest[] {
  return exclude.map(({ folder, patterns }: ExcludedPaths) => {
    const test = pathTest(patterns);
    return (uri: string) => test(pathWithin(folder, uri));
  });
}

/** The path of a file from a folder, as people write it; empty for what does not lie in it. */
function pathWithin(folder: string, uri: string): string {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return uri.startsWith(prefix) ? unescapedPath(uri.slice(prefix.length)) : '';
}
