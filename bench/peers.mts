// The programs that ours is measured against. They are installed into a cache folder outside the checkout, on demand,
// at fixed versions, so that figures stay comparable.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const versions = { 'yaml-language-server': '2.0.0', '@monokle/validation': '0.33.0' } as const;

export interface Peers {
  readonly folder: string;
  /** yaml-language-server as shipped: the program to run with Node. */
  readonly yamlLanguageServer: string;
  /** A copy of it that validates at once instead of waiting 200 ms for the next key. */
  readonly yamlLanguageServerAtOnce: string;
}

/** Installs what is missing. Throws when npm cannot. */
export function installPeers(): Peers {
  const folder = join(homedir(), '.cache', 'bound-tokens', 'peers');
  mkdirSync(folder, { recursive: true });
  const missing = Object.entries(versions).filter(([name, version]) => versionOf(folder, name) !== version);
  if (missing.length > 0) install(folder);
  return {
    folder,
    yamlLanguageServer: join(folder, 'node_modules', programPath),
    yamlLanguageServerAtOnce: join(atOnceCopy(folder), programPath),
  };
}

const programPath = 'yaml-language-server/bin/yaml-language-server';

function install(folder: string): void {
  console.log(`Installing ${Object.keys(versions).join(' and ')} into ${folder}`);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: versions }));
  const npm = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (npm.status !== 0) throw new Error(`npm could not install the peers into ${folder}`);
}

function versionOf(folder: string, name: string): string | undefined {
  const manifest = join(folder, 'node_modules', name, 'package.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined;
}

/** The whole of node_modules is copied: the server finds its dependencies beside itself. */
function atOnceCopy(folder: string): string {
  const copy = join(folder, 'at-once', 'node_modules');
  const settings = join(copy, 'yaml-language-server/out/src/yamlSettings.js');
  if (!existsSync(settings)) cpSync(join(folder, 'node_modules'), copy, { recursive: true });
  const source = readFileSync(settings, 'utf8');
  const changed = source.replace(/validationDelayMs = \d+;/, 'validationDelayMs = 0;');
  if (!changed.includes('validationDelayMs = 0;')) throw new Error(`${settings} no longer holds its delay`);
  writeFileSync(settings, changed);
  return copy;
}
