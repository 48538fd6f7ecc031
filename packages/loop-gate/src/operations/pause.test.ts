import { expect, it } from 'vitest'
import { describeGate } from '../fixtures/gated.ts'
import { readAccepted } from '../policy/accepted.ts'
import { workspaceId } from '../policy/workspace.ts'

const policy = 'version: 1\nmode: enforce\n'

describeGate('pause_gate', (make) => {
  it('reaches the copy that the hook reads, and lasts an hour unless said', async () => {
    const { accept, call, home, root, loop } = await make()
    await accept(policy)
    const { paused_until } = await call('pause_gate')
    expect(Date.parse(paused_until) - loop.application.clock().getTime()).toBe(60 * 60_000)
    expect(await readAccepted(home, workspaceId(root))).toMatchObject({ paused_until })
    expect((await loop.events()).at(-1)).toMatchObject({ type: 'gate.paused', entity: workspaceId(root), after: { paused_until } })
  })

  it('takes a minute to a day, where something is in force', async () => {
    const { accept, refusal, write } = await make()
    write('.loop/gate.yaml', policy)
    expect(await refusal('pause_gate')).toMatchObject({ code: 'policy_not_accepted' })
    await accept(policy)
    for (const minutes of [0, 1_441, 1.5]) expect(await refusal('pause_gate', { minutes })).toMatchObject({ kind: 'invalid_input' })
  })
})
