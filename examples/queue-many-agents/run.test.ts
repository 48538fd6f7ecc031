import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

it('three agents empty a queue with dependencies, and each task has one owner', async () => {
  const words = [join(process.env.LOOP_TEST_PROGRAMS!, 'examples/queue-many-agents/run.js'), '--workers', '3', '--tasks', '9']
  const { stdout } = await promisify(execFile)(process.execPath, words)
  const rows = stdout.split('\n').filter((line) => line.startsWith('Task '))
  expect(rows).toHaveLength(9)
  for (const row of rows) expect(row).toMatch(/agent \d$/)
  expect(stdout).toContain('9 of 9 tasks have exactly one owner; 3 agents worked.')
})
