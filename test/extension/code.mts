// Stands in for desktop VS Code's executable: takes the arguments that @vscode/test-electron passes, runs the suite in
// the prepared VS Code, and exits as a suite does.
import { prepareVSCode, releases } from '../../scripts/vscode.mts';
import { runInNodeHost } from './hosts.mts';

const [workspace = '', ...options] = process.argv.slice(2);
const passed = await runInNodeHost(await prepareVSCode(releases.newest), {
  extension: argument('--extensionDevelopmentPath='),
  suite: argument('--extensionTestsPath='),
  workspace,
});
process.exitCode = passed ? 0 : 1;

function argument(option: string): string {
  const found = options.find((given) => given.startsWith(option));
  if (found === undefined) throw new Error(`needs ${option}…`);
  return found.slice(option.length);
}
