// Every case of every rule, and the examples on its page.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { applyEdits, createLinter, fixFile, type Linter, type Rule } from '../server/src/engine/index.ts';
import { rules } from '../server/src/rules/index.generated.ts';
import { type Case, type CaseFile, readCases } from './support/cases.ts';
import { drawn, findingsOf, linterFor, marksOf, rulesFor, seen } from './support/check.ts';

const folder = path.resolve(import.meta.dirname, '../server/src/rules');

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  for (const one of casesOf(id)) {
    test(one.name, () => {
      const linter = linterFor(rule, one);
      for (const file of one.files) checkMarks(linter, rule, file);
      checkRelated(linter, rule, one);
      for (const fixed of one.fixed) {
        const text =
          fixed.title === undefined
            ? fixedBy(linter, rule, fixed.uri)
            : fixedWith(linter, rule, one, fixed.uri, fixed.title);
        expect(text).toBe(fixed.text);
      }
    });
  }

  const page = readFileSync(path.join(folder, id, 'rule.md'), 'utf8');
  test('its page: the bad example is reported, the good one is not', () => {
    const bad = examplesOf(page, 'bad');
    const good = examplesOf(page, 'good');
    expect(bad.length).toBeGreaterThan(0);
    expect(good.length).toBeGreaterThan(0);
    for (const example of bad)
      expect(exampleFindings(rule, example), JSON.stringify(example.files)).not.toEqual([]);
    for (const example of good)
      expect(exampleFindings(rule, example), JSON.stringify(example.files)).toEqual([]);
  });
});

/** A file of cases that is not well formed fails one test, not the suite. */
function casesOf(id: string): readonly Case[] {
  try {
    return readCases(readFileSync(path.join(folder, id, 'cases.md'), 'utf8'));
  } catch (error) {
    test('its cases are well formed', () => {
      throw error;
    });
    return [];
  }
}

function checkMarks(linter: Linter, rule: Rule, file: CaseFile): void {
  const found = seen(file.text, findingsOf(linter, file.uri, rule));
  const wanted = marksOf(file, 'finding').map(({ type: _, ...mark }) => mark);
  expect(drawn(file.text, sorted(found))).toBe(drawn(file.text, sorted(wanted)));
}

/** Every related place that a case marks must be named by some finding. */
function checkRelated(linter: Linter, rule: Rule, one: Case): void {
  for (const file of one.files) {
    const related = one.files
      .flatMap(({ uri }) => findingsOf(linter, uri, rule))
      .flatMap((finding) => finding.related)
      .filter(({ location }) => location.uri === file.uri);
    const found = seen(file.text, related);
    for (const { type: _, ...mark } of marksOf(file, 'related')) expect(found).toContainEqual(mark);
  }
}

/** Applying all fixes of the rule. */
function fixedBy(linter: Linter, rule: Rule, uri: string): string {
  return fixFile(linter, uri, 'all', (finding) => finding.rule === rule.id).text;
}

/** Applying every fix with this title once. */
function fixedWith(linter: Linter, rule: Rule, one: Case, uri: string, title: string): string {
  const fixes = one.files
    .flatMap((file) => findingsOf(linter, file.uri, rule))
    .flatMap((finding) => finding.fixes)
    .filter((fix) => fix.title === title);
  expect(fixes, `no fix is called "${title}"`).not.toEqual([]);
  const edits = fixes.flatMap((fix) => fix.edits).filter((edit) => edit.uri === uri);
  return applyEdits(linter.text(uri) ?? '', edits);
}

function sorted<T extends { line: number; start: number; message: string }>(
  marks: readonly T[],
): readonly T[] {
  return [...marks].sort((a, b) => a.line - b.line || a.start - b.start || (a.message < b.message ? -1 : 1));
}

/** An example may name the versions that its reader targets: ```helm bad target >=1.20-0 */
/** The examples of a page. Fences that name files are one example, as long as they follow each other. */
function examplesOf(page: string, verdict: 'bad' | 'good'): readonly Example[] {
  const fence = /^```(yaml|helm) (bad|good)(?: target (\S+))?(?: (\S+\.yaml))?\n([\s\S]*?)^```$/gm;
  const examples: Example[] = [];
  for (const [, language = 'yaml', said, target = '>=1.24-0', file, text = ''] of page.matchAll(fence)) {
    if (said !== verdict) continue;
    const path = file ?? (language === 'helm' ? 'chart/templates/example.yaml' : 'example.yaml');
    const last = examples.at(-1);
    if (file !== undefined && last && !(path in last.files)) Object.assign(last.files, { [path]: text });
    else examples.push({ target, files: { [path]: text } });
  }
  return examples;
}

interface Example {
  readonly target: string;
  readonly files: Record<string, string>;
}

function exampleFindings(rule: Rule, { target, files }: Example) {
  const linter = createLinter({
    rules: rulesFor(rule),
    config: { target, rules: {}, today: '2026-06-01' },
  });
  const uris = Object.keys(files).map((file) => `file:///example/${file}`);
  for (const [file, text] of Object.entries(files)) linter.setFile(`file:///example/${file}`, text);
  return uris.flatMap((uri) => findingsOf(linter, uri, rule).map((finding) => finding.message));
}
