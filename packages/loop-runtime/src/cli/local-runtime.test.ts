import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { finish, modelSaying, playground, test } from '../fixtures/played-run.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { startRun } from '../run/start-run.ts'
import { latestRun } from '../storage/runs.ts'
import { withRuntime } from './local-runtime.ts'

const environment = { PATH: process.env.PATH }

it('a run stops with trace_lost where its command deletes what is recorded', async () => {
  const { task, folder } = playground({ flags: { testCommand: 'rm -rf .forloop' } })
  const model = modelSaying([test, test, finish()])
  const path = join(folder, '.forloop/state.sqlite')
  const run = withRuntime({ path, environment }, (runtime) => startRun(task, { runtime, skillFolders: [], model }))
  await expect(run).rejects.toMatchObject({ kind: 'unavailable', code: 'trace_lost', message: expect.stringContaining(path) })
  expect(model.requests).toHaveLength(1)
})

it('another file in the place of the one that was opened is none', async () => {
  const folder = join(temporaryFolder(), 'records')
  const path = join(folder, 'state.sqlite')
  const reading = withRuntime({ path, environment }, async (one) => {
    const read = () => one.transaction('read', ({ db }) => latestRun(db))
    expect(await read()).toBeUndefined()
    rmSync(folder, { recursive: true })
    await withRuntime({ path, environment }, (other) => other.transaction('read', ({ db }) => latestRun(db)))
    await read()
  })
  await expect(reading).rejects.toMatchObject({ code: 'trace_lost' })
})
