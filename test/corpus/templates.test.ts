// The template reader on other people's charts: how many documents it makes readable, and that what it says holds.

import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../bench/random.mts';
import { allArms, readingsOf } from '../../server/src/engine/template/alternatives.ts';
import { readTemplate } from '../../server/src/engine/template/readTemplate.ts';
import { contains, type Span } from '../../server/src/engine/text/span.ts';
import { findCorpus, loadCorpus, readCorpusFile } from './corpus.ts';
import {
  type CorpusTemplate,
  type DocumentReading,
  parse,
  pathsByOffset,
  readDocument,
  scalarSpans,
  spansOf,
} from './templateReading.ts';
import { saysCorpusIsMissing } from './withoutCorpus.ts';

interface ReadDocument extends DocumentReading {
  readonly source: CorpusTemplate;
  readonly span: Span;
}

const root = findCorpus();

if (root === undefined)
  describe('templates, without the corpus', () => saysCorpusIsMissing('No template of the corpus is read.'));
else describe('templates of other people’s charts', () => withCorpus(root));

function withCorpus(root: string): void {
  const templates = templatesOf(root);
  const manifests = templates.filter(({ path }) => /\/[^/_][^/]*\.(?:ya?ml|tpl)$/.test(path));
  let readings: readonly ReadDocument[] = [];

  beforeAll(() => {
    readings = manifests.flatMap((source) =>
      spansOf(source.template).map((span) => ({ ...readDocument(source, span), source, span })),
    );
  }, 120_000);

  it('there are enough of them to tell', () => {
    expect(templates.length).toBeGreaterThan(1000);
    expect(readings.length).toBeGreaterThan(1000);
  });

  it('masks keep the length', () => {
    const wrong = templates.filter(({ text, template }) => template.masked.length !== text.length);
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('documents can be read, with all arms at once or in a second reading', () => {
    const count = (test: (reading: DocumentReading) => boolean) => readings.filter(test).length;
    const clean = count((reading) => reading.clean);
    const usableTogether = count((reading) => reading.clean && reading.missedTogether.length === 0);
    const usable = count(({ how, missed }) => how !== 'broken' && missed.length === 0);
    const rootKeys = readings.reduce((sum, reading) => sum + reading.rootKeys, 0);
    console.log(
      [
        `${manifests.length} manifests, ${readings.length} documents, ${rootKeys} keys in column 0`,
        `all arms at once: ${share(clean, readings.length)} without error, ${share(usableTogether, readings.length)} usable`,
        `with second readings: ${share(usable, readings.length)} usable ` +
          `(${count(({ how }) => how === 'apart')} arm by arm, ${count(({ how }) => how === 'less')} without a block)`,
        ...readings.flatMap(({ how, trouble }) => (trouble === undefined ? [] : [`  ${how} ${trouble}`])),
      ].join('\n'),
    );
    expect(clean / readings.length).toBeGreaterThanOrEqual(0.99);
    expect(usableTogether / readings.length).toBeGreaterThanOrEqual(0.99);
    expect(usable / readings.length).toBeGreaterThanOrEqual(0.999);
    expect(readings.flatMap(({ missed, source }) => missed.map((key) => `${source.path} ${key}`))).toEqual(
      [],
    );
  });

  it('a stretch is masked as the whole is, and keys are where each reading of their own arms has them', () => {
    const moved: string[] = [];
    let same = 0;
    for (const { source, span, how } of readings) {
      const { template, text, path: file } = source;
      const masked = template.masked.slice(span.start, span.end);
      if (template.maskedAs(allArms, span) !== masked) moved.push(`${file} as a stretch`);
      const together = how === 'together' ? pathsByOffset(parse(masked).root) : new Map<number, string>();
      for (const reading of how === 'together' ? readingsOf(template, span) : []) {
        const apart = parse(template.maskedAs(reading, span));
        for (const [offset, path] of apart.error === undefined ? pathsByOffset(apart.root) : []) {
          if (together.get(offset) === path) same++;
          else moved.push(`${file}:${text.slice(0, span.start + offset).split('\n').length} ${path}`);
        }
      }
    }
    console.log(`${same} keys in second readings are where all arms at once have them`);
    expect(same).toBeGreaterThan(10_000);
    expect(moved).toEqual([]);
  }, 120_000);

  it('values stand in scalars, and what writes lines stands outside', () => {
    const wrong: string[] = [];
    let values = 0;
    let splices = 0;
    for (const { path, text, template } of manifests) {
      for (const span of spansOf(template)) {
        const tree = parse(template.masked.slice(span.start, span.end));
        if (tree.error !== undefined) continue;
        const scalars = scalarSpans(tree.root);
        for (const region of template.regions) {
          const isHere = contains(span, region.span) && region.span.start < span.end;
          if (!isHere || (region.role !== 'value' && region.role !== 'splice')) continue;
          const own = { start: region.span.start - span.start, end: region.span.end - span.start };
          const isInScalar = scalars.some((scalar) => contains(scalar, own));
          const lineStart = text.lastIndexOf('\n', region.span.start) + 1;
          const isInComment = /(?:^|\s)#/.test(text.slice(lineStart, region.span.start));
          if (region.role === 'value') values++;
          else splices++;
          if (isInScalar !== (region.role === 'value') && !isInComment)
            wrong.push(`${path} ${region.source}`);
        }
      }
    }
    console.log(`${values} values, ${splices} splices`);
    expect(values).toBeGreaterThan(10_000);
    expect(splices).toBeGreaterThan(1000);
    expect(wrong).toEqual([]);
  });

  it('broken texts keep their length, and nothing is thrown', () => {
    const random = createRandom(7);
    for (let round = 0; round < 2000; round++) {
      const { path, text } = templates[random.between(0, templates.length - 1)] ?? { path: '', text: '' };
      const broken = brokenText(text, random.between(0, text.length), round % 3);
      const template = readTemplate(broken);
      expect(template.masked.length, `${path}, round ${round}`).toBe(broken.length);
      for (const span of spansOf(template)) {
        for (const reading of readingsOf(template, span)) {
          expect(template.maskedAs(reading, span).length, path).toBe(span.end - span.start);
        }
      }
    }
  }, 120_000);

  it('an action cut short spoils its own line only', () => {
    const random = createRandom(5);
    let kept = 0;
    let kinds = 0;
    for (const { path, text, template } of manifests) {
      const region = template.regions[random.between(0, template.regions.length - 1)];
      if (!region || text.length > 20_000) continue;
      const cut = random.between(region.span.start + 2, region.span.end - 1);
      const half = text.slice(0, cut) + text.slice(region.span.end);
      const source: CorpusTemplate = { path, text: half, template: readTemplate(half) };
      for (const span of spansOf(source.template)) {
        const { rootKeys, missedTogether } = readDocument(source, span);
        kinds += rootKeys;
        kept += rootKeys - missedTogether.length;
      }
    }
    console.log(`with one action cut short, ${kept} of ${kinds} keys in column 0 are found`);
    expect(kinds).toBeGreaterThan(1000);
    expect(kept / kinds).toBeGreaterThan(0.995);
  });

  it('reading a template costs far less than parsing what it leaves', () => {
    const reading = fastest(() => {
      for (const { text } of manifests) readTemplate(text);
    });
    const parsing = fastest(() => {
      for (const { template } of manifests) {
        for (const { start, end } of spansOf(template)) parse(template.masked.slice(start, end));
      }
    });
    console.log(`reading costs ${share(reading, parsing)} of the parse`);
    expect(reading / parsing).toBeLessThan(0.5);
  }, 120_000);
}

function templatesOf(root: string): readonly CorpusTemplate[] {
  return loadCorpus(root)
    .files.filter(({ path }) => path.includes('/templates/'))
    .map(({ path }) => ({ path, text: readCorpusFile(root, path) }))
    .filter(({ text }) => text.includes('{{'))
    .map((file) => ({ ...file, template: readTemplate(file.text) }));
}

/** Cut off, without a line, or with an action begun. */
function brokenText(text: string, at: number, how: number): string {
  if (how === 0) return text.slice(0, at);
  if (how === 1)
    return text.slice(0, text.lastIndexOf('\n', at) + 1) + text.slice(text.indexOf('\n', at) + 1);
  return `${text.slice(0, at)}{{${text.slice(at)}`;
}

function share(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(2)} %`;
}

/** Milliseconds of processor time, the better of two. */
function fastest(work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 2; round++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}
