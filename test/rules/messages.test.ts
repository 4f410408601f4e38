// How messages read where there is one line for them: in the Problems panel, at the end of a line, in a report.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../server/src/rules/index.generated.ts';
import { readCases } from '../support/cases.ts';
import { findingsOf, linterFor } from '../support/check.ts';

const folder = path.resolve(import.meta.dirname, '../../server/src/rules');

/** Characters of a message, when quoted names are of a usual length; and in any case. */
const usual = 125;
const most = 150;

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const cases = readCases(readFileSync(path.join(folder, id, 'cases.md'), 'utf8'));
  const findings = cases.flatMap((one) => {
    const linter = linterFor(rule, one);
    return one.files.flatMap(({ uri }) => findingsOf(linter, uri, rule));
  });

  test('messages are one short line of words, and say no address', () => {
    expect(findings).not.toEqual([]);
    for (const { message, related } of findings) {
      for (const text of [message, ...related.map((one) => one.message)]) {
        expect(text).not.toMatch(/[\r\n\t]/);
        expect(withoutQuotes(text)).not.toMatch(/https?:|www\./);
        expect(text.length, text).toBeLessThanOrEqual(most);
        expect(withoutQuotes(text).length, text).toBeLessThanOrEqual(usual);
      }
    }
  });

  test('titles of fixes are one short line, and end without a full stop', () => {
    for (const { title } of findings.flatMap(({ fixes }) => fixes)) {
      expect(title).toMatch(/^[^\r\n\t]+[^.\s]$/);
      expect(title.length, title).toBeLessThanOrEqual(most);
    }
  });
});

test('every rule is looked at', () => {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(rules.map(({ id }) => id)).toEqual(names.map(({ name }) => name).sort());
});

/** Quoted names with at most 20 characters. */
function withoutQuotes(text: string): string {
  return text.replace(/`([^`]*)`/g, (_quote, name: string) => `\`${name.slice(0, 20)}\``);
}
