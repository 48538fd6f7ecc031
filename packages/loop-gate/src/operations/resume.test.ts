import { expect, it } from 'vitest'
import { describeGate } from '../fixtures/gated.ts'
import { readAccepted } from '../policy/accepted.ts'
import { workspaceId } from '../policy/workspace.ts'

describeGate('resume_gate', (make) => {
  it('ends a pause once, and is content where there is none', async () => {
    const { accept, call, home, root, loop } = await make()
    await accept('version: 1\nmode: enforce\n')
    await call('pause_gate')
    for (const _ of ['once', 'again']) expect(await call('resume_gate')).toEqual({ workspace: workspaceId(root), root })
    expect(await readAccepted(home, workspaceId(root))).toMatchObject({ paused_until: null })
    const own = (await loop.events()).filter(({ scope }) => scope === workspaceId(root))
    expect(own.map(({ type }) => type)).toEqual(['policy.accepted', 'gate.paused', 'gate.resumed'])
  })
})
