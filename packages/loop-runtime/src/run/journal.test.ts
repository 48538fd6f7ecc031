import { expect, it } from 'vitest'
import { call, finish, playground, test } from '../fixtures/played-run.ts'
import { tracePages } from '../trace/trace-pages.ts'

it('an event of any size is kept whole, and small rows stay small', async () => {
  const { play, runtime, events } = playground({ files: { 'answer.txt': '42\n', 'large.txt': 'line\n'.repeat(30_000) } })
  const run = await play([call('repo_read_file', { path: 'large.txt', maxBytes: 150_000 }), test, finish()])
  expect(run.status).toBe('completed')
  const rows = []
  for await (const page of tracePages(runtime, run.id)) rows.push(...page)
  const whole = rows.map(({ payload }) => JSON.parse(payload)).find(({ output }) => output?.path === 'large.txt')
  expect(whole.output.content).toHaveLength(150_000)
  for (const { payload } of await events(run)) expect(JSON.stringify(payload).length).toBeLessThan(66_000)
})
