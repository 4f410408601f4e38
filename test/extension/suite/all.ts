/** Collects the tests, in this order. */
export async function collectTests(): Promise<void> {
  await import('./workspace.test.ts');
  await import('./activation.test.ts');
  await import('./diagnostics.test.ts');
  await import('./actions.test.ts');
  await import('./information.test.ts');
  await import('./insert.test.ts');
  await import('./migrate.test.ts');
  await import('./configuration.test.ts');
  await import('./languages.test.ts');
  await import('./writing.test.ts');
  await import('./navigation.test.ts');
}
