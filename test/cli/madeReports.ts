// Findings that nobody found, in reports, for tests of the formats.

import type { Finding } from '../../server/src/engine/index.ts';
import { createLineIndex } from '../../server/src/engine/text/lineIndex.ts';
import { type CheckReport, checkReportOf } from '../../server/src/report/checkReport.ts';
import { inOrder, type Outcome, type Source } from '../../server/src/report/outcome.ts';

export function sourceOf(path: string, content: string): Source {
  return { path, uri: `file:///project/${path}`, text: content, lines: createLineIndex(content) };
}

/** A finding on the first occurrence of `marked`. */
export function finding(source: Source, marked: string, more: Partial<Finding> = {}): Finding {
  const start = source.text.indexOf(marked);
  return {
    rule: 'some-rule',
    severity: 'warning',
    location: { uri: source.uri, span: { start, end: start + marked.length } },
    message: 'Something is wrong.',
    tags: [],
    related: [],
    fixes: [],
    ...more,
  };
}

export function reportOf(
  findings: readonly Finding[],
  sources: readonly Source[],
  more: Partial<Outcome> = {},
): CheckReport {
  const source: Outcome['source'] = (uri) => sources.find((candidate) => candidate.uri === uri);
  return checkReportOf({
    tool: '0.1.0',
    target: '>=1.24-0',
    rules: ['misspelled-key', 'some-rule'],
    shard: null,
    checked: sources.map(({ path }) => path),
    skipped: [],
    crashes: [],
    documents: 3,
    parsed: 2,
    findings: inOrder(findings, source),
    source,
    resource: () => undefined,
    hash: (text) => `#${text.length}`,
    ...more,
  });
}
