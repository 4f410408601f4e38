// What the rules cost when the trees are ready, all together and one by one, beside the parse that made the trees.

import { parseAllDocuments } from 'yaml';

import { createLinter, defaultConfig, type Rule } from '../../server/src/engine/index.ts';
import { rules } from '../../server/src/rules/index.generated.ts';
import type { Part } from '../part.mts';
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
    const share = (name: string): number => (timeOf(name) - timeOf('no rule')) / timeOf('parse');
    const heaviest = each.toSorted((a, b) => timeOf(b.name) - timeOf(a.name));
    return {
      tables: [
        {
          title: 'Rules on ready trees',
          columns: ['what', 'CPU ms', 'share of the parse'],
          rows: [
            ['parse all (yaml)', figure(timeOf('parse')), '1'],
            ['all rules', figure(timeOf('all rules')), figure(timeOf('all rules') / timeOf('parse'))],
            [
              'no rule: the walk itself',
              figure(timeOf('no rule')),
              figure(timeOf('no rule') / timeOf('parse')),
            ],
            ...heaviest.map(({ name }) => [name, figure(timeOf(name)), figure(Math.max(0, share(name)))]),
          ],
          notes: 'A single rule’s share is what it adds to the walk.',
        },
      ],
      figures: rules.length > 0 ? { 'all rules vs parse': timeOf('all rules') / timeOf('parse') } : {},
    };
  },
};

/** Checks files whose trees are there already: another configuration makes the rules run, and nothing but them. */
function caseOf(name: string, enabled: readonly Rule[]): Case {
  const linter = createLinter({ rules: enabled, prefilter: false });
  for (const { path, text } of files) linter.setFile(`file:///${path}`, text);
  const check = (): void => {
    for (const uri of linter.files()) linter.check(uri);
  };
  check();
  let turn = 0;
  return {
    name,
    run: () => {
      linter.configure({ ...defaultConfig, target: turn++ % 2 === 0 ? '>=1.25-0' : '>=1.24-0' });
      check();
    },
  };
}
