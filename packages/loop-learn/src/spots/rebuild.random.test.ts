import fc from 'fast-check'
import { expect, it } from 'vitest'
import { describeLearning, type Learner } from '../fixtures/learning.ts'
import { addForecast, settle } from '../forecasts/forecast.ts'
import { forgetNotes } from '../forget/forget.ts'
import type { Learning } from '../learning.ts'
import { record } from '../observe/record.ts'
import { startSession } from '../sessions/start.ts'
import { hour, kinds } from '../words.ts'
import { evaluateSpots } from './evaluate.ts'
import { rebuildSpots } from './rebuild.ts'
import { sweepSpots } from './sweep.ts'

const runs = Number(process.env.LOOP_TEST_RUNS ?? 3)

const share = { min: 0, max: 1, noNaN: true }

/** What may happen to somebody's notes. */
const deed = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      deed: fc.constant('observe' as const),
      kind: fc.constantFrom(...kinds),
      topic: fc.constantFrom('one', 'two', undefined),
      domain: fc.constantFrom('coding', 'french'),
      outcome: fc.constantFrom('confirmed', 'refuted', undefined),
      hoursAgo: fc.constantFrom(0, 0.2, 4, 30, 100, 400, 700),
    }),
  },
  { weight: 4, arbitrary: fc.record({ deed: fc.constant('pass' as const), hours: fc.constantFrom(0.1, 3, 26, 100, 360) }) },
  { weight: 2, arbitrary: fc.record({ deed: fc.constantFrom('start' as const, 'sweep' as const) }) },
  { weight: 2, arbitrary: fc.record({ deed: fc.constantFrom('forget' as const, 'judge' as const), which: fc.double(share) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      deed: fc.constant('say' as const),
      which: fc.double(share),
      to: fc.constantFrom('resolved', 'dismissed', 'active'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ deed: fc.constant('forecast' as const), happened: fc.boolean() }) },
)
type Deed = typeof deed extends fc.Arbitrary<infer Value> ? Value : never

/** Every history begins with a blind spot, or many would be about none. */
const stuck = ([700, 400, 100] as const).map(
  (hoursAgo): Deed => ({ deed: 'observe', kind: 'struggle', topic: 'one', domain: 'coding', outcome: undefined, hoursAgo }),
)

describeLearning('rebuild', (learner) => {
  it('has something to look at', async () => {
    const me = learner()
    for (const [index, one] of stuck.entries()) await happen(me, one, index)
    expect((await stored(me)).spots).toHaveLength(1)
  })

  it('changes nothing, whatever has happened', async () => {
    const seed = Number(process.env.LOOP_TEST_SEED ?? Date.now() % 100_000)
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 30, maxLength: 80, size: 'max' }), async (deeds) => {
        const me = learner()
        for (const [index, one] of [...stuck, ...deeds].entries()) await happen(me, one, index)
        await me.learning(sweepSpots)
        const before = await stored(me)
        expect(await me.learning(rebuildSpots)).toEqual([])
        expect(await stored(me)).toEqual(before)
      }),
      { seed, numRuns: runs, endOnFailure: true },
    )
  }, 60_000)
})

async function happen(me: Learner, one: Deed, index: number): Promise<void> {
  if (one.deed === 'pass') return me.pass(one.hours * hour)
  if (one.deed === 'say') return say(me, one)
  await me.learning(async (own) => {
    if (one.deed === 'observe') await observe(own, one, index)
    if (one.deed === 'start') await startSession(own, { fresh: true })
    if (one.deed === 'sweep') await sweepSpots(own)
    if (one.deed === 'forecast') {
      const { id } = await addForecast(own, { claim: 'So', probability: 0.9 })
      await settle(own, { id, outcome: one.happened ? 'true' : 'false' })
    }
    if (one.deed === 'forget') await forgetNotes(own, await someNotes(own, one.which))
    if (one.deed === 'judge') await judge(own, one.which)
  })
}

async function observe(own: Learning, { kind, topic, domain, outcome, hoursAgo }: Extract<Deed, { deed: 'observe' }>, index: number) {
  const observed_at = new Date(Date.parse(own.at) - hoursAgo * hour).toISOString()
  const content = ['The tests hang again', 'Tests of the login hang', 'Tests for login are slow'][index % 3]!
  const verdict = kind === 'completion' ? (outcome as 'confirmed' | undefined) : undefined
  await record(own, { kind, content: `${content} ${index}`, topic, domain, outcome: verdict, observed_at, source: 'agent' })
}

async function someNotes({ db, learner }: Learning, which: number) {
  const notes = await db.selectFrom('learn_observations').selectAll().where('learner_id', '=', learner).orderBy('number').execute()
  const start = Math.floor(which * notes.length)
  return notes.slice(start, start + (which > 0.8 ? 5 : 1))
}

async function judge(own: Learning, which: number): Promise<void> {
  const completions =
    (await someNotes(own, 0)).length === 0
      ? []
      : await own.db
          .selectFrom('learn_observations')
          .selectAll()
          .where('learner_id', '=', own.learner)
          .where('kind', '=', 'completion')
          .orderBy('number')
          .execute()
  const note = completions[Math.floor(which * (completions.length - 1))]
  if (note === undefined) return
  const outcome = which > 0.5 ? ('refuted' as const) : ('confirmed' as const)
  await own.db.updateTable('learn_observations').set({ outcome }).where('id', '=', note.id).execute()
  await evaluateSpots(own, note)
}

async function say(me: Learner, { which, to }: Extract<Deed, { deed: 'say' }>): Promise<void> {
  const spots = await me.tables((db) =>
    db.selectFrom('learn_blind_spots').select('id').where('learner_id', '=', me.id).orderBy('id').execute(),
  )
  const spot = spots[Math.floor(which * (spots.length - 1))]
  if (spot) await me.call('update_blind_spot', { blind_spot_id: spot.id, state: to }).catch(() => undefined)
}

async function stored(me: Learner) {
  return me.tables(async (db) => ({
    spots: await db.selectFrom('learn_blind_spots').selectAll().where('learner_id', '=', me.id).orderBy('id').execute(),
    evidence: await db
      .selectFrom('learn_evidence')
      .selectAll()
      .where('learner_id', '=', me.id)
      .orderBy('spot_id')
      .orderBy('observation_id')
      .execute(),
    changes: await db.selectFrom('learn_spot_changes').selectAll().where('learner_id', '=', me.id).orderBy('id').execute(),
  }))
}
