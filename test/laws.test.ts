// What must hold for any text and any rule, applied to every case of every rule so that no author has to remember it.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  applyEdits,
  classify,
  type Finding,
  type Fix,
  isTextKind,
  type Rule,
} from '../server/src/engine/index.ts';
import { contains } from '../server/src/engine/text/span.ts';
import { rules } from '../server/src/rules/index.generated.ts';
import { type Case, type CaseFile, readCases } from './support/cases.ts';
import { checkSpans, findingsOf, linterFor, seen } from './support/check.ts';
import { checkReading, problemsOf, regionSourcesOf } from './support/reading.ts';

const folder = path.resolve(import.meta.dirname, '../server/src/rules');

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  let cases: readonly Case[] = [];
  beforeAll(() => {
    cases = readCases(readFileSync(path.join(folder, id, 'cases.md'), 'utf8'));
  });

  test('law 1: a fix removes its finding, adds none of the same rule, and applying it again changes nothing', () => {
    for (const one of cases) eachFix(rule, one, (finding, fix) => checkFixRemoves(rule, one, finding, fix));
  });

  test('law 2: a fix brings no syntax problem and leaves all template actions outside its edits alone', () => {
    for (const one of cases) eachFix(rule, one, (_, fix) => checkFixSpares(one, fix));
  });

  test('law 3: CR LF and a leading --- change nothing', () => {
    for (const one of cases) {
      const lf = linesFound(rule, one, (text) => text, 0);
      expect(
        linesFound(rule, one, (text) => text.replaceAll('\n', '\r\n'), 0),
        one.name,
      ).toEqual(lf);
      // A page or a script would begin with something else.
      if (one.files.some(({ uri }) => isTextKind(classify(uri)))) continue;
      expect(
        linesFound(rule, one, (text) => `---\n${text}`, 1),
        one.name,
      ).toEqual(lf);
    }
  });

  test('law 5: masking moves nothing, and every span lies within the text', () => {
    for (const one of cases) {
      for (const file of one.files) {
        checkReading(file.uri, file.text);
        for (const finding of findingsOf(linterFor(rule, one), file.uri)) checkSpans(finding, file.text);
      }
    }
  });

  test('law 7: what is kept when a document above changes leads to what a fresh linter finds', () => {
    for (const one of cases) for (const file of one.files) checkKept(rule, one, file);
  });
});

test('law 6: all rules together crash on no case', async () => {
  const { createLinter } = await import('../server/src/engine/index.ts');
  for (const rule of rules) {
    for (const one of readCases(readFileSync(path.join(folder, rule.id, 'cases.md'), 'utf8'))) {
      const linter = createLinter({ rules });
      for (const { uri, text } of one.files) linter.setFile(uri, text);
      for (const { uri } of one.files) expect(linter.check(uri)?.crashes).toEqual([]);
    }
  }
});

function eachFix(rule: Rule, one: Case, judge: (finding: Finding, fix: Fix) => void): void {
  const linter = linterFor(rule, one);
  for (const file of one.files) {
    for (const finding of findingsOf(linter, file.uri, rule))
      for (const fix of finding.fixes) judge(finding, fix);
  }
}

function withFix(one: Case, fix: Fix): readonly CaseFile[] {
  return one.files.map((file) => ({
    ...file,
    text: applyEdits(
      file.text,
      fix.edits.filter((edit) => edit.uri === file.uri),
    ),
  }));
}

function checkFixRemoves(rule: Rule, one: Case, finding: Finding, fix: Fix): void {
  const all = (files: readonly CaseFile[]) => {
    const linter = linterFor(rule, one, files);
    return files.flatMap(({ uri }) => findingsOf(linter, uri, rule));
  };
  const before = all(one.files);
  const files = withFix(one, fix);
  const after = all(files);
  const shown = `${one.name}: "${fix.title}" on "${finding.message}" gives\n${files.map(({ text }) => text).join('\n---\n')}`;
  expect(after.length, shown).toBeLessThan(before.length);
  const messages = new Set(before.map(({ message }) => message));
  for (const left of after) expect(messages, shown).toContain(left.message);
}

function checkFixSpares(one: Case, fix: Fix): void {
  for (const file of withFix(one, fix)) {
    const before = one.files.find(({ uri }) => uri === file.uri)?.text ?? '';
    const was = problemsOf(file.uri, before);
    const is = problemsOf(file.uri, file.text);
    const ofKind = (problems: typeof was, kind: string) =>
      problems.filter((problem) => problem.kind === kind).length;
    const shown = `${one.name}: ${fix.title}`;
    expect(ofKind(is, 'syntax'), shown).toBeLessThanOrEqual(ofKind(was, 'syntax'));
    // Beside lines that are indented by tabs new ones are, too, so that they stand level.
    if (ofKind(was, 'tab-indentation') === 0) expect(ofKind(is, 'tab-indentation'), shown).toBe(0);
    const edits = fix.edits.filter(({ uri }) => uri === file.uri);
    // An action may go as a whole, or be changed inside; it is never cut in two.
    const kept = regionSourcesOf(file.uri, before).filter(
      ({ span }) => !edits.some((edit) => contains(edit.span, span) || contains(span, edit.span)),
    );
    const left = regionSourcesOf(file.uri, file.text).map(({ source }) => source);
    for (const { source } of kept) {
      const at = left.indexOf(source);
      expect(at, `${one.name}: ${fix.title} loses ${source}`).toBeGreaterThanOrEqual(0);
      left.splice(at, 1);
    }
  }
}

/** The findings of all files of a case after a change of its texts that moves everything down by `lines`. */
function linesFound(rule: Rule, one: Case, change: (text: string) => string, lines: number) {
  const files = one.files.map((file) => ({ ...file, text: change(file.text) }));
  const linter = linterFor(rule, one, files);
  return files.map(({ uri, text }) =>
    seen(text, findingsOf(linter, uri, rule)).map((found) => ({ ...found, line: found.line - lines })),
  );
}

function checkKept(rule: Rule, one: Case, { uri, text }: CaseFile): void {
  const beneath = (document: string) => `${document}---\n${text}`;
  const linter = linterFor(rule, one);
  for (const document of ['a: b\n', 'a: b\nc: d\n']) {
    linter.setFile(uri, beneath(document));
    linter.check(uri);
  }
  const fresh = linterFor(rule, one);
  fresh.setFile(uri, beneath('a: b\nc: d\n'));
  expect(linter.check(uri)?.findings, one.name).toEqual(fresh.check(uri)?.findings);
}
