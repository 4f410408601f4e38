// What a check of one file comes to, as plain data: it outlives the trees, and can be handed from one thread to another.

import type { FileReport, Finding, Linter, ResourceName } from '../engine/index.ts';

export interface CheckedFile extends Pick<FileReport, 'uri' | 'crashes' | 'documents' | 'parsed'> {
  readonly findings: readonly LocatedFinding[];
}

/** A finding, and the object it is part of. */
export interface LocatedFinding {
  readonly finding: Finding;
  readonly object: ResourceName | undefined;
}

/** Checks a file, and lets go what was made for it; undefined when there is no such file. */
export function checkFile(linter: Linter, uri: string): CheckedFile | undefined {
  const report = linter.check(uri);
  if (!report) return undefined;
  const { crashes, documents, parsed } = report;
  // While the trees are there.
  const findings = report.findings.map((finding) => ({
    finding,
    object: linter.resourceAt(finding.location.uri, finding.location.span.start),
  }));
  linter.release(uri);
  return { uri, findings, crashes, documents, parsed };
}
