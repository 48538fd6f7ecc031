import type { Caller } from 'loop-core'
import { expect, it } from 'vitest'
import { describeServed, type Served } from '../fixtures/served.ts'
import { demoServer, withDemo } from '../fixtures/served-demo.ts'
import { typeCommand } from '../fixtures/type-command.ts'
import { run } from './run.ts'

const goal = ['--goal', 'Fix failing tests']

/** Types `run` where LOOP_SERVER names this server. */
async function typed({ loop }: Served, ...words: string[]) {
  const caller: Caller = { call: (name, input) => loop.call(name, input), allowed: async () => undefined, close: async () => {} }
  return typeCommand(run, words, { caller, environment: { LOOP_SERVER: 'http://127.0.0.1:1' } })
}

describeServed('run against a server', (make) => {
  it('is driven there and followed here, and says yes where it was typed to', async () => {
    const served = withDemo(make({ ...demoServer, LOOP_RUNTIME_ALLOW_MUTATIONS: '' }))
    await served.loop.work()
    const { exitCode, stdout, stderr } = await typed(served, ...goal, '--auto-approve', '--max-iterations', '8')
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^Task run_\S+: completed\nA blank text was accepted/)])
    expect(stderr).toMatch(/^task_created .*[\s\S]*^approval_result .*[\s\S]*^task_completed /m)
    const { approvals } = await served.call('list_approvals', { run_id: stdout.slice(5).split(':')[0] })
    expect(approvals).toMatchObject([{ state: 'approved' }])
  })

  it('ends where it waits for a person and nobody sits here, and says how it goes on', async () => {
    const served = withDemo(make({ ...demoServer, LOOP_RUNTIME_ALLOW_MUTATIONS: '' }))
    await served.loop.work()
    const { exitCode, stdout } = await typed(served, ...goal, '--quiet')
    expect([exitCode, stdout]).toEqual([1, expect.stringMatching(/: waiting_approval\n[\s\S]*approval respond --approval-id ID/)])
  })

  it('leaves to the server what is the operator’s to say', async () => {
    const { exitCode, stderr } = await typed(make(), ...goal, '--test-command', 'true', '--record', 'x.yaml')
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--record, --test-command cannot be said to a server')])
    expect((await typed(make())).exitCode).toBe(2)
  })
})
