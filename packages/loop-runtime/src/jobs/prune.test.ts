import { expect, it } from 'vitest'
import { recordedRun } from '../fixtures/recorded-run.ts'
import { runtimeIn } from '../fixtures/runtime-in.ts'
import { describeServed, mend, mutating, type Served } from '../fixtures/served.ts'
import type { RuntimeDatabase } from '../runtime.ts'
import { blobOf, insertBlobs } from '../storage/blobs.ts'
import { insertReceipt, newestReceipts } from '../storage/receipts.ts'
import { insertEvents, insertRun, stepsOf } from '../storage/runs.ts'
import { type Bounds, pruneTo } from './prune.ts'

const day = 24 * 3_600_000
const usual: Bounds = { runs: 200, runDays: 30, receipts: 10_000, bytes: 1_000_000 }

function within<Result>(served: Served, work: (db: RuntimeDatabase) => Promise<Result>): Promise<Result> {
  return runtimeIn(served).transaction('write', ({ db }) => work(db))
}

const pruned = (served: Served, bounds: Partial<Bounds> = {}) => pruneTo(runtimeIn(served), { ...usual, ...bounds })

/** How many rows of journal, trace and bytes there are; the bytes are everybody's. */
const kept = (served: Served, id: string) =>
  within(served, async (db) => ({
    steps: (await stepsOf(db, id)).length,
    events: (await db.selectFrom('runtime_events').selectAll().where('run_id', '=', id).execute()).length,
    approvals: (await db.selectFrom('runtime_approvals').selectAll().where('run_id', '=', id).execute()).length,
  }))

/** A run that ended, after one patch and one run of the tests. */
async function ended(served: Served): Promise<string> {
  const run_id = await served.begin()
  await served.step(run_id, 'repo_apply_patch', mend)
  await served.step(run_id, 'repo_run_tests')
  await served.call('cancel_run', { run_id })
  return run_id
}

describeServed('the job run.prune', (make) => {
  it('drops the journal of an old run that is not among the newest; its row and its receipts stay', async () => {
    const served = make(mutating)
    const old = await ended(served)
    served.write('a.txt', 'broken\n')
    const next = await ended(served)
    await pruned(served, { runs: 1 })
    expect(await kept(served, old)).toMatchObject({ steps: 4 })
    served.loop.pass(31 * day)
    await pruned(served)
    expect(await kept(served, old)).toMatchObject({ steps: 4 })
    await pruned(served, { runs: 1 })
    expect(await kept(served, old)).toEqual({ steps: 0, events: 0, approvals: 0 })
    expect(await kept(served, next)).toMatchObject({ steps: 4 })
    expect(await served.call('get_run', { run_id: old })).toMatchObject({ run: { status: 'stopped_by_human' } })
    expect(await within(served, (db) => newestReceipts(db, served.root, 10))).toHaveLength(4)
  })

  it('never touches an active run, however old, and goes on with none whose journal is gone', async () => {
    const served = make(mutating)
    const run_id = await served.begin()
    await served.step(run_id, 'repo_apply_patch', mend)
    const row = recordedRun({ id: 'failed', root: served.root, status: 'failed', reason: 'model_error: It is down.', events: 1 })
    await within(served, (db) => insertRun(db, row))
    served.loop.pass(365 * day)
    await pruned(served, { runs: 0, bytes: 0 })
    expect(await kept(served, run_id)).toMatchObject({ steps: 2 })
    expect(await served.step(run_id, 'repo_run_tests')).toMatchObject({ result: { output: { passed: true } } })
    expect(await served.call('undo_patch', { run_id })).toMatchObject({ files: ['a.txt'] })
    await served.call('cancel_run', { run_id })
    expect(await served.refusal('resume_run', { run_id: 'failed' })).toMatchObject({ code: 'run_ended' })
  })

  it('keeps so many receipts of a folder, and every fresh one', async () => {
    const served = make(mutating)
    await served.call('repo_run_tests')
    await served.call('repo_apply_patch', mend)
    const { receiptId } = await served.call('repo_run_tests')
    const fresh = (await within(served, (db) => newestReceipts(db, served.root, 1)))[0]!
    served.loop.pass(day)
    for (const count of [1, 2, 3]) {
      const started_at = new Date(served.loop.application.clock().getTime() + count).toISOString()
      await within(served, (db) => insertReceipt(db, { ...fresh, id: `red-${count}-${fresh.id}`, outcome: 'failed', started_at }))
    }
    await pruned(served, { receipts: 2 })
    const ids = (await within(served, (db) => newestReceipts(db, served.root, 10))).map(({ id }) => id)
    expect(ids).toEqual([receiptId, `red-2-${fresh.id}`, `red-3-${fresh.id}`])
    served.write('a.txt', 'other\n')
    await pruned(served, { receipts: 2 })
    expect(await within(served, (db) => newestReceipts(db, served.root, 10))).toHaveLength(2)
  })

  it('drops bytes that nothing names, then the oldest of ended work where there are too many', async () => {
    const served = make(mutating)
    const run_id = await ended(served)
    const orphan = await blobOf(Buffer.from(`orphan of ${run_id}`), served.loop.application.clock())
    const named = await blobOf(Buffer.from(`named by ${run_id}`), served.loop.application.clock())
    const payload = JSON.stringify({ blob: named.sha256, bytes: named.bytes })
    const at = served.loop.application.clock().toISOString()
    await within(served, async (db) => {
      await insertBlobs(db, [orphan, named])
      await insertEvents(db, [{ run_id, seq: 1_000, type: 'tool_result', payload, at }])
    })
    const there = async () => {
      const rows = await within(served, (db) =>
        db.selectFrom('runtime_blobs').select('sha256').where('sha256', 'in', [orphan.sha256, named.sha256]).execute(),
      )
      return [orphan, named].map(({ sha256 }) => rows.some((row) => row.sha256 === sha256))
    }
    await pruned(served)
    expect(await there()).toEqual([true, true])
    served.loop.pass(day)
    await pruned(served)
    expect(await there()).toEqual([false, true])
    await within(served, (db) => insertBlobs(db, [{ ...named, created_at: served.loop.application.clock().toISOString() }]))
    await pruned(served, { bytes: 0 })
    expect(await there()).toEqual([false, true])
    served.loop.pass(day)
    await pruned(served, { bytes: 0 })
    expect(await there()).toEqual([false, false])
  })
})
