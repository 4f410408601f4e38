// The findings of single documents, kept while nothing about them moves: a key stroke finishes the reports of one
// document, not of all documents of the file.

import type { FileConfig } from '../config/config.ts';
import type { Finding } from '../rule/finding.ts';
import type { Location, Section } from '../text/section.ts';
import { shift } from '../text/span.ts';
import type { PlacedDocument } from '../workspace/sourceFile.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { finish, inOrder, type Locate } from './finish.ts';
import type { RuleRun } from './runRules.ts';

interface Kept {
  readonly start: number;
  readonly config: FileConfig;
  readonly runs: readonly RuleRun[];
  readonly findings: readonly Finding[];
}

export interface DocumentFindings {
  /** Finishes the reports of one document, in the order of their places. */
  of(placed: PlacedDocument, runs: readonly RuleRun[], config: FileConfig): readonly Finding[];
  /** Lets go what is kept of a document: reports point into its tree. */
  forget(document: YamlDocument): void;
}

export function createDocumentFindings(locate: Locate): DocumentFindings {
  const memory = new WeakMap<YamlDocument, Kept>();
  const of: DocumentFindings['of'] = ({ document, start }, runs, config) => {
    if (runs.every(({ reports }) => reports.length === 0)) return none;
    const kept = memory.get(document);
    if (kept && kept.config === config && areSame(kept.runs, runs)) {
      if (kept.start === start) return kept.findings;
      const findings = kept.findings.map((finding) => moved(finding, start - kept.start));
      memory.set(document, { start, config, runs, findings });
      return findings;
    }
    const found = runs.flatMap(({ reports }) =>
      reports.flatMap((report) => finish(report, config, locate) ?? []),
    );
    const findings = inOrder(found);
    if (runs.every((run) => staysWithin(run, document)))
      memory.set(document, { start, config, runs, findings });
    return findings;
  };
  return { of, forget: (document) => void memory.delete(document) };
}

const none: readonly Finding[] = [];

/** The finding, when all that it speaks of stands further down. */
function moved(finding: Finding, by: number): Finding {
  const at = (location: Location): Location => ({ ...location, span: shift(location.span, by) });
  return {
    ...finding,
    location: at(finding.location),
    related: finding.related.map((one) => ({ ...one, location: at(one.location) })),
    fixes: finding.fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map((edit) => ({ ...edit, span: shift(edit.span, by) })),
    })),
  };
}

function areSame(a: readonly RuleRun[], b: readonly RuleRun[]): boolean {
  return a.length === b.length && a.every((run, at) => run === b[at]);
}

/** Whether all places that a run speaks of lie in the document: others move without it. */
function staysWithin({ reports }: RuleRun, document: Section): boolean {
  return reports.every(
    ({ report }) =>
      report.at.section === document &&
      (report.related ?? []).every(({ at }) => at.section === document) &&
      (report.fixes ?? []).every(({ edits }) => edits.every((edit) => edit.section === document)),
  );
}
