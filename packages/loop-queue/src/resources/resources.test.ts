import { expect, it } from 'vitest'
import { addNotification } from '../fixtures/notifications.ts'
import { describeQueue, type TestQueue } from '../fixtures/queue.ts'

const other = { tenant: 'local', role: 'user', member: { id: 'other', name: 'Other' } } as const

async function read({ call }: TestQueue, name: string, parameters: object = {}): Promise<string> {
  return (await call(name, parameters)).text
}

describeQueue('the resources', (queue) => {
  it('explain the queue and each workflow', async () => {
    expect(await read(queue(), 'queue_guide')).toContain('claim_next_work')
    expect(await read(queue(), 'queue_workflow', { workflow: 'triage' })).toMatch(/^# Triage/)
    expect(await queue().refusal('queue_workflow', { workflow: 'x' })).toMatchObject({ kind: 'invalid_input' })
  })

  it('show the queue, the next work and a loop as the tools do', async () => {
    const { call, loop, task } = queue()
    const loop_id = await loop('First')
    await task('A', { loop_id })
    expect(JSON.parse(await read(queue(), 'queue_in_order'))).toEqual(await call('get_loop_queue'))
    expect(JSON.parse(await read(queue(), 'queue_next'))).toEqual(await call('get_next_work'))
    expect(JSON.parse(await read(queue(), 'queue_loop', { loop_id }))).toEqual(await call('get_loop', { loop_id }))
  })

  it('show a task as Markdown, its body as it was written and at the end', async () => {
    const { loop, task } = queue()
    const task_id = await task('A', { loop_id: await loop('First'), body: '## Do\n\n```sh\nmake\n```' })
    const text = await read(queue(), 'queue_task', { task_id })
    expect(text.startsWith(`# A\n\n- id: ${task_id}\n- status: approved`)).toBe(true)
    expect(text.endsWith('---\n\n## Do\n\n```sh\nmake\n```')).toBe(true)
  })

  it('show what is unread in the inbox of the caller alone, and mark nothing', async () => {
    await addNotification(queue(), { recipient: 'owner', text: 'For the owner' })
    await addNotification(queue(), { recipient: 'other', text: 'For the other' })
    const first = await read(queue(), 'queue_inbox')
    expect(JSON.parse(first).notifications.map(({ text }: { text: string }) => text)).toEqual(['For the owner'])
    expect(await read(queue(), 'queue_inbox')).toBe(first)
  })

  it('show a person what the own agents were told, as list_inbox does', async () => {
    const { call } = queue()
    await addNotification(queue(), { recipient: 'implementer-local', text: 'For the agent' })
    const { notifications } = JSON.parse(await read(queue(), 'queue_inbox'))
    expect(notifications).toMatchObject([{ text: 'For the agent' }])
    expect(notifications).toEqual((await call('list_inbox')).notifications)
  })

  it('never show a token', async () => {
    const { loop, task, claim } = queue()
    const loop_id = await loop('First')
    const task_id = await task('A', { loop_id })
    const token = await claim(task_id)
    const texts = [
      await read(queue(), 'queue_task', { task_id }),
      await read(queue(), 'queue_loop', { loop_id }),
      await read(queue(), 'queue_next'),
    ]
    for (const text of texts) expect(text).not.toContain(token)
  })

  it('do not show a private loop to another member', async () => {
    const { loop, task, refusal } = queue()
    const loop_id = await loop('Hidden', { visibility: 'private' })
    const task_id = await task('A', { loop_id })
    expect(await refusal('queue_loop', { loop_id }, { as: other })).toMatchObject({ kind: 'not_found' })
    expect(await refusal('queue_task', { task_id }, { as: other })).toMatchObject({ kind: 'not_found' })
  })
})
