// What the rule says of a kustomization, held against what kustomize builds: where it reports, a name leads nowhere; once
// its fix is applied, every name leads to a ServiceAccount. Its own cases are built.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Kustomize } from '../../scripts/kustomize.mts';
import { applyEdits } from '../../server/src/engine/index.ts';
import rule from '../../server/src/rules/renamed-service-account/rule.ts';
import { type Case, readCases } from '../support/cases.ts';
import { findingsOf, linterFor } from '../support/check.ts';
import { kustomizesAtHand, saysThatKustomizeIsMissing } from './atHand.ts';
import { buildReally, type RealObject } from './build.ts';
import { kustomizedFolders } from './trim.ts';

const page = new URL('../../server/src/rules/renamed-service-account/cases.md', import.meta.url);
const cases = readCases(readFileSync(page, 'utf8'));
const atHand = await kustomizesAtHand();

if (!atHand) describe('without kustomize', saysThatKustomizeIsMissing);
else describe.each(atHand.map((one) => [one.version, one] as const))('kustomize %s', (_, one) => agrees(one));

function agrees(kustomize: Kustomize): void {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'bound-tokens-kustomize-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const reported = cases.filter(({ files }) => files.some(({ marks }) => marks.length > 0));
  test.each(reported.map((one) => [one.name, one] as const))('%s', async (name, one) => {
    const before = path.join(folder, name.replace(/\W+/g, '-'));
    const after = `${before}-fixed`;
    write(before, one, (_, text) => text);
    expect(await strayNamesIn(kustomize, before)).not.toEqual([]);

    const linter = linterFor(rule, one);
    const edits = one.files.flatMap(({ uri }) =>
      findingsOf(linter, uri, rule).flatMap(({ fixes }) => fixes[0]?.edits ?? []),
    );
    if (edits.length === 0) return;
    write(after, one, (uri, text) =>
      applyEdits(
        text,
        edits.filter((edit) => edit.uri === uri),
      ),
    );
    expect(await strayNamesIn(kustomize, after)).toEqual([]);
  });

  test('its silence is right as well, where a name is carried along', async () => {
    const carried = cases.filter(({ name }) =>
      /carries the name along|writes the annotation|is called in the end|move together/.test(name),
    );
    expect(carried.length).toBeGreaterThanOrEqual(5);
    for (const [at, one] of carried.entries()) {
      const silent = path.join(folder, `silent-${at}`);
      write(silent, one, (_, text) => text);
      expect(await strayNamesIn(kustomize, silent), one.name).toEqual([]);
    }
  });
}

function write(folder: string, { files }: Case, textOf: (uri: string, text: string) => string): void {
  for (const { uri, text } of files) {
    const file = path.join(folder, uri.replace(/^file:\/\/\/[^/]+\//, ''));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, textOf(uri, text));
  }
}

/** The names in what can be built that lead to no ServiceAccount of the same build. */
async function strayNamesIn(kustomize: Kustomize, folder: string): Promise<readonly string[]> {
  const stray: string[] = [];
  let builds = 0;
  // A base is not applied by itself where an overlay takes it in.
  for (const root of kustomizedFolders(folder).filter((one) => !one.endsWith('/base'))) {
    const real = await buildReally(kustomize, root);
    if (real.is === 'failed') continue;
    builds++;
    const accounts = real.objects.filter(({ kind }) => kind === 'ServiceAccount');
    const named = real.objects.flatMap((object) => namedBy(object).map((name) => ({ name, object })));
    const lost = named.filter(
      ({ name, object }) => !accounts.some((one) => one.name === name && one.namespace === object.namespace),
    );
    stray.push(...lost.map(({ name, object }) => `${object.kind} ${object.name} names ${name}`));
  }
  expect(builds).toBeGreaterThan(0);
  return stray;
}

function namedBy({ kind, value }: RealObject): readonly string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, inner] of Object.entries(node)) {
      const names =
        kind === 'Secret' ? ['kubernetes.io/service-account.name'] : ['serviceAccount', 'serviceAccountName'];
      if (names.includes(key) && typeof inner === 'string') found.push(inner);
      else visit(inner);
    }
  };
  visit(value);
  return found;
}
