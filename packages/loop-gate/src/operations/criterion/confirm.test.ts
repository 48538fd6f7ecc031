import { expect, it } from 'vitest'
import { describeGate } from '../../fixtures/gated.ts'

const policy = 'version: 1\nmode: enforce\ncriteria: [{ id: looks, kind: human }, { id: clean, kind: git_clean }]\n'

describeGate('confirm_criterion', (make) => {
  it('keeps who confirmed which content, and tells the log', async () => {
    const { accept, call, loop } = await make()
    await accept(policy)
    const { id, by, scope_digest, until } = await call('confirm_criterion', { id: 'looks' })
    expect([scope_digest, until]).toEqual([expect.stringMatching(/^d1:[0-9a-f]{64}$/), null])
    expect((await loop.events()).at(-1)).toMatchObject({
      type: 'criterion.confirmed',
      entity: id,
      after: { criterion: 'looks', by, scope_digest },
    })
  })

  it('is for criteria of the kind human alone', async () => {
    const { accept, refusal } = await make()
    await accept(policy)
    expect(await refusal('confirm_criterion', { id: 'clean' })).toMatchObject({ kind: 'conflict', code: 'not_human' })
    const unknown = await refusal('confirm_criterion', { id: 'protected' })
    expect(unknown).toMatchObject({ code: 'criterion_unknown', hints: ['It has: looks.'] })
  })
})
