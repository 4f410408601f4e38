// Reports to findings: places become locations in files, fixes that would harm a template are dropped, severities are
// those of the configuration.

import type { FileConfig, Profile } from '../config/config.ts';
import { withoutTokens } from '../kubernetes/hiddenTokens.ts';
import type { Finding, Fix, ProposedFix, Severity } from '../rule/finding.ts';
import type { Rule } from '../rule/rule.ts';
import type { Edit } from '../text/edit.ts';
import type { Location, Place, SectionEdit } from '../text/section.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { sparesTemplate } from '../yaml/sparesTemplate.ts';
import type { RuleReport } from './runRules.ts';

/** Where a place stands at present; undefined when its file is gone. */
export type Locate = (place: Place) => Location | undefined;

/**
 * The finding a report amounts to; undefined when its place is gone, or the profile leaves it out. Rules quote what is written, so the text of tokens is
 * taken out of all words here; edits have to carry it, as they put back what they move.
 */
export function finish(
  { rule, report }: RuleReport,
  config: FileConfig,
  locate: Locate,
): Finding | undefined {
  const location = locate(report.at);
  const severity = severityOf(rule, report.severity, config);
  if (!location || severity === 'off') return undefined;
  return {
    rule: rule.id,
    severity,
    location,
    message: withoutTokens(report.message),
    tags: report.tags ?? [],
    related: (report.related ?? []).flatMap(({ at, message }) => {
      const place = locate(at);
      return place ? [{ location: place, message: withoutTokens(message) }] : [];
    }),
    fixes: (report.fixes ?? []).flatMap((fix) => finishFix(fix, locate) ?? []),
  };
}

/** In the order of their places; at one place the weightier rule id order decides nothing but stability. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const isSorted = findings.every(
    (finding, at) => at === 0 || byPlace(findings[at - 1] ?? finding, finding) <= 0,
  );
  const sorted = isSorted ? findings : [...findings].sort(byPlace);
  return sorted.filter((finding, index) => index === 0 || !isSame(finding, sorted[index - 1]));
}

function byPlace(a: Finding, b: Finding): number {
  return (
    a.location.span.start - b.location.span.start ||
    a.location.span.end - b.location.span.end ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
  );
}

/** An anchor that is used twice is met twice; it is one mistake. */
function isSame(a: Finding, b: Finding | undefined): boolean {
  return (
    b !== undefined &&
    a.rule === b.rule &&
    a.message === b.message &&
    a.location.span.start === b.location.span.start &&
    a.location.span.end === b.location.span.end
  );
}

/** A report's own severity, and the profile, count only while nobody has set one for the rule. */
function severityOf(rule: Rule, own: Severity | undefined, config: FileConfig): Severity | 'off' {
  const set = config.rules[rule.id]?.severity;
  if (set && set !== 'default' && set !== 'off') return set;
  return profiles[config.profile][own ?? rule.severity];
}

/** What a profile makes of a severity. */
const profiles: Readonly<Record<Profile, Readonly<Record<Severity, Severity | 'off'>>>> = {
  recommended: { error: 'error', warning: 'warning', information: 'information', hint: 'hint' },
  essential: { error: 'error', warning: 'warning', information: 'off', hint: 'off' },
  strict: { error: 'error', warning: 'warning', information: 'warning', hint: 'information' },
};

function finishFix(fix: ProposedFix, locate: Locate): Fix | undefined {
  if (!fix.edits.every((edit) => sparesTemplate(edit) && !addsToRuins(edit))) return undefined;
  const edits: Edit[] = [];
  for (const edit of fix.edits) {
    const location = locate(edit);
    if (!location) return undefined;
    edits.push({ uri: location.uri, span: location.span, newText: edit.newText });
  }
  return { title: withoutTokens(fix.title), safety: fix.safety, edits };
}

/** Lines put into a document that cannot be read may stand anywhere in it, and be put there again and again. */
function addsToRuins({ section, newText }: SectionEdit): boolean {
  if (!newText.includes('\n') || !('problems' in section)) return false;
  const document = section as YamlDocument;
  let isRuin = ruins.get(document);
  if (isRuin === undefined) {
    isRuin = document.problems.some(({ kind }) => kind === 'syntax');
    ruins.set(document, isRuin);
  }
  return isRuin;
}

/** Of each document, whether it is one: as many fixes may ask as it has problems. */
const ruins = new WeakMap<YamlDocument, boolean>();
