import { expect, it } from 'vitest'
import { describeGate, type Gated } from '../fixtures/gated.ts'
import type { GateDatabase } from '../gate.ts'
import { workspaceId } from '../policy/workspace.ts'
import { dropSurplusDecisions } from '../storage/retention.ts'
import type { GateTables } from '../storage/tables.ts'
import { prune } from './prune.ts'

const day = 24 * 60 * 60_000
const policy = 'version: 1\nmode: enforce\ncriteria:\n  - { id: test, run: [node, check.mjs], on_stop: require }\n'
const gap = {
  criteria: ['test'],
  blocker: 'The database of the tests cannot be reached.',
  tried: 'Ran the check and read its output.',
  needs: 'access',
}

function tables<Result>({ loop }: Gated, work: (db: GateDatabase) => Promise<Result>): Promise<Result> {
  return loop.application.storage.transaction('local', 'write', (db) => work(db as GateDatabase))
}

/** How many rows a table has of one folder. */
async function counts(gated: Gated, ...names: (keyof GateTables)[]): Promise<number[]> {
  const own = workspaceId(gated.root)
  return tables(gated, async (db) => {
    const found: number[] = []
    for (const name of names) {
      const rows = await db.selectFrom(name).selectAll().execute()
      found.push(rows.filter((row) => 'workspace_id' in row && row.workspace_id === own).length)
    }
    return found
  })
}

/** Does the job now. */
function doNow(gated: Gated): Promise<void> {
  const now = gated.loop.application.clock
  return tables(gated, (db) => prune.run({}, { db, now } as never))
}

/** Asks for the job; somebody works it off. */
async function ask(gated: Gated): Promise<void> {
  const { jobs } = gated.loop.application
  const kind = { name: 'gate.prune', retries: 0, timeoutSeconds: 60 }
  await tables(gated, (db) => jobs.add(db as never, 'local', kind, { name: 'gate.prune', payload: {} }))
  await gated.loop.work()
}

describeGate('the job prune', (make) => {
  it('drops sessions and outputs after 30 days of silence, and the rest after 90', async () => {
    const gated = await make({ 'check.mjs': "console.log('hello'); process.exit(1)\n" })
    const { accept, call, stop, write, loop, receipts } = gated
    await accept(policy)
    await call('run_checks')
    await call('file_gap', gap)
    await stop()
    write('check.mjs', "console.log('hello')\n")
    await call('run_checks')
    expect(await counts(gated, 'gate_sessions', 'gate_decisions', 'gate_gaps')).toEqual([1, 2, 1])
    loop.pass(31 * day)
    await doNow(gated)
    expect(await counts(gated, 'gate_sessions', 'gate_decisions', 'gate_gaps')).toEqual([0, 2, 1])
    expect((await receipts()).map(({ output_tail }) => output_tail)).toEqual([null, null])
    loop.pass(60 * day)
    await doNow(gated)
    expect(await counts(gated, 'gate_decisions', 'gate_gaps', 'gate_receipts')).toEqual([0, 0, 2])
  })

  it('keeps the newest 20 receipts of a criterion, and those that a decision rests on', async () => {
    const gated = await make({ 'check.mjs': '\n' })
    const { accept, call, stop, receipts } = gated
    await accept(policy)
    await call('run_checks')
    await stop()
    const [first] = await receipts()
    const later = Array.from({ length: 23 }, (_, index) => ({
      ...first,
      id: `${first.id}-${index}`,
      finished_at: `2026-01-06T12:00:${10 + index}.000Z`,
    }))
    await tables(gated, (db) => db.insertInto('gate_receipts').values(later).execute())
    await ask(gated)
    await expect.poll(() => counts(gated, 'gate_receipts'), { timeout: 20_000 }).toEqual([21])
    expect((await receipts()).map(({ id }) => id)).toEqual([first.id, ...later.slice(3).map(({ id }) => id)])
  })

  it('keeps the newest decisions of each folder', async () => {
    const [one, other] = [await make(), await make()]
    for (const gated of [one, other]) {
      await gated.accept(policy)
      for (const prompt_id of ['p1', 'p2', 'p3']) await gated.stop({ prompt_id })
    }
    const before = await one.decisions()
    await tables(one, (db) => dropSurplusDecisions(db, 2))
    expect((await one.decisions()).map(({ id }) => id)).toEqual(before.slice(1).map(({ id }) => id))
    expect(await other.decisions()).toHaveLength(2)
  })
})
