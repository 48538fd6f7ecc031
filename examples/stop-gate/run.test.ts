import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

it('holds a stop until its check passed on exactly these files, and lets an honest gap go', async () => {
  const program = join(process.env.LOOP_TEST_PROGRAMS!, 'examples/stop-gate/run.js')
  const { stdout } = await promisify(execFile)(process.execPath, [program])
  const lines = stdout.split('\n').map((line) => line.replaceAll(/ +/g, ' '))
  const start = (word: string) => lines.filter((line) => line.startsWith(`${word} `))
  expect(start('stop').map((line) => /^stop (allowed|held: 1\. [\w ]+)/.exec(line)![1])).toEqual([
    'held: 1. Check not measured',
    'held: 1. Check failed',
    'allowed',
    'held: 1. Check out of date',
    'allowed',
  ])
  expect(start('check')).toEqual([
    'check test: failed, 2 of 3 tests',
    'check test: passed, 3 of 3 tests',
    'check test: failed, 0 of 3 tests',
  ])
  expect(start('ask')).toEqual(['ask ✅ APPROVED TO STOP'])
  expect(lines).toContain('stops 5: complete 1, honest_gap 1, unfinished 3')
})
