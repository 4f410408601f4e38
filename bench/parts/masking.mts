// Reading templates: scanning, masking and gates, beside the YAML parse of the masked text.

import { parseAllDocuments } from 'yaml';
import { compile, type Definitions, readGates } from '../../server/src/engine/template/gates/gates.ts';
import { readTemplate } from '../../server/src/engine/template/readTemplate.ts';
import { findCorpus, loadCorpus, readCorpusFile } from '../../test/corpus/corpus.ts';
import type { Part } from '../part.mts';
import { measureRounds } from '../rounds.mts';
import { figure } from '../statistics.mts';
import { helmTemplate } from '../synthetic.mts';

const rounds = 7;

/** The texts of one chart's `templates` folder, which share their named templates. */
type Chart = readonly string[];

export const masking: Part = {
  name: 'masking',
  about: 'templates: scan, mask and gates, beside the YAML parse of the masked text',
  measure: async ({ say }) => {
    const sources = [
      { name: 'synthetic template, 1,000 lines', charts: [[helmTemplate(1000, 1)]] },
      { name: 'charts of the corpus', charts: corpusCharts() },
    ].filter(({ charts }) => charts.length > 0);
    const measured = sources.map((source) => {
      say(source.name);
      return measureCharts(source.name, source.charts);
    });
    return {
      tables: [
        {
          title: 'Templates: scan, mask and gates beside the YAML parse',
          columns: [
            'templates',
            'files',
            'scan and mask, ms',
            'gates, ms',
            'parse, ms',
            'mask + gates : parse',
          ],
          rows: measured.map(({ name, files, mask, gates, parse }) => [
            name,
            String(files),
            ...[mask, gates, parse, (mask + gates) / parse].map(figure),
          ]),
          notes: 'CPU time. Gates are asked for the versions on which every single action renders.',
        },
      ],
      figures: {
        'masking and gates vs parse': Math.max(
          ...measured.map(({ mask, gates, parse }) => (mask + gates) / parse),
        ),
      },
    };
  },
};

function measureCharts(name: string, charts: readonly Chart[]) {
  const texts = charts.flat();
  const templates = new Map(texts.map((text) => [text, readTemplate(text)]));
  const masked = texts.map((text) => templates.get(text)?.masked ?? '');
  const times = measureRounds(
    [
      { name: 'mask', run: () => void texts.map((text) => readTemplate(text).masked) },
      { name: 'gates', run: () => void charts.map((chart) => askGates(chart, templates)) },
      {
        name: 'parse',
        run: () => void masked.map((text) => parseAllDocuments(text, { prettyErrors: false })),
      },
    ],
    rounds,
  );
  const timeOf = (what: string): number => times.get(what) ?? Number.NaN;
  return { name, files: texts.length, mask: timeOf('mask'), gates: timeOf('gates'), parse: timeOf('parse') };
}

function askGates(chart: Chart, templates: ReadonlyMap<string, ReturnType<typeof readTemplate>>): void {
  const programs = chart.map(compile);
  const definitions: Definitions = new Map(
    programs.flatMap((program) => program.definitions.map((definition) => [definition.name, definition])),
  );
  for (const program of programs) {
    const gates = readGates(program, definitions);
    const template = templates.get(program.text);
    for (const { span } of template?.regions ?? []) gates.versionsIn(template?.guardsAt(span.start) ?? []);
  }
}

function corpusCharts(): readonly Chart[] {
  const root = findCorpus();
  if (root === undefined) return [];
  const charts = new Map<string, string[]>();
  for (const { path } of loadCorpus(root).files) {
    const folder = /^(.*\/templates)\/.*\.(?:ya?ml|tpl)$/.exec(path)?.[1];
    if (folder === undefined) continue;
    charts.set(folder, [...(charts.get(folder) ?? []), readCorpusFile(root, path)]);
  }
  return [...charts.values()];
}
