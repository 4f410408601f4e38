// Runs the engine over one checkout of the corpus. In: paths and texts. Out: findings with the lines they stand on,
// the crashes, and how long each file took.

import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';

import {
  createLineIndex,
  createLinter,
  type Finding,
  type RuleCrash,
  type Severity,
} from '../../server/src/engine/index.ts';
import { rules } from '../../server/src/rules/index.generated.ts';
import type { CorpusPlace } from './corpus.ts';

/** A finding as a person reads it: lines and columns count from 1. */
export interface CorpusFinding extends CorpusPlace {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly column: number;
  /** The line on which the finding starts. */
  readonly lineText: string;
  /** Stands for the marked text and its line, and for which of several equal lines of the file it is. */
  readonly mark: string;
  /** Offsets of the finding and of its fixes' edits in its own file that lie outside the text: none, by law. */
  readonly strayOffsets: readonly number[];
}

/** What came of one file. */
export interface CheckedFile {
  readonly path: string;
  readonly findings: readonly CorpusFinding[];
  readonly crashes: readonly RuleCrash[];
  /** Wall time of `setFile` and `check` together, in milliseconds. */
  readonly milliseconds: number;
  readonly documents: number;
  readonly parsed: number;
}

export interface CheckSetup {
  /** False: every document is parsed, interesting or not. */
  readonly prefilter: boolean;
  /** Told before each file is looked at. */
  readonly onFile?: (path: string) => void;
}

/** Checks files that see each other, as the command line would after reading them all. */
export function checkFiles(
  files: readonly { readonly path: string; readonly text: string }[],
  { prefilter, onFile }: CheckSetup,
): readonly CheckedFile[] {
  const linter = createLinter({ rules, prefilter });
  const loading = new Map<string, number>();
  for (const { path, text } of files) {
    onFile?.(path);
    const started = performance.now();
    linter.setFile(uriOf(path), text);
    loading.set(path, performance.now() - started);
  }
  return files.map(({ path, text }) => {
    onFile?.(path);
    const started = performance.now();
    const report = linter.check(uriOf(path));
    const milliseconds = performance.now() - started + (loading.get(path) ?? 0);
    if (report === undefined) throw new Error(`${path} was set and is not there`);
    const { crashes, documents, parsed } = report;
    return { path, findings: read(path, text, report.findings), crashes, milliseconds, documents, parsed };
  });
}

/** The URI under which a file of the corpus is checked. */
export function uriOf(path: string): string {
  return `file:///${path}`;
}

function read(path: string, text: string, findings: readonly Finding[]): readonly CorpusFinding[] {
  if (findings.length === 0) return [];
  const index = createLineIndex(text);
  return findings
    .filter((finding) => finding.suppressed === undefined)
    .map((finding) => {
      const { span } = finding.location;
      const { line, character } = index.positionAt(span.start);
      const lineAt = index.lineSpan(line);
      const lineText = text.slice(lineAt.start, lineAt.end);
      const earlier = text.slice(0, lineAt.start).split(/\r\n?|\n/);
      const nth = earlier.filter((other) => other === lineText).length;
      return {
        path,
        rule: finding.rule,
        severity: finding.severity,
        message: finding.message,
        line: line + 1,
        column: character + 1,
        lineText,
        mark: markOf(text.slice(span.start, span.end), lineText, nth),
        strayOffsets: offsetsIn(finding).filter((offset) => offset < 0 || offset > text.length),
      };
    });
}

function markOf(marked: string, lineText: string, nth: number): string {
  const hash = createHash('sha256').update(JSON.stringify([marked, lineText.trim(), nth]));
  return hash.digest('hex').slice(0, 12);
}

function offsetsIn({ location, fixes }: Finding): readonly number[] {
  const edits = fixes.flatMap((fix) => fix.edits).filter((edit) => edit.uri === location.uri);
  return [location, ...edits].flatMap(({ span }) => [span.start, span.end]);
}
