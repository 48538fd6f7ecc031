import { expect, it } from 'vitest'
import { describeGate } from '../../fixtures/gated.ts'
import { workspaceId } from '../../policy/workspace.ts'

const policy = 'version: 1\nmode: enforce\ncriteria: [{ id: test, run: [node, -e, "0"] }]\n'
const reason = 'The runner is down today.'

describeGate('waive_criterion', (make) => {
  it('keeps who let what be, why and for how long, and tells the log', async () => {
    const { accept, call, loop, root } = await make()
    await accept(policy)
    const waiver = await call('waive_criterion', { id: 'test', reason, until: '2026-01-06T13:00:00+01:00' })
    expect(waiver).toMatchObject({ id: expect.stringMatching(/^wv_/), scope_digest: null, until: '2026-01-06T12:00:00.000Z', reason })
    const { id: entity, by, until } = waiver
    const after = { criterion: 'test', by, reason, until }
    expect((await loop.events()).at(-1)).toMatchObject({ type: 'criterion.waived', entity, scope: workspaceId(root), after })
  })

  it('refuses what no policy names, a time that is over or too far away, and both ways of saying it', async () => {
    const { accept, refusal } = await make()
    await accept(policy)
    const unknown = await refusal('waive_criterion', { id: 'lint', reason })
    expect(unknown).toMatchObject({ kind: 'not_found', code: 'criterion_unknown', hints: ['It has: test, protected.'] })
    const wrong = [
      { hours: 169 },
      { hours: 0 },
      { until: '2026-01-05T11:00:00Z' },
      { until: '2026-01-13T00:00:00Z' },
      { until: 'soon' },
      { hours: 1, until: '2026-01-06T12:00:00Z' },
    ]
    for (const more of wrong)
      expect(await refusal('waive_criterion', { id: 'test', reason, ...more })).toMatchObject({ kind: 'invalid_input' })
    for (const short of ['too short', 'x'.repeat(501)])
      expect(await refusal('waive_criterion', { id: 'test', reason: short })).toMatchObject({ kind: 'invalid_input' })
  })

  it('needs a policy that is in force', async () => {
    const { refusal } = await make({ '.loop/gate.yaml': policy })
    expect(await refusal('waive_criterion', { id: 'test', reason })).toMatchObject({ code: 'policy_not_accepted' })
  })
})
