// A report that another run wrote as JSON: text in, report out, or what is wrong with it.

import { severities } from '../engine/index.ts';
import type { CheckReport } from './checkReport.ts';

/** Looks at everything that other reports are made from, so that none of them can be handed nonsense. */
export function readReport(text: string): CheckReport | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is no JSON';
  }
  if (!isRecord(value) || !Array.isArray(value.findings)) return 'it is no report of `bound-tokens check`';
  if (value.version !== 1) return 'its `version` is not 1';
  const missing = fields.find(([name, is]) => !is(value[name]))?.[0];
  if (missing !== undefined)
    return `its \`${missing}\` is missing or wrong; was it written by an older version?`;
  return value as unknown as CheckReport;
}

type Test = (value: unknown) => boolean;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText: Test = (value) => typeof value === 'string';
const isNumber: Test = (value) => Number.isInteger(value) && Number(value) >= 0;
const orNull =
  (is: Test): Test =>
  (value) =>
    value === null || is(value);
const listOf =
  (is: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(is);
const record =
  (shape: Readonly<Record<string, Test>>): Test =>
  (value) =>
    isRecord(value) && Object.entries(shape).every(([name, is]) => is(value[name]));

const isPosition = record({ line: isNumber, column: isNumber });
const isRange = record({ start: isPosition, end: isPosition });
const isSeverity: Test = (value) => severities.some((severity) => severity === value);
const isEdit = record({ path: isText, range: isRange, newText: isText });
const isFix = record({
  title: isText,
  safety: (value) => value === 'safe' || value === 'unsafe',
  edits: orNull(listOf(isEdit)),
});
const isFinding = record({
  path: isText,
  range: orNull(isRange),
  rule: isText,
  severity: isSeverity,
  message: isText,
  resource: orNull(record({ kind: isText, name: orNull(isText), namespace: orNull(isText) })),
  fingerprint: isText,
  related: listOf(record({ path: isText, range: orNull(isRange), message: isText })),
  fixes: listOf(isFix),
  suppressed: orNull(
    record({
      kind: (value) => value === 'comment' || value === 'baseline',
      range: orNull(isRange),
      reason: orNull(isText),
    }),
  ),
});

const fields: readonly (readonly [keyof CheckReport, Test])[] = [
  ['tool', isText],
  ['target', isText],
  ['rules', listOf(isText)],
  ['shard', orNull(record({ index: isNumber, count: isNumber, files: isText }))],
  ['checked', listOf(isText)],
  ['findings', listOf(isFinding)],
  ['skipped', listOf(record({ path: isText, reason: isText }))],
  ['crashes', listOf(record({ path: isText, rule: isText, error: isText }))],
  [
    'summary',
    record({
      files: isNumber,
      documents: isNumber,
      parsed: isNumber,
      findings: record({ error: isNumber, warning: isNumber, information: isNumber, hint: isNumber }),
    }),
  ],
];
