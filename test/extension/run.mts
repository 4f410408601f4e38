// Runs the extension in a real VS Code, stage by stage; the last line of each stage counts what passed and failed.
//   node test/extension/run.mts [node] [web] [electron] [ui] [--oldest] [--scenario=TEXT]
// Without a name: every stage, but of `node` and `electron`, which run the same suite in the same host, only one.
// With a text: of `ui` only the scenarios with the text in their names.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { prepareVSCode, releases } from '../../scripts/vscode.mts';
import { runInNodeHost, runInWebHost } from './hosts.mts';
import { fixtures, stageExtension } from './staging.mts';
import { runInterface } from './ui.mts';

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const oldest = process.argv.includes('--oldest');
const scenario = /--scenario=(.*)/.exec(process.argv.slice(2).join('\n'))?.[1] ?? '';
const vscode = await prepareVSCode(oldest ? releases.oldest : releases.newest);
const { folder, suite } = await stageExtension();
const run = { extension: folder, suite, workspace: fixtures };

const stages = {
  node: () => runInNodeHost(vscode, run),
  web: () => runInWebHost(vscode, run),
  electron: runElectron,
  ui: () => runInterface(vscode, folder, scenario),
} satisfies Record<string, () => Promise<boolean>>;

// The newest starts as on a desktop; the stand-in for that knows no other.
const left = oldest ? 'electron' : 'node';

for (const [name, stage] of Object.entries(stages)) {
  if (names.length > 0 ? !names.includes(name) : name === left) continue;
  console.log(`\nVS Code ${vscode.release.vscode}, ${name}`);
  if (!(await stage())) process.exitCode = 1;
}

async function runElectron(): Promise<boolean> {
  const script = [path.join(import.meta.dirname, 'electron.mts'), '--prepared'];
  const child = spawn(process.execPath, script, { stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return code === 0;
}
