import { expect, it } from 'vitest'
import { describeGate } from '../../fixtures/gated.ts'

const policy = 'version: 1\nmode: enforce\ncriteria:\n  - { id: test, run: [node, -e, ""], on_stop: require }\n'

describeGate('check_stop', (make) => {
  it('answers as the hook over HTTP does', async () => {
    const { accept, root, stop, call } = await make()
    await accept(policy)
    const payload = { hook_event_name: 'Stop', session_id: 'one', cwd: root }
    expect(await call('check_stop', payload)).toEqual(await stop({ session_id: 'two' }))
  })

  // biome-ignore lint/suspicious/noTemplateCurlyInString: a client sends this where it has nothing to fill in
  const unfilledId = '${prompt_id}'

  it('takes fields that the client left empty, or did not fill in, for absent', async () => {
    const { accept, root, call, decisions } = await make()
    await accept(policy)
    const unfilled = { stop_hook_active: '', prompt_id: unfilledId, background_tasks: '[]', permission_mode: '' }
    const answer = await call('check_stop', { hook_event_name: 'Stop', session_id: 'one', cwd: root, ...unfilled })
    expect(answer).toMatchObject({ decision: 'block' })
    expect(JSON.parse((await decisions())[0].inputs)).toMatchObject({ turn: null, stop_hook_active: null })
  })
})
