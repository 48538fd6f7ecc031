import { expect, it } from 'vitest'
import { describeGate } from '../fixtures/gated.ts'

const policy = 'version: 1\nmode: shadow\ncriteria:\n  - { id: test, run: [node, check.mjs], on_stop: require }\n'
const day = 24 * 60 * 60_000

describeGate('get_gate_stats', (make) => {
  it('tells what the gate would have done in this folder, and whether to let it', async () => {
    const { accept, stop, call, loop } = await make({ 'check.mjs': 'process.exit(0)\n' })
    await accept(policy)
    await stop()
    await call('run_checks')
    await stop()
    expect(await call('get_gate_stats')).toMatchObject({
      days: 7,
      advice: 'Too early to say: 2 of at least 20 stops were judged.',
      stops: 2,
      outcomes: { unfinished: 1, complete: 1 },
      held: 0,
      would_hold: { shadow: 1, warn: 0 },
      criteria: { test: 1 },
      ceremony: 1,
      useful: 0,
    })
    loop.pass(2 * day)
    expect(await call('get_gate_stats', { days: 1 })).toMatchObject({ stops: 0 })
  })
})
