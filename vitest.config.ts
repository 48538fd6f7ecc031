import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/**/*.test.ts', 'apps/**/*.test.ts', 'examples/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/postgres/global-setup.ts'],
    setupFiles: ['test/postgres/setup-file.ts'],
    reporters: ['default', './test/plain-reporter.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
