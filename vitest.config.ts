import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The former run in a real VS Code, under mocha; the latter need a real Helm, and are a stage of their own.
    exclude: ['test/extension/suite/**', 'test/helm/**'],
    testTimeout: 60_000,
  },
});
