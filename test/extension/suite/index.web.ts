// The entry that VS Code calls in a Web Worker extension host.
import { collectTests } from './all.ts';
import { runAndReport } from './report.ts';

export async function run(): Promise<void> {
  // Sets the global `mocha`. Only here, as this script would take over the module's exports.
  await import('mocha/mocha.js');
  mocha.setup({ ui: 'tdd', timeout: 30_000, reporter: 'base' });
  await collectTests();
  await runAndReport(mocha);
}
