// Reading templates: scanning, masking and gates, beside the YAML parse of the masked text.

import { parseAllDocuments } from 'yaml';
import { readTemplate } from '../../server/src/engine/template/readTemplate.ts';
import { findCorpus, loadCorpus, readCorpusFile } from '../../test/corpus/corpus.ts';
import type { Part } from '../part.mts';
import { measureRounds } from '../rounds.mts';
import { figure } from '../statistics.mts';
import { helmTemplate } from '../synthetic.mts';

const rounds = 9;

export const masking: Part = {
  name: 'masking',
  about: 'templates: scan, mask and gates, beside the YAML parse of the masked text',
  measure: async ({ say }) => {
    const sources = [
      { name: 'synthetic template, 1,000 lines', texts: [helmTemplate(1000, 1)] },
      { name: 'templates of the corpus', texts: corpusTemplates() },
    ].filter(({ texts }) => texts.length > 0);
    const ratios = sources.map(({ name, texts }) => {
      say(`${name}: ${texts.length} files`);
      const masked = texts.map((text) => readTemplate(text).masked);
      const times = measureRounds(
        [
          { name: 'read', run: () => void texts.map(readEverything) },
          {
            name: 'parse',
            run: () => void masked.map((text) => parseAllDocuments(text, { prettyErrors: false })),
          },
        ],
        rounds,
      );
      const read = times.get('read') ?? Number.NaN;
      const parse = times.get('parse') ?? Number.NaN;
      return { name, files: texts.length, read, parse };
    });
    return {
      tables: [
        {
          title: 'Templates: scan + mask + gates beside the YAML parse',
          columns: ['templates', 'files', 'scan, mask, gates: CPU ms', 'parse: CPU ms', 'ratio'],
          rows: ratios.map(({ name, files, read, parse }) => [
            name,
            String(files),
            figure(read),
            figure(parse),
            figure(read / parse),
          ]),
        },
      ],
      figures: { 'masking and gates vs parse': Math.max(...ratios.map(({ read, parse }) => read / parse)) },
    };
  },
};

/** Asks for everything, so that nothing is put off: the mask, and the conditions around every action. */
function readEverything(text: string): number {
  const { masked, regions, guardsAt } = readTemplate(text);
  return regions.reduce((sum, { span }) => sum + guardsAt(span.start).length, masked.length);
}

function corpusTemplates(): readonly string[] {
  const root = findCorpus();
  if (root === undefined) return [];
  const templates = loadCorpus(root).files.filter(({ path }) => /\/templates\/.*\.ya?ml$/.test(path));
  return templates.map(({ path }) => readCorpusFile(root, path));
}
