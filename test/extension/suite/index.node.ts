// The entry that VS Code calls in a Node extension host.
import Mocha from 'mocha';
import { collectTests } from './all.ts';
import { runAndReport } from './report.ts';

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: 30_000, reporter: 'base' });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await collectTests();
  await runAndReport(mocha);
}
