// What the rules cost when the trees are ready, all together and one by one, beside the parse that made the trees.

import { parseAllDocuments } from 'yaml';

import { createLinter, defaultConfig, type Rule } from '../../server/src/engine/index.ts';
import { rules } from '../../server/src/rules/index.generated.ts';
import type { Part, Table } from '../part.mts';
import { type Case, measureRounds } from '../rounds.mts';
import { figure } from '../statistics.mts';
import { smallFiles } from '../synthetic.mts';

const files = [...smallFiles(200, 1)];
const rounds = 9;

export const rulesPart: Part = {
  name: 'rules',
  about: 'all rules, and each alone, on ready trees; beside the parse',
  measure: async ({ say }) => {
    say(`${rules.length} rules over ${files.length} files, nothing filtered out`);
    const parse = {
      name: 'parse',
      run: () => void files.map(({ text }) => parseAllDocuments(text, { prettyErrors: false })),
    };
    const none = caseOf('no rule', []);
    const all = caseOf('all rules', rules);
    const each = rules.map((rule) => caseOf(rule.id, [rule]));
    const times = measureRounds([parse, none, all, ...each], rounds);
    const timeOf = (name: string): number => times.get(name) ?? Number.NaN;
    const heaviest = each.toSorted((a, b) => timeOf(b.name) - timeOf(a.name));
    const figures = rules.length > 0 ? { 'all rules vs parse': timeOf('all rules') / timeOf('parse') } : {};
    return { tables: [tableOf([all, none, ...heaviest], timeOf)], figures };
  },
};

function tableOf(cases: readonly RuleCase[], timeOf: (name: string) => number): Table {
  const share = (name: string): string => figure(timeOf(name) / timeOf('parse'));
  return {
    title: 'Rules on ready trees',
    columns: ['what', 'CPU ms', 'share of the parse', 'documents parsed for it'],
    rows: [
      ['parse all (yaml)', figure(timeOf('parse')), '1', 'all'],
      ...cases.map(({ name, enabled }) => [name, figure(timeOf(name)), share(name), parsedFor(enabled)]),
    ],
    notes:
      'The trees are there already. The last column is what the prefilter lets pass for that rule alone.',
  };
}

interface RuleCase extends Case {
  readonly enabled: readonly Rule[];
}

/** The share of documents that the prefilter lets pass when only these rules are on. */
function parsedFor(enabled: readonly Rule[]): string {
  const linter = createLinter({ rules: enabled });
  for (const { path, text } of files) linter.setFile(`file:///${path}`, text);
  const reports = [...linter.files()].flatMap((uri) => linter.check(uri) ?? []);
  const parsed = reports.reduce((sum, report) => sum + report.parsed, 0);
  const documents = reports.reduce((sum, report) => sum + report.documents, 0);
  return `${figure((parsed / documents) * 100)} %`;
}

/** Checks files whose trees are there already: another configuration makes the rules run, and nothing but them. */
function caseOf(name: string, enabled: readonly Rule[]): RuleCase {
  const linter = createLinter({ rules: enabled, prefilter: false });
  for (const { path, text } of files) linter.setFile(`file:///${path}`, text);
  const check = (): void => {
    for (const uri of linter.files()) linter.check(uri);
  };
  check();
  let turn = 0;
  return {
    name,
    enabled,
    run: () => {
      linter.configure({ ...defaultConfig, target: turn++ % 2 === 0 ? '>=1.25-0' : '>=1.24-0' });
      check();
    },
  };
}
