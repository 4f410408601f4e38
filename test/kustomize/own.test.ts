// Kustomizations of our own, each made for one thing that kustomize does to names, against the real kustomize.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Kustomize } from '../../scripts/kustomize.mts';
import { kustomizesAtHand, saysThatKustomizeIsMissing } from './atHand.ts';
import { buildOurselves, buildReally } from './build.ts';
import { compare } from './compare.ts';
import { kustomizations } from './kustomizations.ts';

const atHand = await kustomizesAtHand();

if (!atHand) describe('without kustomize', saysThatKustomizeIsMissing);
else describe.each(atHand.map((one) => [one.version, one] as const))('kustomize %s', (_, one) => agrees(one));

function agrees(kustomize: Kustomize): void {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'bound-tokens-kustomize-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(Object.entries(kustomizations))('%s', async (name, { files, unknown = 0 }) => {
    const root = path.join(folder, name.replace(/\W+/g, '-'));
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), text);
    }
    const top = path.join(root, 'top');
    const [real, ours] = [await buildReally(kustomize, top), buildOurselves(top)];
    if (real.is === 'failed' || !ours) throw new Error(real.is === 'failed' ? real.why : 'nothing was read');
    expect(ours.isComplete).toBe(true);
    expect(compare(ours, real.objects)).toEqual({ equal: real.objects.length - unknown, unknown, wrong: [] });
  });
}
