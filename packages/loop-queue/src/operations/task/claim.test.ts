import { expect, it } from 'vitest'
import { anna, annasAgent, bert, bertsAgent } from '../../fixtures/actors.ts'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('claim_task', (queue) => {
  it('gives one task to one caller, with what to read and for how long', async () => {
    const { call, task } = queue()
    const task_id = await task('A', { body: 'Do it.' })
    const { task: claimed, lease, loop } = await call('claim_task', { task_id, worker: 'window 1', lease_seconds: 60 })
    expect(claimed).toMatchObject({ status: 'in_progress', body: 'Do it.', version: 1, claimed_until: '2026-01-05T12:01:00.000Z' })
    expect(claimed.lease).toEqual({
      kind: 'explicit',
      holder: 'implementer-local',
      worker: 'window 1',
      generation: 1,
      claimed_at: '2026-01-05T12:00:00.000Z',
      expires_at: '2026-01-05T12:01:00.000Z',
    })
    expect(lease).toMatchObject({ generation: 1, expires_at: '2026-01-05T12:01:00.000Z', seconds: 60 })
    expect(loop).toBeUndefined()
  })

  it('refuses what is claimed already, naming who has it and until when', async () => {
    const { task, claim, refusal } = queue()
    const task_id = await task('A')
    await claim(task_id, { worker: 'window 1' }, { as: annasAgent })
    for (const as of [annasAgent, bertsAgent])
      expect(await refusal('claim_task', { task_id }, { as })).toMatchObject({
        code: 'already_claimed',
        details: { holder: 'annas-agent', worker: 'window 1', until: '2026-01-05T12:30:00.000Z' },
      })
  })

  it.each(['open', 'on_hold', 'rejected', 'shipped'])('refuses a task that is %s', async (status) => {
    const { call, task, refusal } = queue()
    const task_id = await task('A')
    await call('update_task', { task_id, status })
    expect(await refusal('claim_task', { task_id })).toMatchObject({ code: 'not_approved', details: { status } })
  })

  it('refuses what waits for others, naming them, and what is in a loop on hold', async () => {
    const { task, loop, refusal, tables } = queue()
    const blocker = await task('Blocker')
    const blocked = await task('Blocked', { depends_on: [blocker] })
    expect(await refusal('claim_task', { task_id: blocked })).toMatchObject({ code: 'blocked', details: { waits_for: [blocker] } })
    const held = await task('Held', { loop_id: await loop('On hold') })
    await tables((db) => db.updateTable('queue_loops').set({ status: 'on_hold' }).execute())
    expect(await refusal('claim_task', { task_id: held })).toMatchObject({ code: 'loop_not_active' })
  })

  it('has one winner among many at the same moment', async () => {
    const { call, task } = queue()
    const task_id = await task('A')
    const callers = Array.from({ length: 12 }, () =>
      call('claim_task', { task_id }).then(
        ({ lease }) => lease.token,
        ({ code }) => code,
      ),
    )
    const answers = await Promise.all(callers)
    expect(answers.filter((answer) => answer.startsWith('lq1.'))).toHaveLength(1)
    expect(answers.filter((answer) => answer === 'already_claimed')).toHaveLength(11)
  })

  it('gives the same lease for the same key, as long as it lives', async () => {
    const { call, task, refusal, pass } = queue()
    const [task_id, other] = [await task('A'), await task('B')]
    const first = await call('claim_task', { task_id, idempotency_key: 'k' })
    expect(await call('claim_task', { task_id, idempotency_key: 'k' })).toMatchObject({ replayed: true, lease: first.lease })
    expect(await refusal('claim_task', { task_id: other, idempotency_key: 'k' })).toMatchObject({ code: 'idempotency_mismatch' })
    pass(1_800_000)
    expect(await refusal('claim_task', { task_id, idempotency_key: 'k' })).toMatchObject({ code: 'lease_lost' })
  })

  it('keeps keys of different callers apart, and a refused call leaves its key free', async () => {
    const { call, task, refusal } = queue()
    const task_id = await task('A')
    await call('claim_task', { task_id, idempotency_key: 'k' }, { as: annasAgent })
    expect(await refusal('claim_task', { task_id, idempotency_key: 'k' }, { as: bertsAgent })).toMatchObject({ code: 'already_claimed' })
    const other = await task('B')
    expect(await call('claim_task', { task_id: other, idempotency_key: 'k' }, { as: bertsAgent })).toMatchObject({ task: { id: other } })
  })

  it('sees no private loop of others; that of its member it sees', async () => {
    const { task, loop, call, refusal } = queue()
    const made = await call('create_loop', { name: 'Mine', visibility: 'private' }, { as: anna })
    expect(await loop('Public')).not.toBe(made.loop.id)
    const { task: row } = await call('create_task', { title: 'A', loop_id: made.loop.id, status: 'approved' }, { as: anna })
    for (const as of [bert, bertsAgent])
      expect(await refusal('claim_task', { task_id: row.id }, { as })).toMatchObject({ code: 'not_found' })
    expect(await call('claim_task', { task_id: row.id }, { as: annasAgent })).toMatchObject({ task: { id: row.id } })
    expect(await task('Other')).toBeDefined()
  })

  it('bounds the lease', async () => {
    const { task, refusal } = queue()
    const task_id = await task('A')
    for (const lease_seconds of [4, 14_401, 5.5, 'x'])
      expect(await refusal('claim_task', { task_id, lease_seconds })).toMatchObject({ kind: 'invalid_input' })
  })
})
