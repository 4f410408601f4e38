// Other people's kustomizations, against the real kustomize: as they are, and with what is missing taken out.

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Kustomize } from '../../scripts/kustomize.mts';
import { hasAction } from '../../server/src/engine/index.ts';
import { findCorpus, loadCorpus, readCorpusFile } from '../corpus/corpus.ts';
import { saysCorpusIsMissing } from '../corpus/withoutCorpus.ts';
import { kustomizesAtHand, saysThatKustomizeIsMissing } from './atHand.ts';
import { below, buildOurselves, buildReally } from './build.ts';
import { compare } from './compare.ts';
import { kustomizedFolders, trim } from './trim.ts';

const corpus = findCorpus();
const atHand = await kustomizesAtHand();

if (!atHand) describe('other people’s kustomizations, without kustomize', saysThatKustomizeIsMissing);
else if (corpus === undefined)
  describe('without the corpus', () => saysCorpusIsMissing('No kustomization of the corpus is built.'));
else
  describe.each(atHand.map((one) => [one.version, one] as const))('kustomize %s', (_, one) =>
    agrees(corpus, one),
  );

interface Tally {
  readonly built: string[];
  readonly failed: string[];
  readonly wrong: string[];
  equal: number;
  unknown: number;
  /** Objects that got another name or namespace. */
  renamed: number;
  incomplete: number;
}

function agrees(root: string, kustomize: Kustomize): void {
  const files = path.join(root, 'files');
  let copy = '';
  beforeAll(() => {
    copy = mkdtempSync(path.join(tmpdir(), 'bound-tokens-kustomize-'));
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('gives the same names to objects of kustomizations as they are', async () => {
    const tally = await tallyOf(files, kustomizedFolders(files), kustomize);
    report('As they are', tally);
    expect(tally.wrong).toEqual([]);
    expect(tally.built.length).toBeGreaterThanOrEqual(5);
  }, 600_000);

  it('and of those that can be built once what is missing is taken out', async () => {
    const checkouts = new Set(
      kustomizedFolders(files).map((folder) => below(files, folder).split(path.sep)[0] ?? ''),
    );
    for (const checkout of checkouts)
      cpSync(path.join(files, checkout), path.join(copy, checkout), { recursive: true });
    const folders = kustomizedFolders(copy);
    for (const folder of folders) trim(folder);
    const tally = await tallyOf(copy, folders, kustomize);
    report('Trimmed', tally);
    expect(tally.wrong).toEqual([]);
    expect(tally.built.length).toBeGreaterThanOrEqual(40);
  }, 600_000);

  it('and of every plain manifest under a prefix, a suffix and a namespace', async () => {
    const manifests = loadCorpus(root).files.filter(({ path: file }) => isPlainManifest(root, file));
    const folders = manifests.map(({ path: file }, at) => {
      const folder = path.join(copy, `single-${at}`);
      mkdirSync(folder);
      writeFileSync(path.join(folder, 'manifest.yaml'), readCorpusFile(root, file));
      const text = 'namePrefix: my-\nnameSuffix: -v2\nnamespace: other\nresources: [manifest.yaml]\n';
      writeFileSync(path.join(folder, 'kustomization.yaml'), text);
      return folder;
    });
    const tally = await tallyOf(copy, folders, kustomize);
    report('Single manifests', tally);
    expect(tally.wrong).toEqual([]);
    expect(tally.built.length).toBeGreaterThanOrEqual(500);
  }, 1_200_000);
}

/** What kustomize may read: Kubernetes objects, no templates, nothing about kustomize itself. */
function isPlainManifest(root: string, file: string): boolean {
  if (!/\.ya?ml$/.test(file) || /\/templates\/|kustomization\.ya?ml$/.test(file)) return false;
  const text = readCorpusFile(root, file);
  return /^kind: *\w/m.test(text) && !hasAction(text);
}

async function tallyOf(root: string, folders: readonly string[], kustomize: Kustomize): Promise<Tally> {
  const tally: Tally = { built: [], failed: [], wrong: [], equal: 0, unknown: 0, renamed: 0, incomplete: 0 };
  for (const folder of folders) {
    const real = await buildReally(kustomize, folder);
    if (real.is === 'failed') {
      tally.failed.push(`${below(root, folder)}: ${real.why}`);
      continue;
    }
    const ours = buildOurselves(folder);
    const { equal, unknown, wrong } = ours
      ? compare(ours, real.objects)
      : { equal: 0, unknown: 0, wrong: ['nothing was read'] };
    tally.built.push(folder);
    tally.wrong.push(...wrong.map((one) => `${below(root, folder)}: ${one}`));
    tally.equal += equal;
    tally.unknown += unknown;
    tally.renamed += ours?.objects.filter(({ former }) => former.length > 0).length ?? 0;
    if (ours?.isComplete === false) tally.incomplete++;
  }
  return tally;
}

function report(title: string, { built, failed, equal, unknown, renamed, wrong, incomplete }: Tally): void {
  console.log(
    `${title}: kustomize builds ${built.length} of ${built.length + failed.length}; ${equal} objects equal ` +
      `(${renamed} got another name or namespace), ${unknown} unknown, ${wrong.length} wrong; ` +
      `${incomplete} kustomizations seen in part`,
  );
}
