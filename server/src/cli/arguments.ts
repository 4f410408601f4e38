// Command-line arguments in, a Command or a complaint out. Knows no file and no rule: what a value means (a path that
// exists, a rule that is known, a version range) is checked by whoever uses it. Nothing unknown is passed over.

import { parseArgs } from 'node:util';
import type { Severity } from '../engine/index.ts';
import { checkCommand, reportingOptions } from './checkArguments.ts';
import {
  type CommandName,
  commandSpecs,
  type OptionSpec,
  optionSpecs,
  optionsOf,
  type ReportFormat,
} from './options.ts';
import { didYouMean } from './suggest.ts';

/** How findings are reported, and which of them make a run fail. */
export interface ReportingOptions {
  readonly format: ReportFormat;
  /** The file to write the report to; standard output when there is none. */
  readonly output: string | undefined;
  readonly failOn: Severity | 'never';
  readonly showSuppressed: boolean;
}

export interface CheckOptions extends ReportingOptions {
  /** As written; `-` is standard input. */
  readonly paths: readonly string[];
  readonly inputPath: string | undefined;
  readonly target: string | undefined;
  /** The configuration file of all files, in place of the nearest ones. */
  readonly configuration: string | undefined;
  /** Rule ids; none means all. */
  readonly rules: readonly string[];
  readonly minSeverity: Severity;
  readonly baseline: string | undefined;
  readonly writeBaseline: string | undefined;
  /** Counted from 1. */
  readonly shard: { readonly index: number; readonly count: number } | undefined;
  /** How many threads check; as many as are worth it when nobody says. */
  readonly jobs: number | undefined;
  /** The file in which findings are kept from run to run. */
  readonly cache: string | undefined;
  /** Which fixes to apply, if any. */
  readonly fix: 'none' | 'safe' | 'all';
  /** Token Secrets to migrate instead, `name` or `namespace/name`. */
  readonly migrate: readonly string[];
  /** Show the changes instead of writing them. */
  readonly diff: boolean;
}

/** `plain`: no colours and no links, whatever the terminal can do. */
export interface CheckCommand {
  readonly is: 'check';
  readonly options: CheckOptions;
  readonly plain: boolean;
}

export interface MergeCommand {
  readonly is: 'merge';
  readonly paths: readonly string[];
  readonly options: ReportingOptions;
  readonly plain: boolean;
}

export interface ReportCommand {
  readonly is: 'report';
  readonly paths: readonly string[];
  readonly format: 'markdown' | 'html' | 'json';
  readonly target: string | undefined;
  readonly configuration: string | undefined;
}

/** Write a configuration file into a folder. */
export interface InitCommand {
  readonly is: 'init';
  readonly folder: string;
}

export type Command =
  | CheckCommand
  | MergeCommand
  | ReportCommand
  | InitCommand
  | { readonly is: 'explain'; readonly rule: string; readonly plain: boolean }
  | { readonly is: 'rules'; readonly plain: boolean }
  | { readonly is: 'lsp' }
  | { readonly is: 'help'; readonly about: CommandName | undefined }
  | { readonly is: 'version' };

/** Wrong usage: what is wrong, and the command whose usage helps. */
export interface Misuse {
  readonly is: 'misuse';
  readonly message: string;
  readonly command: CommandName | undefined;
}

/** Reads the arguments that follow the program's name. */
export function parseArguments(argv: readonly string[]): Command | Misuse {
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(optionSpecs.map(parseArgsOption)),
  });
  const given = tokens.flatMap((token) => (token.kind === 'option' ? [token] : []));
  const [name, ...operands] = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));

  const command = commandSpecs.find((spec) => spec.name === name)?.name;
  if (given.some((option) => option.name === 'version')) return { is: 'version' };
  if (given.some((option) => option.name === 'help')) return { is: 'help', about: command };
  if (name === undefined && given.length === 0) return misuse('No command given.');
  if (name !== undefined && command === undefined) return unknownCommand(name);

  const values = new Map<string, readonly string[]>();
  for (const option of given) {
    const checked = checkOption(option, command);
    if (typeof checked !== 'string') return checked;
    values.set(option.name, [...(values.get(option.name) ?? []), checked]);
  }
  if (command === undefined) return misuse('No command given.');
  return commandOf(command, operands, values);
}

interface GivenOption {
  readonly name: string;
  /** With its dashes, as typed. */
  readonly rawName: string;
  readonly value: string | undefined;
}

function parseArgsOption(spec: OptionSpec) {
  const type = spec.value === undefined || spec.optionalValue ? ('boolean' as const) : ('string' as const);
  return [spec.name, spec.short === undefined ? { type } : { type, short: spec.short }] as const;
}

/** The option's value (`''` for one that takes none), or what is wrong with it. */
function checkOption(
  { name, rawName, value }: GivenOption,
  command: CommandName | undefined,
): string | Misuse {
  const spec = optionsOf(command).find((option) => option.name === name);
  if (!spec) return unknownOption(name, rawName, command);
  if (spec.value === undefined) {
    return value === undefined ? '' : misuse(`${rawName} takes no value.`, command);
  }
  const given = value ?? (spec.optionalValue ? spec.choices?.[0] : undefined);
  if (given === undefined || given === '') return misuse(`${rawName} needs a value.`, command);
  if (spec.choices && !spec.choices.includes(given)) {
    const choices = spec.choices.join(', ');
    return misuse(
      `${rawName} is one of ${choices}, not \`${given}\`.${didYouMean(given, spec.choices)}`,
      command,
    );
  }
  return given;
}

function commandOf(
  command: CommandName,
  operands: readonly string[],
  values: ReadonlyMap<string, readonly string[]>,
): Command | Misuse {
  const plain = values.has('no-color');
  switch (command) {
    case 'rules': {
      const [extra] = operands;
      return extra === undefined ? { is: 'rules', plain } : misuse(`rules takes no \`${extra}\`.`, command);
    }
    case 'explain': {
      const [rule, extra] = operands;
      if (rule === undefined) return misuse('explain needs the name of a rule.', command);
      if (extra !== undefined) return misuse('explain takes one rule at a time.', command);
      return { is: 'explain', rule, plain };
    }
    case 'init': {
      const [folder = '.', extra] = operands;
      return extra === undefined ? { is: 'init', folder } : misuse('init takes one folder.', command);
    }
    case 'merge':
      if (operands.length === 0) return misuse('merge needs a report.', command);
      return { is: 'merge', paths: operands, options: reportingOptions(values), plain };
    case 'lsp': {
      const [extra] = operands;
      if (extra !== undefined) return misuse(`lsp takes no \`${extra}\`.`, command);
      return values.has('stdio') ? { is: 'lsp' } : misuse('lsp needs --stdio.', command);
    }
    case 'report':
      return reportCommand(operands, values);
    case 'check':
    case 'fix': {
      const checked = checkCommand(command, operands, values, plain);
      return typeof checked === 'string' ? misuse(checked, command) : checked;
    }
  }
}

function reportCommand(
  operands: readonly string[],
  values: ReadonlyMap<string, readonly string[]>,
): ReportCommand | Misuse {
  if (operands.includes('-')) return misuse('report reads files and folders, not standard input.', 'report');
  const format = values.get('format')?.at(-1);
  return {
    is: 'report',
    paths: operands.length > 0 ? operands : ['.'],
    format: format === 'html' || format === 'json' ? format : 'markdown',
    target: values.get('target')?.at(-1),
    configuration: values.get('config')?.at(-1),
  };
}

function unknownCommand(name: string): Misuse {
  const names = commandSpecs.map((spec) => spec.name);
  const pathHint = /[./\\]/.test(name) ? ` To check it, write \`bound-tokens check ${name}\`.` : '';
  return misuse(`There is no command \`${name}\`.${didYouMean(name, names) || pathHint}`);
}

function unknownOption(name: string, rawName: string, command: CommandName | undefined): Misuse {
  const elsewhere = optionSpecs.flatMap((option) => (option.name === name ? (option.commands ?? []) : []));
  if (elsewhere.length > 0 && command) {
    const commands = [elsewhere.slice(0, -1).join(', '), elsewhere.at(-1)].filter(Boolean).join(' and ');
    return misuse(`${rawName} goes with ${commands}, not with ${command}.`, command);
  }
  if (elsewhere.length > 0) return misuse('No command given.');
  const known = optionsOf(command).map((option) => option.name);
  return misuse(`There is no option \`${rawName}\`.${didYouMean(name, known, '--')}`, command);
}

function misuse(message: string, command?: CommandName): Misuse {
  return { is: 'misuse', message, command };
}
