import { hostname } from 'node:os'
import { expect, it } from 'vitest'
import { describeGate, type Gated } from '../fixtures/gated.ts'

const policy = 'version: 1\nmode: enforce\ncriteria:\n  - { id: test, run: [sh, slow.sh] }\n'
const files = { 'slow.sh': 'sleep 0.5\n' }

/** Writes down that somebody runs the check on the present files, as a process that there is or is not. */
async function lease({ loop, call }: Gated, pid: number): Promise<void> {
  const { digest, workspace } = await call('get_gate_status')
  const times = { started_at: '2026-01-05T11:00:00.000Z', until: '2027-01-01T00:00:00.000Z' }
  const row = {
    workspace_id: workspace.id,
    criterion_id: 'test',
    scope_digest: digest,
    id: 'run',
    pid,
    host: hostname(),
    actor: 'x',
    ...times,
  }
  await loop.application.storage.transaction('local', 'write', (db) => db.insertInto('gate_runs').values(row).execute())
}

describeGate('one run of a check', (make) => {
  it('serves all stops that wait for it', async () => {
    const gated = await make(files)
    await gated.accept(policy)
    const stops = await Promise.all(['a', 'b', 'c'].map((session_id) => gated.stop({ session_id })))
    expect(stops).toEqual([{}, {}, {}])
    expect(await gated.receipts()).toMatchObject([{ verdict: 'passed' }])
  })

  it('is begun anew where whoever ran it is gone', async () => {
    const gated = await make(files)
    await gated.accept(policy)
    // No system gives so high a number.
    await lease(gated, 2 ** 30)
    expect(await gated.stop()).toEqual({})
    expect(await gated.receipts()).toMatchObject([{ verdict: 'passed' }])
  })

  it('is waited for while whoever runs it is there, and not by the tool', async () => {
    const gated = await make(files)
    await gated.accept(policy)
    await lease(gated, process.pid)
    expect(await gated.refusal('run_checks')).toMatchObject({ code: 'check_running' })
    expect(await gated.receipts()).toEqual([])
  })
})
