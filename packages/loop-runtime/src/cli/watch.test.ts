import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { localRuntime } from '../fixtures/local-runtime.ts'
import { edit, finish, modelSaying, playground, read, test } from '../fixtures/played-run.ts'
import { eventRows, patchAndTest, recordedRun, recordIn } from '../fixtures/recorded-run.ts'
import { typeCommand } from '../fixtures/type-command.ts'
import { latestRun } from '../storage/runs.ts'
import { watch } from './watch.ts'

it('follows a run that goes on, line by line, and ends with it', async () => {
  const runtime = localRuntime()
  const { play } = playground({ runtime })
  const model = modelSaying([read, test, finish()])
  let watched: ReturnType<typeof typeCommand> | undefined
  const run = await play([], {
    model: {
      ...model,
      async reply(request) {
        watched ??= typeCommand(watch, ['--trace-db', runtime.path])
        // Long enough for it to look while the run goes on.
        await sleep(50)
        return model.reply(request)
      },
    },
  })
  const { exitCode, stdout, stderr } = await watched!
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`Task ${run.id}: completed\nIt is done.\n`)])
  expect(stderr.match(/^iteration_started \d$/gm)).toEqual(['iteration_started 1', 'iteration_started 2', 'iteration_started 3'])
  expect(stderr.trimEnd()).toMatch(/task_completed It is done\.$/)
})

it('says how to answer where a run waits, goes on when it does, and leaves it alone when it is told to stop', async () => {
  const runtime = localRuntime()
  const { play, answer, resume } = playground({ runtime, flags: { approvalMode: 'manual' } })
  const waiting = await play([edit('42', '42!')])
  const stop = new AbortController()
  const onStderr = (text: string) => void (text.includes('approval respond') && stop.abort())
  const whole = typeCommand(watch, ['--trace-db', runtime.path])
  const left = await typeCommand(watch, [waiting.id, '--trace-db', runtime.path], { signal: stop.signal, onStderr })
  expect(left).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringMatching(/approval respond[\s\S]*The run goes on\./) })
  expect((await runtime.transaction('read', ({ db }) => latestRun(db)))?.status).toBe('waiting_approval')
  await answer(waiting, { state: 'denied' })
  await resume(waiting, [])
  expect(await whole).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('stopped_by_human') })
})

it('ends where nobody drives a run any more, and is drawn at a terminal', async () => {
  const runtime = localRuntime()
  const dead = { status: 'running', owner: '999999999@nowhere', heartbeat_at: '2026-01-02T03:04:06.000Z' } as const
  await recordIn(runtime.path, [{ run: recordedRun(dead), rows: eventRows(patchAndTest) }])
  const seen = await typeCommand(watch, ['--trace-db', runtime.path], { attended: true })
  expect(seen).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(/interrupted[\s\S]*Nobody drives it[\s\S]*resume run-1/) })
  expect(seen.stderr).toContain('1 ▸ apply_patch src/a.js +1 −1 · approved · 0.75')
})
