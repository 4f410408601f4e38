// Small rules for tests of the server: they act on single words, so that a test shows all there is to know. Real rules
// are tested where they are written.

import { defineRule, type Rule } from '../../server/src/engine/index.ts';

export const testRules: readonly Rule[] = [
  // `wrong` has one safe fix.
  wordRule('bad-word', 'wrong', 'warning', (span) => [
    { title: 'Write `right`', safety: 'safe', edits: [{ ...span, newText: 'right' }] },
  ]),
  // `unsure` has two unsafe fixes.
  wordRule('doubtful-word', 'unsure', 'information', (span) => [
    { title: 'Write `yes`', safety: 'unsafe', edits: [{ ...span, newText: 'yes' }] },
    { title: 'Write `no`', safety: 'unsafe', edits: [{ ...span, newText: 'no' }] },
  ]),
  // `bold` has one unsafe fix, and a safe one where `!` follows.
  wordRule('bold-word', 'bold', 'information', (span) => [
    {
      title: 'Write `shy`',
      safety: span.section.text[span.span.end] === '!' ? 'safe' : 'unsafe',
      edits: [{ ...span, newText: 'shy' }],
    },
  ]),
  // Fixing `step1` makes a `step2`, which has a fix as well.
  wordRule('first-step', 'step1', 'warning', (span) => [
    { title: 'Take the first step', safety: 'safe', edits: [{ ...span, newText: 'step2' }] },
  ]),
  wordRule('second-step', 'step2', 'warning', (span) => [
    { title: 'Take the second step', safety: 'safe', edits: [{ ...span, newText: 'done' }] },
  ]),
  wordRule('legacy-word', 'old', 'hint', () => []),

  // `uses: <name>` points at the ServiceAccount of that name, wherever it is, or says that there is none.
  defineRule({
    id: 'account-in-use',
    summary: 'Says where a ServiceAccount is that a document uses.',
    category: 'names',
    severity: 'error',
    since: '0.0.0',
    fixes: 'none',
    reads: 'workspace',
    concerns: ['uses:'],
    check: {
      *document(section, { index }) {
        for (const match of section.text.matchAll(/uses: (\w+)/g)) {
          const [all, name = ''] = match;
          const at = { section, span: { start: match.index, end: match.index + all.length } };
          const [account] = index.named('ServiceAccount', name, undefined);
          if (account === undefined) yield { at, message: `There is no ${name}.` };
          else
            yield {
              at,
              message: `${name} is there.`,
              severity: 'hint',
              related: [{ at: account, message: 'Here' }],
            };
        }
      },
    },
  }),

  // `kubectl` in a script, wherever that is.
  defineRule({
    id: 'command-word',
    summary: 'A word of a script.',
    category: 'scripts',
    severity: 'warning',
    since: '0.0.0',
    fixes: 'none',
    reads: 'document',
    concerns: ['kubectl'],
    check: {
      *script({ section, text, written }) {
        for (const { index } of text.matchAll(/\bkubectl\b/g)) {
          const span = written({ start: index, end: index + 'kubectl'.length });
          yield { at: { section, span }, message: '`kubectl` is written here.' };
        }
      },
    },
  }),

  defineRule({
    id: 'failing',
    summary: 'Fails.',
    category: 'names',
    severity: 'error',
    since: '0.0.0',
    fixes: 'none',
    reads: 'document',
    concerns: ['explode'],
    check: {
      // biome-ignore lint/correctness/useYield: it fails before it could.
      *document() {
        throw new Error('exploded');
      },
    },
  }),
];

type Severity = 'error' | 'warning' | 'information' | 'hint';
type Here = Parameters<NonNullable<Rule['check']['document']>>[0];
type Fixes = (at: { section: Here; span: { start: number; end: number } }) => readonly {
  readonly title: string;
  readonly safety: 'safe' | 'unsafe';
  readonly edits: readonly { section: Here; span: { start: number; end: number }; newText: string }[];
}[];

function wordRule(id: string, word: string, severity: Severity, fixes: Fixes): Rule {
  return defineRule({
    id,
    summary: `The word ${word}.`,
    category: 'names',
    severity,
    since: '0.0.0',
    fixes: 'none',
    reads: 'document',
    concerns: [word],
    check: {
      *document(section) {
        for (const { index } of section.text.matchAll(new RegExp(`\\b${word}\\b`, 'g'))) {
          const at = { section, span: { start: index, end: index + word.length } };
          const tags = word === 'old' ? (['deprecated'] as const) : [];
          yield { at, message: `\`${word}\` is written here.`, tags, fixes: fixes(at) };
        }
      },
    },
  });
}
