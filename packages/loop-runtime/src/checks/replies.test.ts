import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { call, finish, modelSaying, playground, read, test } from '../fixtures/played-run.ts'

const makes = (path: string) => ({ tool: 'repo_apply_patch', args: { edits: [{ path, search: '', replace: 'x\n' }] } })

describe('several calls in one reply', () => {
  it('are done in order, in one iteration, up to the first that fails', async () => {
    const { play, steps, folder } = playground()
    const model = modelSaying([
      { calls: [makes('one.txt'), { tool: 'repo_read_file', args: { path: 'nowhere' } }, makes('two.txt')] },
      test,
      finish(),
    ])
    const run = await play([], { model })
    expect(run.status).toBe('completed')
    expect((await steps(run)).map(({ kind, iteration, outcome }) => `${kind} ${iteration} ${outcome}`)).toEqual([
      ...['model 1 ok', 'tool 1 ok', 'tool 1 failed'],
      ...['model 2 ok', 'tool 2 ok', 'model 3 ok', 'verify 3 ok'],
    ])
    expect(existsSync(join(folder, 'two.txt'))).toBe(false)
    const told = model.requests[1]!.messages.filter(({ role }) => role === 'tool')
    expect(told).toMatchObject([{ failed: false }, { failed: true }, { failed: true, text: expect.stringContaining('Nothing was done') }])
  })

  it('are each denied by themselves', async () => {
    const { play, folder } = playground()
    expect(await play([{ calls: [makes('one.txt'), { tool: 'repo_read_file', args: { path: '../x' } }] }])).toMatchObject({
      status: 'failed',
    })
    expect(existsSync(join(folder, 'one.txt'))).toBe(true)
  })
})

it('the same action on the same files is not done a fourth time', async () => {
  const { play, events } = playground()
  const run = await play([read])
  expect(run).toMatchObject({ status: 'failed', reason: expect.stringContaining('maxRepeatedActions') })
  expect(await events(run, 'tool_call')).toHaveLength(3)
  expect(await events(run, 'stuck_nudge')).toHaveLength(1)
})

it('17. a tool in the other spelling is stored in the usual one', async () => {
  const { play, steps } = playground()
  const run = await play([call('repo.run_tests'), finish()])
  expect(run.status).toBe('completed')
  expect((await steps(run)).map(({ tool }) => tool).filter(Boolean)).toEqual(['repo_run_tests'])
})

it('what the model is told in later turns begins with the very bytes of the earlier ones', async () => {
  const model = modelSaying([read, 'prose', test, finish()])
  await playground().play([], { model })
  const [first, ...later] = model.requests.map(({ system, tools, messages }) => ({ fixed: JSON.stringify([system, tools]), messages }))
  for (const { fixed } of later) expect(fixed).toBe(first!.fixed)
  const longest = JSON.stringify(later.at(-1)!.messages)
  for (const { messages } of later) expect(longest.startsWith(JSON.stringify(messages).slice(0, -1))).toBe(true)
})
