import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tokenIdiomsIn } from '../../../server/src/engine/shell/tokenIdioms.ts';
import { applyEdits } from '../../../server/src/engine/text/edit.ts';
import { plainScript, templatedScript } from '../../support/scripts.ts';
import { asMet, byAccount, bySearch, type Idiom, others } from './idioms.ts';
import { nearMisses } from './nearMisses.ts';

const idioms: readonly Idiom[] = [...byAccount, ...bySearch, ...asMet, ...others];

/** A script with the tokens of its idioms asked for; undefined where one of them is left. */
function rewritten(script: string): string | undefined {
  const found = tokenIdiomsIn(plainScript(script));
  const edits = found.map((one) => one.rewritten?.edits);
  return edits.every((one) => one !== undefined) ? applyEdits(script, edits.flat()) : undefined;
}

test('there are enough idioms and near misses to speak of', () => {
  expect(idioms.length).toBeGreaterThanOrEqual(60);
  expect(nearMisses.length).toBeGreaterThanOrEqual(60);
});

test.each(idioms)('%s', (script, becomes) => {
  expect(tokenIdiomsIn(plainScript(script))).toHaveLength(1);
  expect(rewritten(script)).toBe(becomes);
  if (becomes !== undefined) expect(tokenIdiomsIn(plainScript(becomes))).toEqual([]);
});

test.each(nearMisses)('nothing in %s', (script) => {
  // What a Secret holds that is named is not for the script to tell, unless a client is handed it.
  const found = tokenIdiomsIn(plainScript(script)).filter((one) => one.how !== 'name' || one.isCredential);
  expect(found.map(({ how, account }) => [how, account])).toEqual([]);
});

test('what a template writes is taken over as it is written', () => {
  const script = templatedScript(
    "kubectl get secret -n {{ .Release.Namespace }} $(kubectl get sa -n {{ .Release.Namespace }} {{ .Values.sa }} -o jsonpath='{.secrets[0].name}') -o jsonpath='{.data.token}' | base64 -d",
  );
  const [idiom] = tokenIdiomsIn(script);
  expect(idiom).toMatchObject({ account: undefined, namespace: undefined });
  expect(idiom?.rewritten?.command).toBe('kubectl create token {{ .Values.sa }} -n {{ .Release.Namespace }}');
});

describe.each(['bash', 'dash'])('under %s', (shell) => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'kubectl-stub-'));
    // Understands what `create token` needs, and gives a token; whatever else it is asked for it refuses.
    const stub = `#!/bin/sh
printf '%s\\n' "$*" >> "$CALLS"
[ "$1" = --context ] && shift 2
[ "$1" = login ] && exit 0
[ "$1 $2" = 'create token' ] && [ "$3" = robot ] || exit 3
[ $# = 3 ] || { [ "$4 $5" = '-n apps' ] && [ $# = 5 ]; } || exit 4
echo the-token
`;
    for (const client of ['kubectl', 'oc']) {
      writeFileSync(path.join(folder, client), stub);
      chmodSync(path.join(folder, client), 0o755);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const runnable = idioms.filter((idiom): idiom is readonly [string, string] => idiom[1] !== undefined);
  test.each(runnable)('%s', (script) => {
    const calls = path.join(folder, 'calls');
    writeFileSync(calls, '');
    execFileSync(shell, ['-eu', '-c', rewritten(script) ?? 'exit 9'], {
      cwd: folder,
      env: { PATH: `${folder}:${process.env.PATH}`, CALLS: calls },
    });
    const asked = readFileSync(calls, 'utf8')
      .split('\n')
      .filter((line) => !line.startsWith('login'));
    const isInApps = /\bapps\b/.test(script);
    expect(asked.at(0)?.replace(/^--context dev /, '')).toBe(
      `create token robot${isInApps ? ' -n apps' : ''}`,
    );
    expect(asked.slice(1).join('')).toBe('');
  });
});
