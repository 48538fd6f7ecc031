import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { demoFiles } from '../demo/files.ts'
import { localRuntime } from '../fixtures/local-runtime.ts'
import { playground } from '../fixtures/played-run.ts'
import { mockModel } from '../models/mock.ts'
import { latestRun } from '../storage/runs.ts'

const program = join(import.meta.dirname, '../fixtures/demo-run-alone.ts')
const testCommand = "grep -q 'trim()' src/validatePassword.js || { echo test/validatePassword.test.js; exit 1; }"

/** The intent of the patch; every other row is tried in resume.test.ts, without a process. */
const rows = 19

it('50. killed with -9 when it is about to patch, a run goes on at once', async () => {
  const runtime = localRuntime()
  const demo = playground({ files: demoFiles, flags: { testCommand }, runtime })
  const words = ['--import', 'tsx', program, demo.folder, runtime.path, testCommand, `${rows}`]
  const child = spawn(process.execPath, words, { cwd: import.meta.dirname, stdio: ['ignore', 'ignore', 'inherit'] })
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
  const run = await runtime.transaction('read', ({ db }) => latestRun(db))
  const before = await demo.steps(run!)
  expect(run?.status).toBe('running')
  expect(before.at(-1)).toMatchObject({ tool: 'repo_apply_patch', result_at: null })
  const done = await demo.resume(run!, [], { model: mockModel })
  expect(done).toMatchObject({ status: 'completed', generation: 2 })
  const steps = await demo.steps(done)
  const ended = before.filter(({ result_at }) => result_at !== null)
  expect(steps.slice(0, ended.length)).toEqual(ended)
  expect(steps.filter(({ kind, outcome }) => kind === 'model' && outcome === 'ok')).toHaveLength(7)
  expect((await demo.receipts(done)).filter(({ kind }) => kind === 'patch')).toHaveLength(1)
})
