// Every token Secret of the corpus is migrated, over the files it lies among: nothing is broken, whatever they hold.

import { describe, expect, test } from 'vitest';
import { applyEdits, collide, createLinter, type Linter } from '../../server/src/engine/index.ts';
import { rules } from '../../server/src/rules/index.generated.ts';
import { checkoutsOf, findCorpus, loadCorpus, readCorpusFile } from './corpus.ts';
import { saysCorpusIsMissing } from './withoutCorpus.ts';

const root = findCorpus();

if (root === undefined) {
  describe('without the corpus', () => saysCorpusIsMissing('No token Secret of the corpus is migrated.'));
} else {
  describe('on other people’s files', () => withCorpus(root));
}

type Texts = ReadonlyMap<string, string>;

/** What migrating one Secret came to; `again` must be empty, `worse` too. */
interface Outcome {
  readonly secret: string;
  readonly steps: readonly string[];
  readonly texts: Texts;
  readonly again: readonly string[];
  readonly worse: readonly string[];
}

function withCorpus(root: string): void {
  const checkouts = checkoutsOf(loadCorpus(root).files)
    .map((files) => new Map(files.map(({ path }) => [`file:///${path}`, readCorpusFile(root, path)])))
    .filter((texts) => [...texts.values()].some((text) => text.includes('service-account-token')));
  const outcomes = checkouts.map(migrateAll);

  test('there are enough of them to tell', () => {
    const all = outcomes.flat();
    expect(all.length).toBeGreaterThan(50);
    expect(all.flatMap(({ steps }) => steps).filter((step) => step === 'secret').length).toBeGreaterThan(2);
  });

  test('what can be done is done at once, and nothing becomes worse', () => {
    expect(outcomes.flat().filter(({ again, worse }) => again.length + worse.length > 0)).toEqual([]);
  });

  test('line ends make no difference, and stay', () => {
    const crlf = (text: string) => text.replace(/\r?\n/g, '\r\n');
    const mapped = (texts: Texts) => new Map([...texts].map(([uri, text]) => [uri, crlf(text)]));
    const inCrlf = checkouts.map((texts) => migrateAll(mapped(texts)));
    const told = (all: readonly Outcome[]) =>
      all.map(({ secret, steps, texts }) => ({ secret, steps, texts: mapped(texts) }));
    expect(inCrlf.map((all) => all.map(({ secret, steps, texts }) => ({ secret, steps, texts })))).toEqual(
      outcomes.map(told),
    );
  }, 120_000);
}

function migrateAll(texts: Texts): readonly Outcome[] {
  const linter = createLinter({ rules });
  for (const [uri, text] of texts) linter.setFile(uri, text);
  const secrets = new Map(
    [...texts.keys()].flatMap((uri) =>
      linter.tokenSecrets(uri).map(({ location }) => [`${location.uri} ${location.span.start}`, location]),
    ),
  );
  return [...secrets].map(([secret, { uri, span }]) => migrateOne(linter, secret, uri, span.start));
}

function migrateOne(linter: Linter, secret: string, uri: string, offset: number): Outcome {
  const migration = linter.migrate(uri, offset);
  const nothing: Outcome = { secret: nameOnly(secret), steps: [], texts: new Map(), again: [], worse: [] };
  if (migration?.is !== 'possible') return nothing;
  const edits = migration.steps.flatMap((step) => step.edits);
  const clash = edits.some((edit, at) => edits.slice(at + 1).some((other) => collide(edit, other)));
  const before = new Map(
    [...new Set(edits.map((edit) => edit.uri))].map((one) => [one, linter.text(one) ?? '']),
  );
  const was = mistakesIn(linter, before.keys());
  for (const [one, text] of before) {
    const own = edits.filter((edit) => edit.uri === one);
    linter.setFile(one, applyEdits(text, own));
  }
  const { name, namespace } = migration.secret;
  const next = linter.migrate(uri, { name, namespace });
  const is = mistakesIn(linter, before.keys());
  const outcome: Outcome = {
    ...nothing,
    steps: migration.steps.map((step) => step.is),
    texts: new Map([...before.keys()].map((one) => [one, linter.text(one) ?? ''])),
    again: next?.is === 'possible' ? next.steps.map(({ title }) => title) : [],
    worse: [...(is > was ? [`${is} mistakes, ${was} before`] : []), ...(clash ? ['edits collide'] : [])],
  };
  for (const [one, text] of before) linter.setFile(one, text);
  return outcome;
}

/** Offsets differ with line ends. */
function nameOnly(secret: string): string {
  return secret.replace(/ \d+$/, '');
}

/** How many mistakes there are of those that a wrong edit would bring. */
function mistakesIn(linter: Linter, uris: Iterable<string>): number {
  const wrong = [
    'unreadable-yaml',
    'glued-separator',
    'unknown-volume',
    'token-secret-volume',
    'projected-path',
  ];
  return [...uris].reduce(
    (sum, uri) => sum + (linter.check(uri)?.findings ?? []).filter(({ rule }) => wrong.includes(rule)).length,
    0,
  );
}
