// The server in the hands of Neovim's own client: real processes, driven as by a person (neovim.lua), with the set-ups
// that docs/editors.md tells.

import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findNeovims, missingNeovim, type Neovim } from '../../scripts/neovim.mts';
import { bundleCommandLine, bundleServer } from '../support/bundles.ts';
import { type Desk, foundIn, layOut, type Seen, setUps } from './editing.ts';

const atHand = await findNeovims();

if (atHand.length === 0) describe('Neovim', saysThatItIsMissing);
else describe.each(atHand.map((one) => [one.version, one] as const))('Neovim %s', (_, one) => works(one));

function saysThatItIsMissing(): void {
  it('says what to do, and fails where everything must be checked', () => {
    const because = `Nothing is tried in Neovim. ${missingNeovim}`;
    console.warn(because);
    expect(['', '0', 'false'], because).toContain(process.env.CI ?? '');
  });
}

interface Session {
  readonly pod: readonly (Seen & { readonly severity: number })[];
  readonly secret: readonly Seen[];
  readonly template: readonly Seen[];
  readonly fixed: string;
  readonly silenced: string;
  readonly hover: unknown;
  readonly fixedAll: string;
  readonly migrated: readonly [string, string];
  readonly templateHover: unknown;
  readonly noticed: boolean;
  readonly renamed: readonly [string, string];
}

function works(neovim: Neovim): void {
  let desk: Desk;
  let session: Session;
  const original = (name: string) => readFileSync(path.join(import.meta.dirname, 'workspace', name), 'utf8');

  beforeAll(async () => {
    await bundleServer();
    desk = layOut(await bundleCommandLine());
    session = await sit(neovim, desk);
  }, 60_000);
  afterAll(() => desk.remove());

  it.each(['pod', 'secret', 'template'] as const)('shows what the command line finds: %s', async (which) => {
    const name = { pod: 'pod.yaml', secret: 'secret.yaml', template: 'chart/templates/secret.yaml' }[which];
    const expected = await foundIn(path.join(import.meta.dirname, 'workspace'), name);
    expect(expected).not.toEqual([]);
    const seen = session[which].map(({ rule, line, start, finish }) => ({ rule, line, start, finish }));
    expect(seen).toEqual(expected);
  });

  it('heeds the settings', () => {
    const { severity } = session.pod.find(({ rule }) => rule === 'extended-token-expiration') ?? {};
    expect(severity).toBe(1);
  });

  it('applies a fix, behind letters of several bytes', () => {
    expect(session.fixed).toBe(original('pod.yaml').replace('3607', '3600'));
  });

  it('silences a rule', () => {
    expect(session.silenced).toContain('# bound-tokens-disable');
  });

  it('hovers', () => {
    expect(JSON.stringify(session.hover)).toContain('robot');
    expect(JSON.stringify(session.templateHover)).toContain('1.24');
  });

  it('fixes all', () => {
    expect(session.fixedAll).toBe(
      original('secret.yaml').replace('acount', 'account').replace('sevice', 'service'),
    );
  });

  it('migrates a token Secret, in two files', () => {
    const [pod, secret] = session.migrated;
    expect(pod.match(/serviceAccountToken:/g)).toHaveLength(2);
    expect(pod + secret).not.toContain('robot-token');
  });

  it('notices what others write to the disk', () => expect(session.noticed).toBe(true));

  it('renames in two files', () => {
    const [user, worker] = session.renamed;
    expect(user).toContain('serviceAccountName: helper\n');
    expect(worker).toContain('name: helper');
  });

  it('leaves no server behind', async () => {
    await expect.poll(() => desk.serverRuns(), { timeout: 5000 }).toBe(false);
  });
}

/** Starts Neovim, and gives what it has seen once it has ended. */
async function sit({ program, version }: Neovim, { folder, files, env }: Desk): Promise<Session> {
  const [newer, older] = setUps('lua');
  const init = path.join(folder, 'init.lua');
  writeFileSync(init, (Number(version.split('.')[1]) >= 11 ? newer : older) ?? '');
  const output = path.join(folder, 'session.json');
  const script = path.join(import.meta.dirname, 'neovim.lua');
  await promisify(execFile)(
    program,
    ['--headless', '-n', '-i', 'NONE', '-u', init, '-c', `luafile ${script}`],
    {
      cwd: files,
      env: { ...env, EDITOR_TEST_FOLDER: files, EDITOR_TEST_OUTPUT: output },
      timeout: 50_000,
    },
  );
  const session: Session | { readonly failed: string } = JSON.parse(readFileSync(output, 'utf8'));
  if ('failed' in session) throw new Error(session.failed);
  return session;
}
