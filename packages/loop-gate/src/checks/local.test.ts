import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { local } from '../fixtures/local.ts'

const policy = (run: string, more = '') => `version: 1
mode: enforce
criteria:
  - { id: test, run: ${run}${more} }
`
const passing = { 'check.mjs': 'console.log("fine")\n' }
const node = '[node, check.mjs]'

describe('loop-gate run', () => {
  it('15. what passed is used again by run_checks, and check exits with 0', async () => {
    const { accept, type, serve } = local(passing)
    await accept(policy(node))
    expect(await type(['check'])).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('not measured  test  (never ran)') })
    const ran = await type(['run', 'test'])
    expect(ran).toMatchObject({
      exitCode: 0,
      stdout: 'fine\n',
      stderr: expect.stringMatching(/^loop-gate: test passed \(exit 0\), receipt rc_\S+\n$/),
    })
    expect(await serve().call('run_checks', {})).toMatchObject({ all_passed: true, receipts: [{ reused: true }] })
    expect(await type(['check'])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('All required checks hold') })
  })

  it('names what a person named as they wrote it', async () => {
    const { accept, type } = local()
    await accept('version: 1\ncriteria:\n  - { id: unit_tests, title: Tests of my_code, run: ["true"] }\n')
    expect((await type(['check'])).stdout).toContain('not measured  unit_tests  Tests of my_code (never ran)')
  })

  it('22. any other command is kept and proves nothing; the same words in the same folder count', async () => {
    const { accept, type, rows } = local(passing)
    await accept(policy(node))
    expect(await type(['run', '--', 'true'])).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('it proves nothing') })
    expect((await type(['check'])).exitCode).toBe(1)
    expect(await type(['run', '--', 'node', 'check.mjs'])).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('test passed') })
    expect((await type(['check'])).exitCode).toBe(0)
    const kept = await rows('gate_receipts')
    expect(kept.map(({ kind, criterion_id }) => [kind, criterion_id]).sort()).toEqual([
      ['adhoc', null],
      ['criterion', 'test'],
    ])
  })

  it('25. what takes too long is not measured, exits with 124, and leaves no child', async () => {
    const { accept, root, type, rows } = local({ 'slow.sh': 'sleep 60 & echo $! > .git/pid; wait\n' })
    await accept(policy('[sh, slow.sh]', ', timeout_seconds: 1'))
    expect(await type(['run', 'test'])).toMatchObject({ exitCode: 124, stderr: expect.stringContaining('test not measured (timed out') })
    expect(isAlive(join(root, '.git/pid'))).toBe(false)
    expect(await rows('gate_receipts')).toMatchObject([{ verdict: 'not_measured', reason: 'timed_out' }])
  })

  it('26. a file that changes while it runs makes it not measured', async () => {
    const { accept, type } = local({ 'change.sh': 'echo two > a.txt\n' })
    await accept(policy('[sh, change.sh]'))
    expect(await type(['run', 'test'])).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('workspace changed during run') })
    expect((await type(['check'])).exitCode).toBe(1)
  })

  it('56. secrets in the output are masked in what is kept', async () => {
    const secret = `ghp_${'a1B2'.repeat(9)}`
    const { accept, type, rows } = local({ 'leak.sh': `echo ${secret}\n` })
    await accept(policy('[sh, leak.sh]'))
    expect((await type(['run', 'test'])).stdout).toContain(secret)
    const [receipt] = await rows('gate_receipts')
    expect(receipt.output_tail).not.toContain(secret)
    expect(receipt.output_bytes).toBeGreaterThan(secret.length)
  })

  it('passes on both streams and the code, 127 for what is not there', async () => {
    const { accept, type } = local({ 'fail.sh': 'echo out; echo err >&2; exit 7\n' })
    await accept(policy('[sh, fail.sh]'))
    expect(await type(['run', 'test'])).toMatchObject({
      exitCode: 7,
      stdout: 'out\n',
      stderr: expect.stringMatching(/^err\nloop-gate: test failed/),
    })
    expect((await type(['run', '--', 'no-such-command'])).exitCode).toBe(127)
  })

  it('interrupted, ends the command with its children and exits with 130', async () => {
    const { accept, root, type } = local({ 'slow.sh': 'sleep 60 & echo $! > .git/pid; wait\n' })
    await accept(policy('[sh, slow.sh]'))
    const controller = new AbortController()
    const typed = type(['run', 'test'], { signal: controller.signal })
    await vi.waitFor(() => expect(isAlive(join(root, '.git/pid'))).toBe(true), { timeout: 20_000 })
    controller.abort()
    expect(await typed).toMatchObject({ exitCode: 130, stderr: expect.stringContaining('test not measured (interrupted') })
    expect(isAlive(join(root, '.git/pid'))).toBe(false)
  })

  it('without a database still exits with the code of the command, and says that nothing was recorded', async () => {
    const { accept, database, type } = local({ 'fail.sh': 'exit 7\n' })
    await accept(policy('[sh, fail.sh]'))
    garbage(database)
    for (const words of [
      ['run', 'test'],
      ['run', '--', 'sh', '-c', 'exit 7'],
    ])
      expect(await type(words)).toMatchObject({ exitCode: 7, stderr: expect.stringContaining('nothing was recorded: The database') })
  })

  it('refuses what it does not understand', async () => {
    const { accept, type } = local(passing)
    for (const words of [[], ['--'], ['test', '--', 'true'], ['--all']]) expect((await type(['run', ...words])).exitCode).toBe(2)
    expect(await type(['run', 'test'])).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('No folder with a policy') })
    await accept(policy(node))
    expect(await type(['run', 'other'])).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('It has: test.') })
  })

  it('runs a command where nobody accepted a policy, and keeps nothing of it', async () => {
    const { type } = local()
    expect(await type(['run', '--', 'sh', '-c', 'exit 3'])).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('nothing was recorded'),
    })
  })
})

describe('loop-gate check', () => {
  it('names the hash to accept, and takes it from the environment', async () => {
    const { root, type } = local({ ...passing, '.loop/gate.yaml': policy(node) })
    const { exitCode, stderr } = await type(['check', '--run'])
    expect(exitCode).toBe(1)
    const [, LOOP_GATE_ACCEPT = ''] = /LOOP_GATE_ACCEPT=([0-9a-f]{64})/.exec(stderr)!
    expect(await type(['check', '--run'], { environment: { LOOP_GATE_ACCEPT } })).toMatchObject({
      exitCode: 0,
      stdout: expect.not.stringContaining('fine'),
    })
    writeFileSync(join(root, 'a.txt'), 'two\n')
    expect((await type(['check'], { environment: { LOOP_GATE_ACCEPT } })).stdout).toContain('stale  test  (files changed')
  })
})

describe('the hook', () => {
  it('55. a check that does not obey is gone when the answer comes', async () => {
    const { accept, root, stop, rows } = local({
      'stubborn.sh': 'trap "" TERM; echo $$ > .git/pid; while :; do sleep 1; done\n',
    })
    await accept(policy('[sh, stubborn.sh]'))
    const { answer } = await stop({}, ['--budget', '4'])
    expect(JSON.parse(answer)).toMatchObject({ decision: 'block', reason: expect.stringContaining('there was no time left') })
    expect(isAlive(join(root, '.git/pid'))).toBe(false)
    expect(await rows('gate_receipts')).toMatchObject([{ verdict: 'not_measured', reason: 'over_budget' }])
  })

  it.each(['nothing', 'garbage'])('answers at once where the folder is nobody’s, whatever the database is: %s', async (kind) => {
    const { database, stop } = local()
    if (kind === 'garbage') garbage(database)
    expect(await stop()).toEqual({ answer: '{}', stderr: '' })
  })

  it('lets go with a word on stderr where the database is garbage', async () => {
    const { accept, database, stop } = local(passing)
    await accept(policy(node))
    garbage(database)
    expect(await stop()).toMatchObject({ answer: '{}', stderr: expect.stringContaining('so it was allowed') })
  })
})

function garbage(path: string): void {
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, 'this is no database, and long enough to be read as the header of one'.repeat(20))
}

/** Whether the process whose id stands in a file is there; one that is dead and not yet fetched is not. */
function isAlive(path: string): boolean {
  const pid = readFileSync(path, 'utf8').trim()
  if (pid === '') throw new Error('not yet written')
  try {
    return !/^Z/.test(execFileSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' }).trim())
  } catch {
    return false
  }
}
