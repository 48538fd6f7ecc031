import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'

const common = { setupFiles: ['test/postgres/setup-file.ts', 'test/programs/setup-file.ts'], testTimeout: 60_000, hookTimeout: 60_000 }

/**
 * Loading all of Loop costs more than most of these files do, so they share a process that has loaded it: a sixth of the time for loop-ctl.
 * They meet in nothing else, as each has databases of its own. A file that changes its process (environment, globals, mocks) stays outside.
 */
const modules = ['packages/loop-*/**/*.test.ts']

export default defineConfig({
  test: {
    globalSetup: ['test/postgres/global-setup.ts', 'test/programs/global-setup.ts'],
    reporters: ['default', './test/plain-reporter.ts'],
    // Many tests wait for processes and clocks, so two at a time pay even where there are two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { test: { ...common, name: 'modules', include: modules, isolate: false } },
      {
        test: {
          ...common,
          name: 'others',
          include: ['packages/**/*.test.ts', 'apps/**/*.test.ts', 'examples/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...modules],
        },
      },
    ],
  },
})
