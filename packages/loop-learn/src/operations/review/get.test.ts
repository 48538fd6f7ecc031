import { expect, it } from 'vitest'
import { describeLearning } from '../../fixtures/learning.ts'
import { addSpot } from '../../fixtures/spots.ts'
import { day, hour } from '../../words.ts'

describeLearning('get_weekly_review', (learner) => {
  it('has the numbers of a week against the one before, what is worth saying of it, and one question', async () => {
    const me = learner(inUtc)
    const { call, observe, pass } = me
    await observe('struggle', 'The tests hang', { domain: 'coding', topic: 'tests' })
    pass(7 * day)
    await observe('struggle', 'They hang again', { domain: 'coding', topic: 'tests' })
    pass(2 * hour)
    const { observation } = await observe('completion', 'The *tests* pass', { domain: 'coding', topic: 'tests', outcome: 'confirmed' })
    await observe('completion', 'Played a prelude', { domain: 'piano', intensity: 5 })
    await observe('completion', 'It was not done', { domain: 'piano', outcome: 'refuted' })
    const { forecast } = await call('record_forecast', { claim: 'Done', probability: 0.8 })
    await call('settle_forecast', { forecast_id: forecast.id, outcome: true })
    const changes = [{ at: me.now().toISOString(), from_state: null, to_state: 'active' as const }]
    await addSpot(me, { id: 'spot-a', label: 'tests', title: 'tests keeps coming back', changes, evidence: [observation.id] })
    pass(7 * day)
    await call('review_week')
    const { weekly_review } = await call('get_weekly_review', { week: '2026-W03' })
    const { markdown, ...review } = weekly_review
    expect(review).toEqual({
      id: expect.any(String),
      week: '2026-W03',
      starts_at: '2026-01-12T00:00:00.000Z',
      ends_at: '2026-01-19T00:00:00.000Z',
      written_at: '2026-01-19T14:00:00.000Z',
      headline: '2 sessions, 0 hours, 3 completions, 1 struggle; blind spots: 1 new.',
      mode: 'transitional',
      sessions: { count: 2, minutes: 0 },
      sessions_before: { count: 1, minutes: 0 },
      counts: { decisions: 0, struggles: 1, completions: 3, questions: 0, avoidances: 0 },
      counts_before: { decisions: 0, struggles: 1, completions: 0, questions: 0, avoidances: 0 },
      domains: [
        { domain: 'coding', count: 2, before: 1 },
        { domain: 'piano', count: 2, before: 0 },
      ],
      blind_spots: {
        new: [
          {
            id: 'spot-a',
            title: 'tests keeps coming back',
            label: 'tests',
            detector: 'recurring_struggle',
            state: 'active',
            severity: 'low',
            evidence_ids: [observation.id],
          },
        ],
        resolved: [],
        relapsed: [],
        open: [],
      },
      proud: [
        { observation_id: observation.id, quote: 'The *tests* pass' },
        { observation_id: expect.any(String), quote: 'Played a prelude' },
      ],
      arcs: [
        {
          label: 'tests',
          domain: 'coding',
          state: 'breakthrough',
          session_ids: expect.any(Array),
          last_seen_at: '2026-01-12T14:00:00.000Z',
        },
      ],
      calibration: { n: 1, brier: 0.04, gap: -0.2 },
      nudges: { delivered: 0, answered: 0, helped: 0, better: 0 },
      question: 'When “tests” comes up again, what will you do differently in the first five minutes?',
    })
    expect(markdown).toMatchInlineSnapshot(`
      "# Week 2026-W03

      2 sessions, 0 hours, 3 completions, 1 struggle; blind spots: 1 new.

      ## What happened

      - 2 sessions, 0 minutes; the week before 1 and 0
      - 0 decisions (as before), 1 struggle (as before), 3 completions (+3), 0 questions (as before), 0 avoidances (as before)
      - coding 2 (+1), piano 2 (+2)
      - Mode: transitional

      ## To be proud of

      - “The \\*tests\\* pass”
      - “Played a prelude”

      ## Blind spots

      - new: tests keeps coming back (1 note)

      ## Threads

      - tests (coding): breakthrough, 3 sessions

      ## Expectations and nudges

      - 1 forecast settled: Brier 0.04, gap -0.2

      ## A question for next week

      When “tests” comes up again, what will you do differently in the first five minutes?
      "
    `)
    const [kept] = await me.learning(({ db, learner: id }) =>
      db.selectFrom('learn_reviews').select('document').where('learner_id', '=', id).where('week', '=', '2026-W03').execute(),
    )
    expect(kept!.document).not.toMatch(/coding|piano|hang|prelude|keeps/)
  })

  it('says no more what was forgotten since', async () => {
    const { call, observe, pass, learning } = learner(inUtc)
    await observe('completion', 'A very private matter', { domain: 'secret-domain', topic: 'secret-topic' })
    pass(7 * day)
    await call('loop_session_end')
    await learning(({ db, learner: id }) => db.deleteFrom('learn_observations').where('learner_id', '=', id).execute())
    const { weekly_review } = await call('get_weekly_review', { week: '2026-W02' })
    expect(weekly_review).toMatchObject({ counts: { completions: 1 }, domains: [], proud: [], arcs: [] })
    expect(JSON.stringify(weekly_review)).not.toMatch(/private|secret/)
  })

  it('names the nearest weeks where one has no review', async () => {
    const { call, refusal, pass } = learner(inUtc)
    expect((await refusal('get_weekly_review', { week: '2026-W02' })).message).toContain('No week has one yet.')
    await call('loop_session_start')
    pass(7 * day)
    await call('loop_session_end')
    const error = await refusal('get_weekly_review', { week: '2026-W09' })
    expect(error).toMatchObject({ kind: 'not_found', code: 'week_not_found' })
    expect(error.message).toContain('2026-W02')
  })
})

const inUtc = { LOOP_HOSTED: '1' }
