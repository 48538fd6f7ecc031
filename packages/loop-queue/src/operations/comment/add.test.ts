import { addAgent } from 'loop-core/accounts'
import { beforeEach, expect, it } from 'vitest'
import { anna, annasAgent, bert, bertsAgent } from '../../fixtures/actors.ts'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('add_comment', (queue) => {
  beforeEach(() =>
    queue().tables(async (db) => {
      const members = ['Anna', 'Anna Lee', 'Bert'].map((name) => ({ id: name.toLowerCase(), name, email: null, created_at: '' }))
      await (db as never as { insertInto(table: string): { values(rows: unknown): { execute(): Promise<unknown> } } })
        .insertInto('core_members')
        .values(members)
        .execute()
      await addAgent(db as never, { name: 'Robot', type: 'implementer', memberId: 'bert' }, new Date(0))
    }),
  )

  it('stands on a task, with its author, and is counted', async () => {
    const { call, task, events } = queue()
    const task_id = await task('A')
    const { comment, mentioned } = await call('add_comment', { task_id, body: 'Hello.' }, { as: annasAgent })
    expect(comment).toMatchObject({ task_id, body: 'Hello.', author: 'annas-agent', author_name: 'annas-agent' })
    expect(mentioned).toEqual([])
    expect(await call('get_task', { task_id })).toMatchObject({ task: { comments: 1, version: 1 }, comments: [{ id: comment.id }] })
    const added = (await events()).find(({ type }) => type === 'comment.added')
    expect(added!.after).toMatchObject({ comment_id: comment.id, length: 6 })
    expect(JSON.stringify(added)).not.toContain('Hello')
  })

  it('stands on a loop', async () => {
    const { call, loop } = queue()
    const loop_id = await loop('First')
    expect(await call('add_comment', { loop_id, body: 'Hello.' })).toMatchObject({ comment: { loop_id } })
  })

  it('needs one place and a text', async () => {
    const { task, loop, refusal } = queue()
    const [task_id, loop_id] = [await task('A'), await loop('First')]
    for (const input of [{ body: 'x' }, { body: 'x', task_id, loop_id }, { task_id, body: '' }, { task_id, body: 'x'.repeat(16_385) }])
      expect(await refusal('add_comment', input)).toMatchObject({ kind: 'invalid_input' })
  })

  it('answers another of the same thread only', async () => {
    const { call, task, refusal } = queue()
    const [task_id, other] = [await task('A'), await task('B')]
    const { comment } = await call('add_comment', { task_id, body: 'One' })
    expect(await call('add_comment', { task_id, body: 'Two', reply_to_id: comment.id })).toMatchObject({
      comment: { reply_to_id: comment.id },
    })
    expect(await refusal('add_comment', { task_id: other, body: 'Two', reply_to_id: comment.id })).toMatchObject({ code: 'not_found' })
  })

  it('knows who is meant by a name', async () => {
    const { call, task } = queue()
    const task_id = await task('A')
    const mentioned = async (body: string) => (await call('add_comment', { task_id, body })).mentioned.sort()
    expect(await mentioned('Hey @Anna Lee, and @robot!')).toEqual(['Anna Lee', 'Robot'])
    expect(await mentioned('@ANNA @anna @Bert.')).toEqual(['Anna', 'Bert'])
    expect(await mentioned('mail bert@anna.example, @Annabel, @ Bert, @nobody')).toEqual([])
  })

  it('knows an agent among more than a hundred by its name', async () => {
    const { call, task, tables } = queue()
    await tables(async (db) => {
      const names = Array.from({ length: 101 }, (_, index) => `Agent ${index}`)
      for (const name of [...names, 'Zoë the Last']) await addAgent(db as never, { name, type: 'implementer' }, new Date(0))
    })
    const task_id = await task('A')
    const { mentioned } = await call('add_comment', { task_id, body: 'Look, @zoë the last, and @AGENT 99: done?' })
    expect(mentioned.sort()).toEqual(['Agent 99', 'Zoë the Last'])
  })

  it('mentions nobody who may not see the loop', async () => {
    const { call } = queue()
    const { loop } = await call('create_loop', { name: 'Mine', visibility: 'private' }, { as: anna })
    expect(await call('add_comment', { loop_id: loop.id, body: '@Bert @Robot @Anna' }, { as: anna })).toMatchObject({ mentioned: ['Anna'] })
  })

  it('with the token renews the lease, and is no news to its author', async () => {
    const { call, task, claim, pass, refusal } = queue()
    const task_id = await task('A')
    const lease_token = await claim(task_id, {}, { as: annasAgent })
    pass(600_000)
    await call('add_comment', { task_id, body: 'Halfway.', lease_token }, { as: annasAgent })
    expect(await call('get_task', { task_id })).toMatchObject({ task: { claimed_until: '2026-01-05T12:40:00.000Z' } })
    expect(await call('heartbeat_task', { task_id, lease_token }, { as: annasAgent })).toMatchObject({ notices: [] })
    await call('add_comment', { task_id, body: 'Good.' })
    expect(await call('heartbeat_task', { task_id, lease_token }, { as: annasAgent })).toMatchObject({ notices: ['comments_added'] })
    expect(await refusal('add_comment', { task_id, body: 'x', lease_token }, { as: bertsAgent })).toMatchObject({
      code: 'not_lease_holder',
    })
  })

  it('is added once for one key', async () => {
    const { call, task, refusal } = queue()
    const task_id = await task('A')
    const { comment } = await call('add_comment', { task_id, body: 'One', idempotency_key: 'k' })
    expect(await call('add_comment', { task_id, body: 'One', idempotency_key: 'k' })).toMatchObject({ replayed: true, comment })
    expect(await refusal('add_comment', { task_id, body: 'Two', idempotency_key: 'k' })).toMatchObject({ code: 'idempotency_mismatch' })
    expect(await call('list_comments', { task_id })).toMatchObject({ total: 1 })
  })

  it('finds no private loop of others', async () => {
    const { loop, refusal } = queue()
    const loop_id = await loop('Mine', { visibility: 'private' })
    expect(await refusal('add_comment', { loop_id, body: 'x' }, { as: bert })).toMatchObject({ code: 'not_found' })
  })
})
