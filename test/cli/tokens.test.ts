// The text of a token leaves the files in no output of the command line.

import { expect, test } from 'vitest';
import { run } from '../../server/src/cli/run.ts';
import { nodeFiles } from '../../server/src/files/nodeFiles.ts';
import { filesWithTokens, leaked, tokens } from '../support/tokens.ts';
import { capturedIo } from './capturedIo.ts';
import { testFolder } from './folder.ts';

const folder = testFolder();

async function outputOf(args: readonly string[], isTerminal: boolean, columns = 120) {
  await folder.write(filesWithTokens);
  const io = capturedIo({ folder: folder.path, isTerminal, columns });
  await run(args, io, nodeFiles());
  return io.text();
}

const runs: readonly (readonly [name: string, args: readonly string[], wanted: string])[] = [
  ['the report for people', ['check', '.'], 'literal-token'],
  ['all of it', ['check', '.', '--min-severity', 'hint'], 'Token of ServiceAccount `demo/wide` is valid'],
  ['JSON', ['check', '.', '--format', 'json', '--min-severity', 'hint'], '"reason": "eyJ…"'],
  ['SARIF', ['check', '.', '--format', 'sarif'], '"suppressions"'],
  ['annotations', ['check', '.', '--format', 'github'], '::error file=pod.yaml'],
  ['code quality', ['check', '.', '--format', 'gitlab'], '"check_name": "literal-token"'],
  ['JUnit', ['check', '.', '--format', 'junit'], '<failure type="literal-token'],
  ['a diff of safe fixes', ['fix', '.', '--diff'], '+++'],
  ['a diff of all fixes', ['fix', '.', '--diff', '--fix=all'], '+++'],
  ['a diff of a migration', ['fix', '.', '--diff', '--migrate', 'robot-token'], '+++'],
  ['a migration as JSON', ['fix', '.', '--migrate', 'robot-token', '--format', 'json'], 'version'],
  ['the migration page', ['report', '.'], 'literal-token'],
  ['the migration page as HTML', ['report', '.', '--format', 'html'], 'literal-token'],
  ['the migration page as JSON', ['report', '.', '--format', 'json'], 'literal-token'],
  ['what is said while fixing', ['fix', '.', '--fix=all'], 'literal-token'],
];

test.each(runs)('%s', async (_, args, wanted) => {
  for (const isTerminal of [false, true]) {
    for (const columns of [50, 1000]) {
      const { out, err } = await outputOf(args, isTerminal, columns);
      expect(out + err).toContain(wanted);
      expect(leaked(out, tokens)).toEqual([]);
      expect(leaked(err, tokens)).toEqual([]);
    }
  }
});

test('an excerpt shows where a token stands, under dots', async () => {
  const { out } = await outputOf(['check', 'chart/values.yaml'], false);
  expect(out).toMatch(/1 \| token: eyJ·{50,}/);
});

test('a diff that hides a token says that it cannot be applied; no other does', async () => {
  const { err } = await outputOf(['fix', '.', '--diff', '--fix=all'], false);
  expect(err).toContain('Tokens in account.yaml are hidden: its diff cannot be applied, --fix can.\n');
  await folder.write({ 'account.yaml': 'apiVersion: v1\nkind: ServiceAccount\nsecrets: [{ name: a }]\n' });
  const io = capturedIo({ folder: folder.path });
  await run(['fix', 'account.yaml', '--diff', '--fix=all'], io, nodeFiles());
  expect(io.text().err).not.toContain('hidden');
});

test('a file that is fixed keeps its tokens', async () => {
  const input = `${filesWithTokens['account.yaml']}`;
  const io = capturedIo({ folder: folder.path, input });
  await run(['fix', '-', '--fix=all'], io, nodeFiles());
  expect(leaked(io.text().out, tokens)).not.toEqual([]);
  expect(leaked(io.text().err, tokens)).toEqual([]);
});

test('a baseline knows tokens without telling them, and a new one from an old one', async () => {
  await folder.write(filesWithTokens);
  const io = capturedIo({ folder: folder.path });
  await run(['check', '.', '--write-baseline', 'known.json'], io, nodeFiles());
  const baseline = await folder.read('known.json');
  expect(baseline).toContain('literal-token');
  expect(leaked(baseline, tokens)).toEqual([]);
  const pasted = filesWithTokens['chart/values.yaml'] ?? '';
  await folder.write({ 'chart/values.yaml': pasted.replace(/\.[^.]*\n/, '.c2lnbmF0dXJ2\n') });
  const after = capturedIo({ folder: folder.path });
  await run(['check', '.', '--baseline', 'known.json', '--format', 'github'], after, nodeFiles());
  expect(after.text().out).toContain('::error file=chart/values.yaml');
});

test('a report that is merged tells no more', async () => {
  await folder.write(filesWithTokens);
  await run(
    ['check', '.', '--format', 'json', '-o', 'r.json'],
    capturedIo({ folder: folder.path }),
    nodeFiles(),
  );
  for (const format of ['pretty', 'sarif', 'json']) {
    const io = capturedIo({ folder: folder.path });
    await run(['merge', 'r.json', '--format', format], io, nodeFiles());
    expect(io.text().out).toContain('literal-token');
    expect(leaked(io.text().out, tokens)).toEqual([]);
  }
});
