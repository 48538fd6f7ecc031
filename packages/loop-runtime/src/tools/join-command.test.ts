import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { callTool, toolPlace } from '../fixtures/tool-place.ts'
import type { Runtime } from '../runtime.ts'
import { deleteLease, insertLease } from '../storage/leases.ts'
import { receiptsSince } from '../storage/receipts.ts'
import type { LeaseRow } from '../storage/tables.ts'
import type { ToolPlace } from './tool.ts'

const receiptsOf = ({ runtime, files }: ToolPlace) => runtime.transaction('read', ({ db }) => receiptsSince(db, files.root, ''))

/** A place whose tests run until they are told to end, and say how often they ran. */
async function waitingPlace() {
  const signals = temporaryFolder()
  const [ran, go] = [join(signals, 'ran'), join(signals, 'go')]
  const testCommand = `echo ran >> '${ran}'; while [ ! -e '${go}' ]; do sleep 0.02; done; echo enough`
  return {
    place: await toolPlace({ task: { testCommand, checks: { lint: 'true' } }, leaseWaitMs: 0 }),
    hasBegun: () => vi.waitFor(() => expect(existsSync(ran)).toBe(true), { timeout: 30_000 }),
    end: () => writeFileSync(go, ''),
    runs: () => readFileSync(ran, 'utf8'),
  }
}

it('the same command on the same files is joined while it runs, and progress reaches all', async () => {
  const { place, hasBegun, end, runs } = await waitingPlace()
  const first = callTool(place, 'repo_run_tests')
  await hasBegun()
  const second = callTool(place, 'repo_run_tests', {}, { onProgress: end })
  const answers = await Promise.all([first, second])
  expect(answers[1]).toEqual(answers[0])
  expect(answers[0]).toMatchObject({ passed: true, stdout: 'enough\n' })
  expect(await receiptsOf(place)).toHaveLength(1)
  expect(runs()).toBe('ran\n')
})

it('those who come in the same moment share one receipt as well', async () => {
  const place = await toolPlace({ task: { testCommand: 'sleep 0.3; echo enough' } })
  const other = await toolPlace({ task: { testCommand: 'sleep 0.3; echo enough' }, root: place.files.root, path: place.runtime.path })
  const answers = await Promise.all([place, place, other].map((each) => callTool(each, 'repo_run_tests')))
  expect(answers.map(({ stdout }) => stdout)).toEqual(Array(3).fill('enough\n'))
  expect(await receiptsOf(place)).toHaveLength(1)
})

it('another command, and the same one on other files, wait until the root is free, and are told who holds it', async () => {
  const { place, hasBegun, end } = await waitingPlace()
  const first = callTool(place, 'repo_run_tests')
  await hasBegun()
  await expect(callTool(place, 'repo_run_check', { check: 'lint' })).rejects.toMatchObject({ code: 'workspace_busy' })
  const edits = [{ path: 'a.txt', search: 'one', replace: 'two' }]
  await expect(callTool(place, 'repo_apply_patch', { edits })).rejects.toMatchObject({ code: 'workspace_busy' })
  writeFileSync(join(place.files.root, 'a.txt'), 'changed\n')
  const second = callTool(place, 'repo_run_tests')
  end()
  expect((await first).fresh).toBe(false)
  expect((await second).fresh).toBe(true)
  expect(await receiptsOf(place)).toHaveLength(2)
})

it('whoever goes away leaves the command to the others', async () => {
  const { place, hasBegun, end } = await waitingPlace()
  const gone = new AbortController()
  const first = callTool(place, 'repo_run_tests', {}, { signal: gone.signal })
  await hasBegun()
  const second = callTool(place, 'repo_run_tests', {}, { onProgress: () => gone.abort() })
  await expect(first).rejects.toMatchObject({ name: 'AbortError' })
  end()
  expect(await second).toMatchObject({ passed: true })
})

it('whoever has no patience is told that it runs, and joins it by calling again', async () => {
  const { place, hasBegun, end } = await waitingPlace()
  const answer = await callTool(place, 'repo_run_tests', {}, { patienceMs: 1 })
  expect(answer).toMatchObject({ outcome: 'running', passed: false, fresh: false })
  await hasBegun()
  const second = callTool(place, 'repo_run_tests', {}, { onProgress: end })
  expect(await second).toMatchObject({ outcome: 'passed', receiptId: answer.receiptId })
})

it.each([
  ['is shared if it says something of the files as they are', false],
  ['is not shared once the files have changed', true],
])('what another process ran meanwhile %s', async (_, changes) => {
  const place = await toolPlace({ task: { testCommand: 'echo enough' } })
  const { receiptId } = await callTool(place, 'repo_run_tests')
  const held = await holdAs(place, receiptId)
  const { waits, runtime } = watched(place.runtime)
  const answer = callTool({ ...place, runtime }, 'repo_run_tests')
  await waits
  if (changes) writeFileSync(join(place.files.root, 'a.txt'), 'changed\n')
  await place.runtime.transaction('write', ({ db }) => deleteLease(db, held))
  expect(await answer).toMatchObject({ stdout: 'enough\n', fresh: true })
  expect((await answer).receiptId === receiptId).toBe(!changes)
})

/** Says when somebody begins to wait for a lease, since that is when a command reads for the first time. */
function watched(runtime: Runtime) {
  let begins = () => {}
  const waits = new Promise<void>((resolve) => {
    begins = resolve
  })
  const transaction: Runtime['transaction'] = (access, work) => {
    if (access === 'read') begins()
    return runtime.transaction(access, work)
  }
  return { waits, runtime: { ...runtime, transaction } }
}

/** The lease of another process that is at the run of a receipt. */
async function holdAs({ runtime, files }: ToolPlace, id: string): Promise<LeaseRow> {
  const [since, until] = [runtime.now(), new Date(runtime.now().getTime() + 60_000)].map((time) => time.toISOString())
  const work = JSON.stringify({ what: 'echo enough', by: 'somebody', key: 'k' })
  const row = { root: files.root, id, pid: process.pid, host: hostname(), work, since: since!, until: until! }
  await runtime.transaction('write', ({ db }) => insertLease(db, row))
  return row
}
