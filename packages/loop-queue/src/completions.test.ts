import { expect, it } from 'vitest'
import { describeQueue, type TestQueue } from './fixtures/queue.ts'

const other = { tenant: 'local', role: 'user', member: { id: 'other', name: 'Other' } } as const

async function complete({ call }: TestQueue, argument: string, text: string, options = {}): Promise<string[]> {
  return (await call('complete_queue', { argument, text }, options)).values
}

describeQueue('completions', (queue) => {
  it('give loops by their names and by their ids', async () => {
    const { loop } = queue()
    const [a, b] = [await loop('Login page'), await loop('Log_out')]
    expect(await complete(queue(), 'loop_id', 'LOG')).toEqual([a, b])
    expect(await complete(queue(), 'loop_id', 'log_')).toEqual([b])
    expect(await complete(queue(), 'loop_id', a.slice(0, 26).toLowerCase())).toEqual([a])
  })

  it('give tasks by their titles, unsettled ones first', async () => {
    const { call, task } = queue()
    const shipped = await task('Fix login', { priority: 'urgent' })
    await call('update_task', { task_id: shipped, status: 'shipped' })
    const waiting = await task('Test login')
    expect(await complete(queue(), 'task_id', 'login')).toEqual([waiting, shipped])
  })

  it('give the workflows', async () => {
    expect(await complete(queue(), 'workflow', '')).toEqual(['triage', 'organize', 'implement', 'manage'])
    expect(await complete(queue(), 'workflow', 'Im')).toEqual(['implement'])
  })

  it('give nobody a private loop of another, nor its tasks', async () => {
    const { loop, task } = queue()
    const loop_id = await loop('Login', { visibility: 'private' })
    await task('Login', { loop_id })
    expect(await complete(queue(), 'loop_id', 'login', { as: other })).toEqual([])
    expect(await complete(queue(), 'task_id', 'login', { as: other })).toEqual([])
  })
})
