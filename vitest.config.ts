import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // These run in a real VS Code, under mocha.
    exclude: ['test/extension/suite/**'],
    testTimeout: 60_000,
    // Loading the engine again for each file would take as long as the tests.
    isolate: false,
    maxWorkers: '100%',
  },
});
