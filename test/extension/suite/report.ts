// How the suite tells what happened: marked lines that the runner picks out of everything VS Code says.

export function say(text: string): void {
  for (const line of text.split('\n')) console.log(`[suite] ${line}`);
}

/** Runs what mocha has collected; the last line counts. */
export async function runAndReport(mocha: Pick<BrowserMocha, 'run'>): Promise<void> {
  const failures = await new Promise<number>((resolve) => {
    let passed = 0;
    const runner = mocha.run((failed) => {
      say(`${passed} passed, ${failed} failed`);
      resolve(failed);
    });
    runner.on('pass', (test) => {
      passed++;
      say(`  ✓ ${test.fullTitle()} (${test.duration ?? 0} ms)`);
    });
    runner.on('fail', (test, error: Error) =>
      say(`  ✗ ${test.fullTitle()}\n${error.stack ?? error.message}`),
    );
    runner.on('pending', (test) => say(`  - ${test.fullTitle()}`));
  });
  if (failures > 0) throw new Error(`${failures} failed`);
}
