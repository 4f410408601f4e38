// The suite under @vscode/test-electron, as on a desktop: it downloads VS Code and runs it.
//   node test/extension/electron.mts [--prepared]
// VSCODE_EXECUTABLE names a VS Code that is already there. With --prepared nothing is downloaded, and the VS Code of
// scripts/vscode.mts answers to the same arguments.
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { fixtures, stageExtension } from './staging.mts';

const { folder, suite } = await stageExtension();
const prepared = process.argv.includes('--prepared');
const standIn = path.join(import.meta.dirname, 'code.mts');
const executable = prepared ? process.execPath : process.env.VSCODE_EXECUTABLE;
try {
  await runTests({
    ...(executable && { vscodeExecutablePath: executable }),
    extensionDevelopmentPath: folder,
    extensionTestsPath: suite,
    launchArgs: [...(prepared ? [standIn] : []), fixtures, '--disable-extensions'],
  });
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
}
