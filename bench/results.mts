// Keeps the newest result of every part, and writes bench/RESULTS.md from them.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, type as systemName, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Part, PartResult, Table } from './part.mts';
import { figure } from './statistics.mts';
import { meets, type Target, targets } from './targets.mts';

/** A part's result, and under which circumstances it came about. */
interface KeptResult extends PartResult {
  readonly date: string;
  readonly machine: string;
  /** The load of the last minute when the part began, and when it ended. */
  readonly load: readonly [number, number];
}

export interface Occasion {
  readonly loadBefore: number;
}

/** The load average of the last minute. */
export function currentLoad(): number {
  return loadavg()[0] ?? 0;
}

export function keepResult({ name }: Part, result: PartResult, { loadBefore }: Occasion): void {
  const known = Object.entries(result.figures).filter(([, value]) => Number.isFinite(value));
  const kept: KeptResult = {
    ...result,
    figures: Object.fromEntries(known),
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    machine: machineName(),
    load: [loadBefore, currentLoad()],
  };
  mkdirSync(keptFolder, { recursive: true });
  writeFileSync(`${keptFolder}/${name}.json`, JSON.stringify(kept, undefined, 2));
}

/** Writes the report of all results that are kept, in the order of the parts. */
export function writeReport(parts: readonly Part[]): void {
  const results = new Map(parts.flatMap((part) => asEntry(part.name)));
  const sections = parts.flatMap((part) => {
    const result = results.get(part.name);
    return result === undefined ? [] : [sectionOf(part, result)];
  });
  const lines = [
    '# Results',
    'Written by `npm run bench`. Programs that are compared were measured by turns in one run; figures are medians, in ' +
      'brackets the extremes. Absolute figures change from machine to machine, ratios hardly.',
    '## Targets',
    targetTable(results),
    ...sections,
  ];
  writeFileSync(fileURLToPath(new URL('./RESULTS.md', import.meta.url)), `${lines.join('\n\n')}\n`);
}

/** A table as Markdown. */
export function markdown(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = columns.map((_, at) => (at === 0 ? '---' : '--:'));
  return [columns, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export const targetColumns = ['what', 'measured', 'first stage', '', 'second stage', ''];

/** How the figures stand to the targets, one row a target. */
export function targetRows(results: ReadonlyMap<string, PartResult>): readonly (readonly string[])[] {
  return targets.map((target) => {
    const value = results.get(target.part)?.figures[target.figure];
    const measured = value === undefined ? 'not measured' : figure(value);
    return [
      target.what,
      measured,
      boundText(target.first, target),
      verdict(value, target.first, target),
      boundText(target.second, target),
      verdict(value, target.second, target),
    ];
  });
}

const keptFolder = fileURLToPath(new URL('../.cache/bench', import.meta.url));

function asEntry(name: string): readonly (readonly [string, KeptResult])[] {
  const file = `${keptFolder}/${name}.json`;
  return existsSync(file) ? [[name, JSON.parse(readFileSync(file, 'utf8'))]] : [];
}

function targetTable(results: ReadonlyMap<string, PartResult>): string {
  return markdown(targetColumns, targetRows(results));
}

function verdict(value: number | undefined, bound: number | undefined, target: Target): string {
  if (value === undefined || bound === undefined) return '';
  return meets(value, bound, target) ? 'met' : '**missed**';
}

function boundText(bound: number | undefined, { direction }: Target): string {
  if (bound === undefined) return '–';
  const times = Math.round(1 / bound);
  const isFraction = times >= 5 && Math.abs(times * bound - 1) < 1e-9;
  return `${direction === 'atMost' ? '≤' : '≥'} ${isFraction ? `1/${times}` : bound}`;
}

function sectionOf({ name, about }: Part, { tables, date, machine, load }: KeptResult): string {
  const circumstances = `${date} UTC · ${machine} · load ${load.map((each) => each.toFixed(1)).join(' → ')}`;
  return [`## ${name}`, `${about}.`, circumstances, ...tables.map(tableText)].join('\n\n');
}

function tableText({ title, columns, rows, notes }: Table): string {
  return [`### ${title}`, markdown(columns, rows), ...(notes === undefined ? [] : [notes])].join('\n\n');
}

function machineName(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${model}, ${memory} GiB · ${systemName()} · Node ${process.version}`;
}
