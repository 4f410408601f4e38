// The entry that VS Code calls, in a Node host and in a Web Worker host alike.
import { collectTests } from './all.ts';
import { runAndReport } from './report.ts';

export async function run(): Promise<void> {
  // Mocha's script for browsers runs in Node as well, if it can look for options in the page's address.
  if (!('location' in globalThis)) Object.assign(globalThis, { location: { search: '' } });
  // Sets the global `mocha`. Only here, as the script would take over this module's exports.
  await import('mocha/mocha.js');
  mocha.setup({ ui: 'tdd', timeout: 30_000, reporter: 'base' });
  await collectTests();
  await runAndReport(mocha);
}
