import { defineConfig } from 'vitest/config';

// What needs the real Helm is a stage of its own, so it has a configuration of its own.
export default defineConfig({
  test: {
    include: ['test/helm/**/*.test.ts'],
    testTimeout: 60_000,
  },
});
