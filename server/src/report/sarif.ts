// The report as SARIF 2.1.0, within the limits of GitHub code scanning. Comes in: a report, what is known of the rules,
// and a way to weigh the text; goes out: one JSON object. Columns are UTF-16 units, as the file says of itself.

import { escapeSegment } from '../engine/index.ts';
import {
  byWeight,
  type CheckReport,
  type ReportedEdit,
  type ReportedFinding,
  type ReportedPlace,
  standing,
} from './checkReport.ts';
import { printable } from './displayText.ts';
import type { ReportRange } from './outcome.ts';
import { type DescribedRule, sarifLevel, sarifRule } from './sarifRule.ts';

export interface SarifOptions {
  /** All rules there are; those that ran are described. */
  readonly rules: readonly DescribedRule[];
  /** How many bytes a text takes when it is gzipped, as it is for the upload. */
  gzippedSize(text: string): number;
  readonly limits?: SarifLimits;
}

/** What GitHub takes at most. */
export interface SarifLimits {
  readonly results: number;
  /** Per result. */
  readonly locations: number;
  /** Bytes, gzipped. */
  readonly size: number;
}

const githubLimits: SarifLimits = { results: 25_000, locations: 1000, size: 10_000_000 };

/** The weightiest findings that the limits leave room for; a notification tells how many are left out. */
export function sarif(report: CheckReport, options: SarifOptions): string {
  const limits = options.limits ?? githubLimits;
  let room = limits.results;
  for (;;) {
    const text = `${JSON.stringify(logOf(report, kept(report.findings, room), options), null, 1)}\n`;
    if (room === 0 || options.gzippedSize(text) <= limits.size) return text;
    room = Math.floor(Math.min(room, report.findings.length) * 0.8);
  }
}

/** Suppressed findings go first: they ask for nothing. */
function kept(findings: readonly ReportedFinding[], room: number): readonly ReportedFinding[] {
  if (findings.length <= room) return findings;
  const silenced = findings.filter(({ suppressed }) => suppressed);
  const chosen = new Set([...byWeight(standing(findings)), ...byWeight(silenced)].slice(0, room));
  return findings.filter((finding) => chosen.has(finding));
}

function logOf(report: CheckReport, findings: readonly ReportedFinding[], options: SarifOptions) {
  const { limits = githubLimits } = options;
  const described = options.rules.filter(({ id }) => report.rules.includes(id));
  const ruleIndexes = new Map(described.map(({ id }, index) => [id, index]));
  const numbers = new Map<string, number>();
  const run = {
    tool: {
      driver: {
        name: 'Bound Tokens',
        version: report.tool,
        informationUri: 'https://github.com/bound-tokens/bound-tokens',
        rules: described.map(sarifRule),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: {
      [sourceRoot]: { description: { text: 'The folder in which Bound Tokens was run.' } },
    },
    invocations: [
      {
        executionSuccessful: report.crashes.length === 0,
        toolExecutionNotifications: notificationsOf(report, report.findings.length - findings.length),
      },
    ],
    results: findings.map((finding) => {
      const key = JSON.stringify([finding.path, finding.fingerprint]);
      const number = (numbers.get(key) ?? 0) + 1;
      numbers.set(key, number);
      return resultOf(finding, ruleIndexes.get(finding.rule), number, limits);
    }),
    properties: { kubernetesVersions: report.target },
  };
  const $schema =
    'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
  return { $schema, version: '2.1.0', runs: [run] };
}

const sourceRoot = '%SRCROOT%';

/** `number`: the how manieth finding of its fingerprint in its file. */
function resultOf(
  finding: ReportedFinding,
  ruleIndex: number | undefined,
  number: number,
  limits: SarifLimits,
) {
  const { rule, severity, message, resource, related, suppressed, fingerprint } = finding;
  const fixes = finding.fixes.flatMap((fix) => (fix.edits ? [fixOf(fix.title, fix.edits)] : []));
  return {
    ruleId: rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: sarifLevel(severity),
    message: { text: plainMessage(message) },
    locations: [
      { ...locationOf(finding), ...(resource && { logicalLocations: [logicalLocation(resource)] }) },
    ],
    ...(related.length > 0 && {
      relatedLocations: related
        .slice(0, limits.locations)
        .map((one, at) => ({ id: at + 1, ...locationOf(one), message: { text: plainMessage(one.message) } })),
    }),
    partialFingerprints: { 'boundTokens/v1': `${fingerprint}:${number}` },
    ...(fixes.length > 0 && { fixes }),
    ...(suppressed && { suppressions: [suppressionOf(suppressed, finding.path)] }),
  };
}

/** `[text](target)` would be a link. */
function plainMessage(text: string): string {
  return printable(text).replace(/[\\[\]]/g, (character) => `\\${character}`);
}

function locationOf({ path, range }: ReportedPlace) {
  const region = range ? { region: regionOf(range) } : {};
  return { physicalLocation: { artifactLocation: artifactOf(path), ...region } };
}

function artifactOf(path: string) {
  return { uri: path.split('/').map(escapeSegment).join('/'), uriBaseId: sourceRoot };
}

function regionOf({ start, end }: ReportRange) {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function logicalLocation({ kind, name, namespace }: NonNullable<ReportedFinding['resource']>) {
  const parts = [kind, namespace, name].flatMap((part) => (part === null ? [] : [printable(part)]));
  return { name: printable(name ?? kind), fullyQualifiedName: parts.join('/'), kind: 'resource' };
}

function fixOf(title: string, edits: readonly ReportedEdit[]) {
  const paths = [...new Set(edits.map(({ path }) => path))];
  return {
    description: { text: plainMessage(title) },
    artifactChanges: paths.map((path) => ({
      artifactLocation: artifactOf(path),
      replacements: edits
        .filter((edit) => edit.path === path)
        .map(({ range, newText }) => ({
          deletedRegion: regionOf(range),
          insertedContent: { text: newText },
        })),
    })),
  };
}

function suppressionOf(suppressed: NonNullable<ReportedFinding['suppressed']>, path: string) {
  if (suppressed.kind === 'baseline')
    return { kind: 'external', status: 'accepted', justification: 'It is in the baseline.' };
  const { range, reason } = suppressed;
  return {
    kind: 'inSource',
    status: 'accepted',
    ...(reason !== null && { justification: printable(reason) }),
    location: locationOf({ path, range }),
  };
}

function notificationsOf({ crashes, skipped, findings }: CheckReport, leftOut: number) {
  return [
    ...crashes.map(({ path, rule, error }) => ({
      level: 'error',
      message: { text: plainMessage(`The rule ${rule} failed: ${error}`) },
      locations: [locationOf({ path, range: null })],
      associatedRule: { id: rule },
    })),
    ...skipped.map(({ path, reason }) => ({
      level: 'warning',
      message: { text: plainMessage(`Not checked: ${reason}`) },
      locations: [locationOf({ path, range: null })],
    })),
    ...(leftOut === 0
      ? []
      : [
          {
            level: 'warning',
            message: {
              text: `${leftOut} of ${findings.length} findings are left out, the lightest ones: there is no room for more.`,
            },
          },
        ]),
  ];
}
