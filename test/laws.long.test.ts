// Law 4, which is about thousands of texts for each rule: what is half-typed is read in peace.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Rule } from '../server/src/engine/index.ts';
import { rules } from '../server/src/rules/index.generated.ts';
import { type Case, type CaseFile, readCases } from './support/cases.ts';
import { checkSpans, findingsOf, linterFor } from './support/check.ts';

const folder = path.resolve(import.meta.dirname, '../server/src/rules');

test.each(rules.map((rule) => [rule.id, rule] as const))(
  '%s: law 4: cut anywhere, or with any line dropped, nothing throws',
  (id, rule) => {
    const cases = readCases(readFileSync(path.join(folder, id, 'cases.md'), 'utf8'));
    expect(cases).not.toEqual([]);
    for (const one of cases) for (const file of one.files) checkMutilated(rule, one, file);
  },
);

function* mutilated(text: string): Generator<string> {
  const step = Math.max(1, Math.floor(text.length / 80));
  for (let at = 0; at < text.length; at += step) yield text.slice(0, at);
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) yield lines.toSpliced(at, 1).join('\n');
}

/** One text after the other, as somebody would type them; the other files stay. */
function checkMutilated(rule: Rule, one: Case, file: CaseFile): void {
  const linter = linterFor(rule, one);
  for (const text of mutilated(file.text)) {
    linter.setFile(file.uri, text);
    for (const finding of findingsOf(linter, file.uri)) checkSpans(finding, text);
  }
}
