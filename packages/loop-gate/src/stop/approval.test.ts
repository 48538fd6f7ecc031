import { expect, it } from 'vitest'
import { describeGate, type Gated } from '../fixtures/gated.ts'
import { files, last, policy, report, stopper } from '../fixtures/judged.ts'

const approve = ({ call }: Gated, stopping_reason = 'waiting_for_user') => call('should_continue', { ...report, stopping_reason })

describeGate('an approval of the tool', (make) => {
  const gatedFolder = async (more = '') => {
    const gated = await make(files)
    await gated.accept(policy(more))
    return { gated, stop: stopper(gated) }
  }

  it('serves for one stop, and takes what was in store before it along', async () => {
    const { gated, stop } = await gatedFolder()
    await approve(gated, 'user_requested_stop')
    await approve(gated)
    expect(await stop()).toEqual({})
    expect(await last(gated)).toMatchObject({ decision: 'stop', outcome: 'needs_user' })
    expect((await stop()).decision).toBe('block')
  })

  it('serves for ten minutes', async () => {
    const { gated, stop } = await gatedFolder()
    await approve(gated)
    gated.loop.pass(10 * 60_000)
    expect((await stop()).decision).toBe('block')
  })

  it('of another session that a hook knows serves nobody else', async () => {
    const { gated, stop } = await gatedFolder()
    await stop()
    await approve(gated)
    expect((await stop({ session_id: 'another' })).decision).toBe('block')
    expect(await stop()).toEqual({})
  })

  it('of a session that no hook was ever heard of in serves whoever stops', async () => {
    const gated = await make(files, { LOOP_SESSION: 'never-heard' })
    await gated.accept(policy())
    await approve(gated)
    expect(await gated.stop()).toEqual({})
  })

  it('serves for one of several stops at once', async () => {
    const gated = await make(files, { LOOP_SESSION: 'never-heard' })
    await gated.accept(policy())
    await approve(gated)
    const answers = await Promise.all(['one', 'two', 'three'].map((session_id) => gated.stop({ session_id })))
    expect(answers.filter(({ decision }) => decision === 'block')).toHaveLength(2)
    expect(await gated.decisions()).toHaveLength(4)
  })

  it('as complete is void once the files are others, and needs its receipts where it is asked for', async () => {
    const gated = await make(files)
    await gated.accept('version: 1\nmode: enforce\nprofile: self-report\n')
    const stop = stopper(gated)
    await approve(gated, 'task_complete')
    gated.write('src/a.txt', 'other\n')
    expect((await stop()).reason).toContain('No approval')
    await approve(gated, 'task_complete')
    expect(await stop()).toEqual({})
    expect(await last(gated)).toMatchObject({ outcome: 'complete' })
  })
})
