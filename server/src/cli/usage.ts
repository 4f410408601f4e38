// Help texts, made from the table of commands and options.

import { type CommandName, commandSpecs, type OptionSpec, optionsOf } from './options.ts';

/** The overview that `--help` prints without a command. */
export function overview(): string {
  const commands = commandSpecs.map(
    ({ name, operands, summary }) => [`${name} ${operands}`.trim(), summary] as const,
  );
  return [
    'Finds legacy ServiceAccount token assumptions in Kubernetes YAML and unrendered Helm templates.',
    '',
    'Usage: bound-tokens <command> [options]',
    '',
    ...table('Commands', commands),
    '',
    ...table('Options', optionsOf(undefined).map(optionRow)),
    '',
    'bound-tokens <command> --help tells more. Exit status: 0 nothing to report, 1 something at or above',
    '--fail-on, 2 wrong usage, 3 an internal error.',
    '',
  ].join('\n');
}

/** What one command does and takes. */
export function commandUsage(command: CommandName): string {
  const spec = commandSpecs.find(({ name }) => name === command);
  if (!spec) return overview();
  const summary = `${spec.summary.slice(0, 1).toUpperCase()}${spec.summary.slice(1)}.`;
  return [
    `Usage: ${usageLine(command)}`,
    '',
    summary,
    ...spec.details,
    '',
    ...table('Options', optionsOf(command).map(optionRow)),
    '',
  ].join('\n');
}

/** One line: how a command is called. */
export function usageLine(command: CommandName | undefined): string {
  const spec = commandSpecs.find(({ name }) => name === command);
  return ['bound-tokens', spec?.name ?? '<command>', '[options]', spec?.operands ?? ''].join(' ').trimEnd();
}

function optionRow(option: OptionSpec): readonly [string, string] {
  return [`${option.short ? `-${option.short}, ` : ''}--${option.name}${valueText(option)}`, option.summary];
}

function valueText({ value, choices, optionalValue }: OptionSpec): string {
  if (value === undefined) return '';
  const shown = choices ? choices.join('|') : `<${value}>`;
  return optionalValue ? `[=${shown}]` : ` ${shown}`;
}

const rowWidth = 28;

function table(title: string, rows: readonly (readonly [string, string])[]): readonly string[] {
  const lines = rows.flatMap(([left, right]) =>
    left.length > rowWidth
      ? [`  ${left}`, `  ${''.padEnd(rowWidth)}  ${right}`]
      : [`  ${left.padEnd(rowWidth)}  ${right}`],
  );
  return [`${title}:`, ...lines];
}
