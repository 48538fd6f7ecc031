import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeOn, useDatabase } from '../fixtures/database.ts'
import { endedWell, runTogether, startProcess } from '../fixtures/spawn.ts'
import type { Demo } from '../fixtures/tables.ts'

const seed = Number(process.env.LOOP_TEST_SEED ?? Date.now() % 100_000)

describeOn('sqlite', 'one SQLite file', (kind) => {
  const { open, url } = useDatabase(kind)

  test('loses no write of 32 processes that find it missing and start at the same moment', { timeout: 300_000 }, async () => {
    expect(await runTogether(32, 'count', url(), 25)).toEqual(Array(32).fill(endedWell))
    const counter = (db: Demo) => db.selectFrom('demo_counters').selectAll().execute()
    expect(await open().transaction('local', 'read', counter)).toEqual([{ name: 'hits', value: 800 }])
    const notes = (db: Demo) => db.selectFrom('demo_notes').select('id').execute()
    expect(await open().transaction('local', 'read', notes)).toHaveLength(800)
  })

  test(`keeps whole transactions only when writers are killed (LOOP_TEST_SEED=${seed})`, { timeout: 300_000 }, async () => {
    const random = randomFrom(seed)
    for (let round = 0; round < 10; round++) {
      await killOneOfTwo(1 + Math.floor(random() * 60))
      expect(await open().transaction('local', 'read', halfBatches)).toEqual([])
      expect(await open().transaction('local', 'read', integrity)).toEqual([{ integrity_check: 'ok' }])
    }
  })

  /** Kills one writer some statements after its start; the other must come through. */
  async function killOneOfTwo(statements: number): Promise<void> {
    const [victim, survivor] = await Promise.all([startProcess('batches', url(), 1000), startProcess('batches', url(), 20)])
    let seen = 0
    victim.lines.on('line', () => {
      if (++seen === statements) victim.kill()
    })
    victim.begin()
    survivor.begin()
    expect(await victim.ended).toMatchObject({ signal: 'SIGKILL' })
    expect(await survivor.ended).toEqual(endedWell)
  }
})

async function halfBatches(db: Demo): Promise<unknown[]> {
  const batches = db.selectFrom('demo_log').select('word').groupBy('word')
  return batches.having((having) => having.fn.countAll(), '<>', 5).execute()
}

async function integrity(db: Demo): Promise<unknown[]> {
  return (await sql`pragma integrity_check`.execute(db)).rows
}

/** The generator mulberry32: the same numbers for the same seed. */
function randomFrom(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
