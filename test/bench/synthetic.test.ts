import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { helmTemplate, manyDocuments, smallFiles, toYaml } from '../../bench/synthetic.mts';

describe('synthetic manifests', () => {
  it('the same seed writes the same bytes, on every machine', () => {
    const files = [...smallFiles(50, 1)].map(({ path, text }) => `${path}\n${text}`);
    const all = [manyDocuments(1000, 1), helmTemplate(100, 1), ...files].join('\n');
    // Changes only together with the generator; figures from before are then no longer comparable.
    expect(createHash('sha256').update(all).digest('hex').slice(0, 16)).toBe('cadc76f6af4cd7cf');
  });

  it('another seed writes others', () => {
    expect(manyDocuments(100, 1)).not.toBe(manyDocuments(100, 2));
  });

  it('are as long as asked for', () => {
    const lines = manyDocuments(1000, 3).split('\n').length;
    expect(lines).toBeGreaterThanOrEqual(1000);
    expect(lines).toBeLessThan(1200);
  });

  it('are valid, every document an object with a kind', () => {
    const documents = parseAllDocuments(manyDocuments(3000, 1));
    expect(documents.length).toBeGreaterThan(50);
    for (const document of documents) {
      expect(document.errors).toEqual([]);
      expect(document.toJS()).toMatchObject({ apiVersion: expect.any(String), kind: expect.any(String) });
    }
  });

  it('mean what they were made of', () => {
    const resource = {
      text: 'two words',
      number: 3,
      quoted: '3',
      truth: 'true',
      empty: '',
      nothing: {},
      none: [],
      list: ['a', { b: 'c', d: [{ e: 'f' }] }],
      script: 'one\ntwo\n',
    };
    const [document] = parseAllDocuments(toYaml(resource));
    expect(document?.toJS()).toEqual(resource);
  });

  it('hold an interesting word in four files of five', () => {
    const files = [...smallFiles(1000, 1)];
    const interesting = files.filter(({ text }) => /[sS]ervice-?[aA]ccount/.test(text));
    expect(interesting.length / files.length).toBeGreaterThan(0.75);
    expect(interesting.length / files.length).toBeLessThan(0.9);
  });
});
