import { sql } from 'kysely'
import type { Migration } from 'loop-core'
import { testDatabases, testLoop } from 'loop-core/testing'
import { describe, expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'
import { startObserver } from '../fixtures/start-observer.ts'
import { loopLearn } from '../index.ts'

const seed = Number(process.env.LOOP_TEST_SEED ?? Date.now() % 100_000)
const endedWell = { code: 0, signal: null, stderr: '' }

// The bench has 32 of them with 20 notes each.
const [processes, each] = [6, 20]

const sqlite = testDatabases().filter(({ name }) => name === 'sqlite')

describe.each(sqlite)('56. processes with one $name file', ({ create }) => {
  async function withFile(work: (url: string) => Promise<void>): Promise<void> {
    const { url, drop } = await create([loopLearn])
    await work(url).finally(drop)
  }

  it('that observe at the same moment lose nothing, in one open session whose counters are right', () =>
    withFile(async (url) => {
      const started = await Promise.all(
        Array.from({ length: processes }, (_, index) => startObserver(url, 'observe', each, `agent-${index}`)),
      )
      for (const { begin } of started) begin()
      expect(await Promise.all(started.map(({ ended }) => ended))).toEqual(Array(processes).fill(endedWell))
      expect(await stateOf(url)).toMatchObject({ notes: processes * each, counted: processes * each, told: processes * each, open: 1 })
    }))

  it(`leave whole notes and sessions only when they are killed (LOOP_TEST_SEED=${seed})`, () =>
    withFile(async (url) => {
      for (let round = 0; round < 4; round++) {
        const observer = await startObserver(url, 'sessions', 100, `round-${round}`)
        observer.killAfter(1 + ((seed + round * 7) % 11))
        observer.begin()
        expect(await observer.ended).toMatchObject({ signal: 'SIGKILL' })
        const { notes, counted, told, sessions, begun, over, ended, open } = await stateOf(url)
        expect([counted, told, begun, ended]).toEqual([notes, notes, sessions, over])
        expect(open).toBeLessThanOrEqual(1)
      }
    }))
})

describeLearning('56. 32 callers', (learner) => {
  it('who observe at the same moment lose nothing, in one open session whose counters are right', async () => {
    const mine = learner()
    const callers = Array.from({ length: 32 }, async (_, caller) => {
      for (let note = 0; note < 3; note++) await mine.observe('struggle', `caller ${caller} note ${note}`)
    })
    await Promise.all(callers)
    const { session } = await mine.call('loop_session_end')
    expect(session.counts.struggles).toBe(96)
    const { total } = await mine.call('recall_observations', { query: 'caller', session_id: session.id })
    expect(total).toBe(96)
  })
})

describe.each(testDatabases())('58. two versions on one $name database', ({ create }) => {
  it('read and write side by side', async () => {
    const { url, drop } = await create([loopLearn])
    const next = { ...loopLearn, migrations: { ...loopLearn.migrations, '9999-later': later } }
    const versions = [loopLearn, next, loopLearn].map((module, index) =>
      testLoop([module], { databaseUrl: url, newId: () => `id-${index}-${++made}` }),
    )
    for (const round of [1, 2])
      for (const [index, { call }] of versions.entries()) {
        await call('loop_observe', { kind: 'question', content: `tea ${round} of version ${index}` })
        expect(await call('recall_observations', { query: 'tea' })).toMatchObject({ total: (round - 1) * 3 + index + 1 })
      }
    await Promise.all(versions.map(({ close }) => close()))
    await drop()
  })
})

let made = 0

const later: Migration = {
  async up(schema) {
    await schema.addColumn('learn_observations', 'later', { type: 'text', nullable: true })
    await schema.createTable('learn_later', { columns: { id: 'text' }, primaryKey: ['id'] })
  },
}

/** What a file holds: where all is whole, notes are counted and told, and each session has begun and ended with an event. */
async function stateOf(url: string) {
  const { application, close } = testLoop([loopLearn], { databaseUrl: url })
  const state = await application.storage.transaction('local', 'read', async (db) => {
    const { rows } = await sql<Record<keyof typeof counts, number>>`select ${sql.join(selections)}`.execute(db)
    return rows[0]!
  })
  await close()
  return state
}

const counts = {
  notes: 'count(*) from learn_observations',
  counted: 'coalesce(sum(decisions + struggles + completions + questions + avoidances), 0) from learn_sessions',
  told: "count(*) from core_events where type = 'learning.observed'",
  sessions: 'count(*) from learn_sessions',
  begun: "count(*) from core_events where type = 'learning.session_started'",
  over: 'count(*) from learn_sessions where ended_at is not null',
  ended: "count(*) from core_events where type = 'learning.session_ended'",
  open: 'count(*) from learn_sessions where ended_at is null',
}
const selections = Object.entries(counts).map(([name, count]) => sql`(select ${sql.raw(count)}) as ${sql.id(name)}`)
