import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { localRuntime } from '../fixtures/local-runtime.ts'
import { playground } from '../fixtures/played-run.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import type { Model } from '../model.ts'
import { mockModel } from '../models/mock.ts'

/** What the demo's tests say, at a hundredth of their time. */
const testCommand = "grep -q 'trim()' src/validatePassword.js || { echo test/validatePassword.test.js; exit 1; }"

it('50. killed with -9 after any of its transactions, a run goes on to the same end, asks nothing twice and patches once', async () => {
  const runtime = localRuntime()
  await killedEverywhere(runtime.path)
  const runs = await runtime.transaction('read', ({ db }) => db.selectFrom('runtime_runs').selectAll().orderBy('created_at').execute())
  const whole = runs.at(-1)!
  expect(whole.status).toBe('completed')
  const standing = runs.filter(({ status }) => status === 'running')
  expect(standing.length).toBeGreaterThan(35)
  const { resume, steps: stepsOf, receipts: receiptsOf } = playground({ runtime })
  for (const [index, run] of standing.entries()) {
    const before = (await stepsOf(run)).filter(({ result_at }) => result_at !== null)
    const model = counting(mockModel)
    const done = await resume(run, [], { model })
    const after = `after ${index + 1} transactions`
    expect(done, after).toMatchObject({ status: 'completed', final_answer: whole.final_answer })
    const steps = await stepsOf(done)
    expect(steps.slice(0, before.length), after).toEqual(before)
    expect(
      steps.every(({ result_at }) => result_at !== null),
      after,
    ).toBe(true)
    const counters = { iteration: 7, tool_calls: 6, failed_in_a_row: 0, recoveries: 1 }
    expect(JSON.parse(done.counters), after).toMatchObject(counters)
    expect(before.filter(({ kind }) => kind === 'model').length + model.asked, `replies ${after}`).toBe(7)
    expect(
      (await receiptsOf(done)).filter(({ kind }) => kind === 'patch'),
      `patches ${after}`,
    ).toHaveLength(1)
    expect(readFileSync(join(done.root, 'src/validatePassword.js'), 'utf8').match(/trim\(\)/g), after).toHaveLength(1)
  }
})

/** Runs of the demo, of which each stood one transaction further when their process was killed; the last had ended. */
async function killedEverywhere(path: string): Promise<void> {
  const program = join(process.env.LOOP_TEST_PROGRAMS!, 'packages/loop-runtime/src/fixtures/demo-runs-alone.js')
  const child = spawn(process.execPath, [program, temporaryFolder(), path, testCommand], { stdio: ['pipe', 'pipe', 'inherit'] })
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
  child.kill('SIGKILL')
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
}

function counting(model: Model): Model & { asked: number } {
  const counted = {
    ...model,
    asked: 0,
    reply(request: Parameters<Model['reply']>[0]) {
      counted.asked += 1
      return model.reply(request)
    },
  }
  return counted
}
