import { execFileSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { testDatabases, testLoop } from 'loop-core/testing'
import { loopGate } from 'loop-gate'
import { loopRuntime } from 'loop-runtime'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { commitAll } from '../../packages/loop-runtime/src/files/fixtures/workspace.ts'

const policy = `version: 1
mode: enforce
criteria:
  - { id: test, run: [sh, check.sh], on_stop: require }
`

/** What both servers know of one folder, whose check says in a file beside it that it ran. */
describe.each(testDatabases())('loop-runtime and loop-gate on $name', ({ create }) => {
  let url: string
  let drop: () => Promise<void>
  beforeAll(async () => {
    ;({ url, drop } = await create())
  })
  afterAll(() => drop())

  async function together() {
    const [root, home, outside] = [temporary(), temporary(), temporary()]
    const environment = {
      ...{ LOOP_HOME: home, LOOP_WORKSPACE: root, LOOP_SESSION: 'session-1' },
      ...{ LOOP_RUNTIME_TEST_COMMAND: 'sh check.sh', LOOP_RUNTIME_SANDBOX: 'off' },
    }
    const loop = testLoop([loopGate, loopRuntime], { databaseUrl: url, environment, newId: () => randomUUID() })
    onTestFinished(() => loop.close())
    const write = (path: string, content: string) => {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), content)
    }
    write('check.sh', `echo ran >> ${outside}/log\ngrep -q fixed a.txt\n`)
    write('a.txt', 'fixed\n')
    write('.loop/gate.yaml', policy)
    commitAll(root)
    await loop.call('accept_policy', { hash: createHash('sha256').update(policy).digest('hex') })
    const call = (name: string, input: object = {}) => {
      loop.pass(1_000)
      return loop.call(name, input)
    }
    return { call, write, runs: () => execFileSync('sh', ['-c', `wc -l < ${outside}/log`], { encoding: 'utf8' }).trim() }
  }

  it('a run of repo_run_tests is a receipt of the gate, which runs nothing again', async () => {
    const { call, write, runs } = await together()
    expect(await call('get_gate_status')).toMatchObject({ criteria: [{ id: 'test', verdict: 'not_measured' }] })
    const { receiptId } = await call('repo_run_tests')
    expect(receiptId).toBeDefined()
    expect(await call('get_gate_status')).toMatchObject({ criteria: [{ id: 'test', verdict: 'passed' }] })
    expect(await call('run_checks')).toMatchObject({ all_passed: true, receipts: [{ reused: true }] })
    expect(runs()).toBe('1')
    write('a.txt', 'fixed twice\n')
    expect(await call('get_gate_status')).toMatchObject({ criteria: [{ id: 'test', verdict: 'stale' }] })
  })

  it('a red run is one too', async () => {
    const { call, write } = await together()
    write('a.txt', 'broken\n')
    expect(await call('repo_run_tests')).toMatchObject({ passed: false })
    expect(await call('get_gate_status')).toMatchObject({ criteria: [{ verdict: 'failed', reason: 'exit_code' }] })
  })
})

function temporary(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'loop-together-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
