import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { demoFiles } from '../demo/files.ts'
import { cutOff, forgetWhoDied } from '../fixtures/cut-off.ts'
import { call, edit, finish, modelSaying, playground, read, test } from '../fixtures/played-run.ts'
import { ModelError } from '../model.ts'
import { mockModel } from '../models/mock.ts'
import type { Runtime } from '../runtime.ts'
import { latestRun } from '../storage/runs.ts'

/** What the demo's tests say, at a hundredth of their time. */
const testCommand = "grep -q 'trim()' src/validatePassword.js || { echo test/validatePassword.test.js; exit 1; }"

async function died(after: number, demo: ReturnType<typeof playground>) {
  const model = { ...mockModel }
  await demo.play([], { runtime: cutOff(demo.runtime, after), model }).catch(() => undefined)
  await forgetWhoDied(demo.runtime)
  const run = await demo.runtime.transaction('read', ({ db }) => latestRun(db))
  return run!
}

describe('a run that is cut off', () => {
  it('51. is driven by one of two who go on with it at once', async () => {
    const demo = playground({ files: demoFiles, flags: { testCommand } })
    const run = await died(9, demo)
    const both = await Promise.allSettled([demo.resume(run, [], { model: mockModel }), demo.resume(run, [], { model: mockModel })])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: expect.stringMatching(/step_in_progress|lease_lost/) },
    })
  })

  it('does not try out a patch in earnest', async () => {
    const trial = { ...edit('42', '43') }
    const dry = call('repo_apply_patch', { ...trial.next_action.args, dryRun: true })
    for (let transactions = 3; ; transactions += 1) {
      const { play, resume, runtime, folder } = playground()
      const ended = await play([dry, test, finish()], { runtime: cutOff(runtime, transactions) }).catch(() => undefined)
      if (ended) break
      await forgetWhoDied(runtime)
      const run = await runtime.transaction('read', ({ db }) => latestRun(db))
      await resume(run!, [dry, test, finish()])
      expect(readFileSync(join(folder, 'answer.txt'), 'utf8')).toBe('The answer is 42.\n')
    }
  })

  it('keeps in mind that its patch touched what judges it', async () => {
    const said = [edit('', 'x\n', 'test/more.txt'), test, finish()]
    const { play, resume, runtime, events } = playground()
    await play(said, { runtime: cutOffBeforeReceipt(runtime) }).catch(() => undefined)
    await forgetWhoDied(runtime)
    const run = await runtime.transaction('read', ({ db }) => latestRun(db))
    const done = await resume(run!, said.slice(1))
    expect(done.status).toBe('completed')
    expect(await events(done, 'step_recovered')).toMatchObject([{ payload: { as: 'done' } }])
    expect(JSON.parse(done.report!).findings).toContain('verifier_changed')
  })

  it('asks a person where nobody knows what became of a patch, and touches nothing', async () => {
    const said = [edit('42', '41 or 42'), test, finish()]
    const { play, resume, runtime, folder, answer, approvals } = playground()
    await play(said, { runtime: cutOffBeforeReceipt(runtime) }).catch(() => undefined)
    await forgetWhoDied(runtime)
    writeFileSync(join(folder, 'answer.txt'), 'Somebody wrote 42 here.\n')
    const run = await runtime.transaction('read', ({ db }) => latestRun(db))
    const waiting = await resume(run!, [])
    expect(waiting.status).toBe('waiting_approval')
    expect(await approvals(waiting)).toMatchObject([{ kind: 'recovery' }])
    expect(readFileSync(join(folder, 'answer.txt'), 'utf8')).toBe('Somebody wrote 42 here.\n')
    await answer(waiting, { state: 'approved' })
    expect(await resume(waiting, said.slice(1))).toMatchObject({ status: 'completed' })
  })
})

/** Dies when the patch is written and its receipt is not. */
function cutOffBeforeReceipt(runtime: Runtime) {
  return cutOff(runtime, Number.POSITIVE_INFINITY, 'runtime_receipts')
}

describe('a model that fails', () => {
  const failing = { name: 'down', reply: () => Promise.reject(new ModelError('It is down.', { status: 503 })) }

  it('ends the run, which goes on once it is back, with as many iterations as before', async () => {
    const { play, resume } = playground({ flags: { budget: { maxIterations: 2 } } })
    const down = await play([], { model: failing })
    expect(down).toMatchObject({ status: 'failed', reason: 'model_error: It is down.', active_root: null })
    expect(await resume(down, [test, finish()])).toMatchObject({ status: 'completed' })
  })

  it('leaves its folder to others, and is told so when it comes back', async () => {
    const { play, resume } = playground({ flags: { approvalMode: 'manual' } })
    const down = await play([], { model: failing })
    const other = await play([edit('42', '43')])
    expect(other.status).toBe('waiting_approval')
    await expect(resume(down, [finish()])).rejects.toMatchObject({ code: 'workspace_busy' })
  })
})

it('51. a run that another drives in this process is not taken over', async () => {
  const { play, resume, runtime } = playground()
  let tried: Promise<unknown> | undefined
  const model = modelSaying([test, finish()])
  const run = await play([], {
    model: {
      ...model,
      async reply(request) {
        const found = await runtime.transaction('read', ({ db }) => latestRun(db))
        tried ??= resume(found!, [finish()]).catch((error: { code: string }) => error.code)
        await tried
        return model.reply(request)
      },
    },
  })
  expect(run.status).toBe('completed')
  expect(await tried).toBe('step_in_progress')
})

it('a run that is told to stop is interrupted after its step, and goes on', async () => {
  const { play, resume } = playground()
  const stop = new AbortController()
  const model = modelSaying([read, test, finish()])
  const stopping: typeof model = {
    ...model,
    reply(request) {
      stop.abort()
      return model.reply(request)
    },
  }
  const run = await play([], { model: stopping, stop: stop.signal })
  expect(run).toMatchObject({ status: 'interrupted', owner: null })
  expect(await resume(run, [test, finish()])).toMatchObject({ status: 'completed' })
})
