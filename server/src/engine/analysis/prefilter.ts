// Which documents can concern which rules, decided on the raw text. Made from what the rules declare and nothing else;
// a document that concerns no rule is never parsed.

import { mayHoldResources } from '../kubernetes/resource.ts';
import type { Rule } from '../rule/rule.ts';
import { escapedForPattern } from '../text/patterns.ts';

/**
 * The rules that a text can concern, those that go along with any of them left out. `masked` is the text with its template
 * actions overwritten.
 */
export type Prefilter = (text: string, masked: string) => readonly Rule[];

/** Whether a rule looks at documents at all, not only at files, suppressions or configurations. */
export function looksAtDocuments({ check }: Rule): boolean {
  return Object.keys(check).some((hook) => !elsewhere.has(hook));
}

const elsewhere: ReadonlySet<string> = new Set(['file', 'template', 'suppression', 'configuration']);

/** Whether a rule sees just those documents that other rules want to see. */
export function goesAlong({ concerns }: Rule): boolean {
  return concerns === 'any';
}

/** Whether scripts are all that a rule looks at in documents. */
export function looksAtScriptsAlone({ check }: Rule): boolean {
  return (
    check.script !== undefined && Object.keys(check).every((hook) => hook === 'script' || elsewhere.has(hook))
  );
}

/** Whether a rule looks at objects only, never at documents as such. */
function looksAtResources({ check }: Rule): boolean {
  return !check.document && !check.file && !check.template && !check.script;
}

/** `lookedAt`: what of a text counts. */
export function createPrefilter(
  rules: readonly Rule[],
  lookedAt: (text: string) => string = (text) => text,
): Prefilter {
  const words = new Map<string, Rule[]>();
  const tests: { readonly rule: Rule; readonly concerns: (text: string) => boolean }[] = [];
  for (const rule of rules) {
    if (rule.concerns === 'any') continue;
    if (typeof rule.concerns === 'function') tests.push({ rule, concerns: rule.concerns });
    else for (const word of rule.concerns) words.set(word, [...(words.get(word) ?? []), rule]);
  }
  const anyWord = words.size > 0 ? new RegExp([...words.keys()].map(escapedForPattern).join('|')) : undefined;

  return (whole, masked) => {
    const text = lookedAt(whole);
    const concerned = new Set<Rule>();
    if (anyWord?.test(text)) {
      for (const [word, ofWord] of words) {
        if (text.includes(word)) for (const rule of ofWord) concerned.add(rule);
      }
    }
    for (const { rule, concerns } of tests) {
      if (concerns(text)) concerned.add(rule);
    }
    if (concerned.size === 0) return none;
    if (!mayHoldResources(masked)) {
      for (const rule of concerned) if (looksAtResources(rule)) concerned.delete(rule);
    }
    return rules.filter((rule) => concerned.has(rule));
  };
}

const none: readonly Rule[] = [];
