import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'tsup'
import type { TestProject } from 'vitest/node'
import { command } from '../../tsup.config.ts'
import { root } from '../architecture/source-files.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    programs: string
  }
}

/** What tests start as processes of their own. Started from its source by tsx, each costs seconds of work; bundled, a few tenths of one. */
const programs = [
  'packages/core/src/faces/fixtures/shelf-program',
  'packages/core/src/faces/fixtures/translating-program',
  'packages/core/src/jobs/fixtures/worker',
  'packages/core/src/storage/fixtures/process',
  'packages/loop-ctl/src/bin',
  'packages/loop-ctl/src/fixtures/worker',
  'packages/loop-gate/src/fixtures/stops',
  'packages/loop-learn/src/bin',
  'packages/loop-learn/src/fixtures/observer',
  'packages/loop-queue/src/bin',
  'packages/loop-queue/src/fixtures/mailer',
  'packages/loop-runtime/src/fixtures/demo-runs-alone',
  'packages/loop-runtime/src/fixtures/run-tests-alone',
  'examples/host-run/run',
  'examples/host-run/server',
  'examples/own-server/server',
  'examples/queue-many-agents/run',
  'examples/queue-many-agents/worker',
  'examples/stop-gate/run',
  'examples/stop-gate/server',
  'examples/two-agents/agent',
  'examples/two-agents/alone',
  'examples/two-agents/run',
  'examples/two-agents/server',
]

/** Bundles them once for the whole run; a test finds them below `LOOP_TEST_PROGRAMS`, each at the path of its source. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Here, because they look for the database driver from where they stand.
  const outDir = await mkdtemp(join(root, 'test/node_modules/.programs-'))
  const bundle = () => bundleInto(outDir)
  await bundle()
  project.onTestsRerun(bundle)
  project.provide('programs', outDir)
  return () => rm(outDir, { recursive: true, force: true })
}

function bundleInto(outDir: string): Promise<void> {
  const entry = Object.fromEntries(programs.map((name) => [name, join(root, `${name}.ts`)]))
  return build({ ...command, entry, outDir, config: false, silent: true, minify: false, esbuildPlugins: [], esbuildOptions: undefined })
}
