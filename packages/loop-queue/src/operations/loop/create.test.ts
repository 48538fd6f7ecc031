import { expect, it } from 'vitest'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('create_loop', (queue) => {
  it('makes an active public loop, the last in the queue', async () => {
    const { call, loop } = queue()
    await loop('First')
    const { loop: made } = await call('create_loop', { name: ' Two \n words ' })
    expect(made).toMatchInlineSnapshot(
      { id: expect.any(String) },
      `
      {
        "created_at": "2026-01-05T12:00:00.000Z",
        "created_by": "owner",
        "id": Any<String>,
        "name": "Two words",
        "position": 2,
        "priority": 1,
        "ready": 0,
        "status": "active",
        "tasks": {
          "approved": 0,
          "in_progress": 0,
          "on_hold": 0,
          "open": 0,
          "rejected": 0,
          "shipped": 0,
        },
        "updated_at": "2026-01-05T12:00:00.000Z",
        "version": 1,
        "visibility": "public",
      }
    `,
    )
    expect((await call('get_loop_queue')).loops.map(({ name }: { name: string }) => name)).toEqual(['First', 'Two words'])
  })

  it('takes its texts and its place as given', async () => {
    const { call, loop } = queue()
    await loop('First')
    const given = { name: 'B', ai_context: 'Write tests.', description: 'For people', visibility: 'private', priority: 0.5 }
    expect((await call('create_loop', given)).loop).toMatchObject({ ...given, position: 2 })
  })

  it('makes one loop for one key, and refuses the key for another', async () => {
    const { call, refusal } = queue()
    const first = await call('create_loop', { name: 'A', idempotency_key: 'k' })
    expect(await call('create_loop', { name: 'A', idempotency_key: 'k' })).toEqual({ ...first, replayed: true })
    expect(await refusal('create_loop', { name: 'B', idempotency_key: 'k' })).toMatchObject({ code: 'idempotency_mismatch' })
    expect((await call('get_loop_queue')).total).toBe(1)
  })

  it('is told in the log without its texts, and a private one only to those who may see it', async () => {
    const { call, events } = queue()
    await call('create_loop', { name: 'A', ai_context: 'never in the log', visibility: 'private' })
    const [event] = await events()
    expect(event).toMatchObject({ type: 'loop.created', after: { name: 'A', visibility: 'private' }, audience: ['owner'] })
    expect(JSON.stringify(event)).not.toContain('never in the log')
  })

  it('refuses an empty name and a number below 0', async () => {
    const { refusal } = queue()
    expect(await refusal('create_loop', { name: ' \n ' })).toMatchObject({ kind: 'invalid_input' })
    expect(await refusal('create_loop', { name: 'A', priority: -1 })).toMatchObject({ kind: 'invalid_input' })
  })
})
