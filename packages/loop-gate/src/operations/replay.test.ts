import { expect, it } from 'vitest'
import { describeGate } from '../fixtures/gated.ts'
import { files, policy, stopper } from '../fixtures/judged.ts'

const shadow = policy().replace('enforce', 'shadow')

describeGate('replay_decisions', (make) => {
  it('says of each stop what was and what would be, the newest first', async () => {
    const gated = await make(files)
    const { accept, call, write, decisions } = gated
    await accept(shadow)
    const stop = stopper(gated)
    await stop()
    write('src/a.txt', 'worse\n')
    await stop()
    const [first, second] = await decisions()
    expect(await call('replay_decisions', { mode: 'enforce' })).toEqual({
      ...{ days: 7, stops: 2, held: { was: 0, would_be: 2 } },
      changes: [{ was: 'unfinished', would_be: 'held', stops: 2 }],
      unknown: { stops: 0, of: {} },
      different: [second, first].map(({ id, at }) => {
        return { id, at, was: 'unfinished', would_be: 'held', issues: ['criterion_not_measured'], unknown: [] }
      }),
      omitted: 0,
    })
    expect(await call('replay_decisions')).toMatchObject({
      changes: [{ was: 'unfinished', would_be: 'unfinished', stops: 2 }],
      different: [],
    })
    expect(await call('replay_decisions', { mode: 'off' })).toMatchObject({ changes: [{ would_be: 'not_judged' }] })
  })

  it('replays an enforced history as it was', async () => {
    const gated = await make(files)
    const { accept, call } = gated
    await accept(policy('max_blocks: 2'))
    const stop = stopper(gated)
    for (let number = 1; number <= 5; number++) await stop()
    await stop({ prompt_id: 'p2' })
    expect(await call('replay_decisions')).toMatchObject({ stops: 6, held: { was: 5, would_be: 5 }, different: [] })
    const looser = await call('replay_decisions', { policy: policy('max_blocks: 1') })
    expect(looser.held).toEqual({ was: 5, would_be: 4 })
  })

  it('refuses a policy that is wrong, by line, and agents', async () => {
    const { loop, refusal } = await make()
    const wrong = await refusal('replay_decisions', { policy: 'version: 1\nmood: warn\n' })
    expect(wrong).toMatchObject({ kind: 'invalid_input', code: 'policy_invalid', hints: ['2:1 mood: is unknown'] })
    await expect(loop.call('replay_decisions', {}, { as: 'agent' })).rejects.toMatchObject({ kind: 'forbidden' })
  })
})
