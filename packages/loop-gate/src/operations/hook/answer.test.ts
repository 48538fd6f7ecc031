import { expect, it } from 'vitest'
import { describeGate } from '../../fixtures/gated.ts'

const policy = 'version: 1\nmode: enforce\ncriteria:\n  - { id: test, run: [node, -e, ""], on_stop: require }\n'

describeGate('answer_hook', (make) => {
  it('says nothing in a folder that nobody gated, whatever comes', async () => {
    const { stop, call, decisions } = await make()
    expect(await stop()).toEqual({})
    expect(await call('answer_hook', { nonsense: [1, { deep: true }] })).toEqual({})
    expect(await decisions()).toEqual([])
  })

  it('answers each client in its own words', async () => {
    const { accept, root, call } = await make()
    await accept(policy)
    const gemini = { hook_event_name: 'AfterAgent', session_id: 'g', cwd: root, prompt: 'x', prompt_response: 'y', stop_hook_active: false }
    expect(await call('answer_hook', gemini)).toEqual({ decision: 'deny', reason: expect.stringContaining('Block 1 of 3.') })
    expect(await call('answer_hook', { hook_event_name: 'Stop', session_id: 'c', cwd: root })).toMatchObject({ decision: 'block' })
  })

  it('judges nothing on a server for many people', async () => {
    const { call } = await make({}, { DATABASE_URL: 'mysql://elsewhere' })
    await expect(call('answer_hook', { hook_event_name: 'Stop' })).rejects.toMatchObject({ kind: 'unavailable', code: 'exec_disabled' })
  })
})
