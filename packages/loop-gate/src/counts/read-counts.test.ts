import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { readCounts } from './read-counts.ts'

const xml = '<testsuite><testcase/><testcase/></testsuite>'
const output = '5 passed in 0.02s'
let root: string
let outside: string

beforeEach(() => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'loop-gate-counts-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  root = join(folder, 'root')
  outside = join(folder, 'outside.xml')
  mkdirSync(root)
  writeFileSync(outside, xml)
})

const read = (rule: Parameters<typeof readCounts>[0], startedAt = new Date(Date.now() - 60_000)) =>
  readCounts(rule, { output, root, startedAt })

it('the output is read, or nothing, as the rule says', async () => {
  expect(await read('auto')).toEqual({ passed: 5, failed: 0, skipped: 0 })
  expect(await read('none')).toBeNull()
})

it('a JUnit file that the run wrote is read in place of the output', async () => {
  writeFileSync(join(root, 'junit.xml'), xml)
  expect(await read('junit:junit.xml')).toEqual({ passed: 2, failed: 0, skipped: 0 })
})

it('a JUnit file that is older than the run says nothing of it', async () => {
  writeFileSync(join(root, 'junit.xml'), xml)
  const startedAt = new Date()
  utimesSync(join(root, 'junit.xml'), startedAt, new Date(startedAt.getTime() - 1_000))
  expect(await read('junit:junit.xml', startedAt)).toBeNull()
})

it.each<[string, () => void]>([
  ['is missing', () => {}],
  ['is empty', () => writeFileSync(join(root, 'junit.xml'), '')],
  ['is a folder', () => mkdirSync(join(root, 'junit.xml'))],
  ['is a link that leads outside', () => symlinkSync(outside, join(root, 'junit.xml'))],
  ['is longer than 8 MiB', () => writeFileSync(join(root, 'junit.xml'), xml + ' '.repeat(8 * 1_048_576))],
])('a JUnit file that %s counts nothing', async (_, write) => {
  write()
  expect(await read('junit:junit.xml')).toBeNull()
})

it('a JUnit file outside the workspace is not read', async () => {
  expect(await read('junit:../outside.xml')).toBeNull()
  expect(await read(`junit:${outside}`)).toBeNull()
})
