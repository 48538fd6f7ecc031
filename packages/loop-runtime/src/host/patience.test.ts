import { defineModule, operation } from 'loop-core'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { describeServed } from '../fixtures/served.ts'
import { hostCall } from './host-call.ts'
import { StepAnswer } from './step-answer.ts'

/** run_step for a client that waits for next to nothing. */
const impatient = defineModule({
  name: 'impatient',
  title: 'Impatient',
  operations: [
    operation({
      name: 'glance_step',
      title: 'Glance',
      summary: 'Do a step and do not wait for it.',
      kind: 'effect',
      roles: ['agent', 'user'],
      actsAs: 'implementer-local',
      input: z.object({ runId: z.string().max(64), decision: z.looseObject({}).optional(), stepKey: z.string().max(64).optional() }),
      output: StepAnswer,
      run: (call, context) => hostCall(context, call, { signal: context.signal, patienceMs: 1 }),
    }),
  ],
})

const waitsForGo = 'while [ ! -f go ]; do sleep 0.05; done; echo went'
const running = { status: 'running', result: { tool: 'repo_run_tests', output: { outcome: 'running', passed: false } } }
const test = { status: 'continue', summary: 'Next.', next_action: { type: 'tool_call', tool: 'repo_run_tests', args: {} } }

describeServed(
  'a step that takes longer than its client waits',
  (make) => {
    it('answers as running with the receipt to come, and is joined by calling again', async () => {
      const { call, begin, write, refusal } = make({ LOOP_RUNTIME_TEST_COMMAND: waitsForGo })
      const runId = await begin()
      await call('glance_step', { runId, decision: test, stepKey: 'a' })
      await expect.poll(() => call('glance_step', { runId })).toMatchObject(running)
      await expect.poll(async () => (await call('glance_step', { runId })).result?.output.receiptId).toBeDefined()
      const { receiptId } = (await call('glance_step', { runId, decision: test, stepKey: 'a' })).result.output
      expect(await refusal('run_step', { run_id: runId, decision: test })).toMatchObject({ code: 'step_in_progress' })
      const joined = call('run_step', { run_id: runId })
      write('go', '')
      expect(await joined).toMatchObject({ status: 'waiting_host', iteration: 1, result: { output: { outcome: 'passed', receiptId } } })
      expect(await refusal('run_step', { run_id: runId })).toMatchObject({ code: 'not_waiting' })
    })

    it('tells what came of it to whoever asks after its end', async () => {
      const { call, begin, write, refusal } = make({ LOOP_RUNTIME_TEST_COMMAND: waitsForGo })
      const runId = await begin()
      await call('glance_step', { runId, decision: test })
      write('go', '')
      await expect
        .poll(async () => (await call('get_run', { run_id: runId, detail: 'full' })).run)
        .toMatchObject({
          status: 'waiting_host',
          counters: { tool_calls: 1 },
        })
      expect(await call('run_step', { run_id: runId })).toMatchObject({ iteration: 1, result: { output: { stdout: 'went\n' } } })
      expect(await refusal('run_step', { run_id: runId })).toMatchObject({ code: 'not_waiting' })
    })
  },
  [impatient],
)
