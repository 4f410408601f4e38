// What the options of `check`, `fix` and `merge` come to together: values in, a command out, or what is wrong.

import { type Severity, severities } from '../engine/index.ts';
import type { CheckCommand, CheckOptions, ReportingOptions } from './arguments.ts';
import { reportFormats } from './options.ts';

/** Every value of every option that was given, by its name. */
export type Values = ReadonlyMap<string, readonly string[]>;

export function checkCommand(
  command: 'check' | 'fix',
  operands: readonly string[],
  values: Values,
  plain: boolean,
): CheckCommand | string {
  const last = (name: string): string | undefined => values.get(name)?.at(-1);
  const diff = values.has('diff');
  const fix = last('fix') ?? (command === 'fix' || diff ? 'safe' : 'none');
  const reporting = reportingOptions(values);
  if (diff && (reporting.format !== 'pretty' || reporting.output !== undefined)) {
    return '--diff shows the changes as a diff; leave --format and --output out.';
  }
  const migrate = listOf(values.get('migrate'));
  const shard = shardOf(last('shard'));
  if (shard === null) return '--shard takes the part and the number of parts, such as 2/5.';
  const besides = migrate.length > 0 ? besideMigrate(operands, values) : besideWhole(values);
  const jobs = jobsOf(last('jobs'));
  if (jobs === null) return '--jobs takes the number of threads, from 1 to 64.';
  const clash = besideInput(operands, values) ?? besides;
  if (clash !== undefined) return clash;
  const options: CheckOptions = {
    paths: operands.length > 0 ? operands : ['.'],
    inputPath: last('stdin-filename'),
    ...reporting,
    target: last('target'),
    configuration: last('config'),
    rules: listOf(values.get('rule')),
    minSeverity: severityOf(last('min-severity')) ?? 'hint',
    baseline: last('baseline'),
    writeBaseline: last('write-baseline'),
    shard,
    jobs,
    cache: last('cache'),
    fix: fix === 'safe' || fix === 'all' ? fix : 'none',
    migrate,
    diff,
  };
  return { is: 'check', options, plain };
}

export function reportingOptions(values: Values): ReportingOptions {
  const last = (name: string): string | undefined => values.get(name)?.at(-1);
  return {
    format: reportFormats.find((format) => format === last('format')) ?? 'pretty',
    output: last('output'),
    failOn: last('fail-on') === 'never' ? 'never' : (severityOf(last('fail-on')) ?? 'warning'),
    showSuppressed: !values.has('no-suppressed'),
  };
}

/** Null: no part of anything. */
function shardOf(value: string | undefined): CheckOptions['shard'] | null {
  if (value === undefined) return undefined;
  const [, index = 0, count = 0] = (/^(\d{1,5})\/(\d{1,5})$/.exec(value) ?? []).map(Number);
  return index >= 1 && index <= count ? { index, count } : null;
}

/** Null: no number of threads. */
function jobsOf(value: string | undefined): CheckOptions['jobs'] | null {
  if (value === undefined) return undefined;
  const jobs = /^\d{1,2}$/.test(value) ? Number(value) : 0;
  return jobs >= 1 && jobs <= 64 ? jobs : null;
}

function listOf(values: readonly string[] = []): readonly string[] {
  return values.flatMap((list) => list.split(',')).filter((item) => item !== '');
}

/** What cannot stand beside standard input. */
function besideInput(operands: readonly string[], values: Values): string | undefined {
  if (!operands.includes('-'))
    return values.has('stdin-filename')
      ? '--stdin-filename goes with the path - (standard input).'
      : undefined;
  return operands.length > 1 ? '- (standard input) stands alone; name no other path beside it.' : undefined;
}

/** What cannot stand beside --migrate. */
function besideMigrate(operands: readonly string[], values: Values): string | undefined {
  if (operands.includes('-')) return '--migrate changes several files; name paths, not - (standard input).';
  const other = ['fix', 'rule', 'min-severity', 'baseline', 'output'].find((name) => values.has(name));
  if (other !== undefined) return `--migrate applies no rules; leave --${other} out.`;
  const format = values.get('format')?.at(-1) ?? 'pretty';
  return ['pretty', 'json'].includes(format) ? undefined : '--migrate is told as pretty or json.';
}

/** What cannot stand beside --write-baseline and --shard. */
function besideWhole(values: Values): string | undefined {
  const alone = ['write-baseline', 'shard'].find((name) => values.has(name));
  if (alone === undefined) return undefined;
  const others = ['write-baseline', ...(alone === 'shard' ? [] : ['baseline', 'shard']), 'fix', 'diff'];
  const other = others.find((name) => name !== alone && values.has(name));
  return other && `--${alone} goes with a whole check; leave --${other} out.`;
}

function severityOf(name: string | undefined): Severity | undefined {
  return severities.find((severity) => severity === name);
}
