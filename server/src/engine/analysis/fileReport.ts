// What a check of a file amounts to.

import type { Finding } from '../rule/finding.ts';
import type { SourceFile } from '../workspace/sourceFile.ts';
import { inOrder } from './finish.ts';
import type { FileReport, RuleCrash } from './linter.ts';
import type { RuleRun } from './runRules.ts';

/** Puts a report together; `parsed`: how many of the file's documents were worth parsing. */
export function fileReport(
  file: SourceFile,
  found: readonly Finding[],
  runs: readonly RuleRun[],
  parsed: number,
): FileReport {
  const findings = inOrder(found);
  const crashes: readonly RuleCrash[] = runs.flatMap((run) =>
    run.crashes.map((crash) => ({ ...crash, uri: file.uri })),
  );
  let stamp: string | undefined;
  return {
    uri: file.uri,
    findings,
    crashes,
    get stamp() {
      stamp ??= stampOf(findings, crashes);
      return stamp;
    },
    excluded: false,
    documents: file.documents.length,
    parsed,
  };
}

/** The report of a file that is not to be checked. */
export function excludedReport({ uri, documents }: SourceFile): FileReport {
  return {
    uri,
    findings: [],
    crashes: [],
    stamp: 'excluded',
    excluded: true,
    documents: documents.length,
    parsed: 0,
  };
}

/** A short text that differs when the reports do: FNV-1a over all that a reader of the report can see. */
function stampOf(findings: readonly Finding[], crashes: readonly RuleCrash[]): string {
  let hash = 0x811c9dc5;
  const text = findings.length + crashes.length === 0 ? '' : JSON.stringify([findings, crashes]);
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return `${text.length.toString(36)}-${(hash >>> 0).toString(36)}`;
}
