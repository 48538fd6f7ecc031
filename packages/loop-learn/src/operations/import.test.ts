import fc from 'fast-check'
import { expect, it } from 'vitest'
import { describeLearning, type Learner } from '../fixtures/learning.ts'
import { exported, recordsIn, timeless } from '../fixtures/portable.ts'
import { kinds } from '../words.ts'

const confirm = 'erase everything'
const take = ({ call }: Learner, ...lines: (object | string)[]) =>
  call('import_learning', { lines: lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n') })

/** Something that a learner does on some day. */
const deed = fc.record({
  kind: fc.constantFrom(...kinds),
  words: fc.constantFrom('Parser crashes on nested brackets', 'The left hand is late', 'Promises are never awaited here', 'Warum nicht?'),
  topic: fc.constantFrom(undefined, undefined, 'async', 'types'),
  days: fc.integer({ min: -40, max: 0 }),
  ends: fc.boolean(),
})

describeLearning('import_learning', (learner) => {
  it('41. after an export and an erasure makes everything as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 14 }), async (deeds) => {
        const me = learner()
        for (const { kind, words, topic, days, ends } of deeds) {
          await me.observe(kind, words, { days, ...(topic && { topic }) })
          if (ends) await me.call('loop_session_end', { summary: 'That was it' })
        }
        await me.call('record_forecast', { claim: 'It holds', probability: 0.7 })
        await me.learning(({ db, learner }) =>
          db
            .updateTable('learn_learners')
            .set({ threshold: 'generative', excluded_domains: '["health"]' })
            .where('id', '=', learner)
            .execute(),
        )
        const before = await exported(me)
        me.pass(1)
        await me.call('erase_everything', { confirm })
        expect(await take(me, before)).toMatchObject({ skipped: 0, bad_line_count: 0, blind_spots_changed: 0 })
        expect(timeless(await exported(me))).toBe(timeless(before))
        expect(await take(me, before)).toMatchObject({ imported: { observations: 0 }, skipped: before.trim().split('\n').length - 1 })
        expect(timeless(await exported(me))).toBe(timeless(before))
      }),
      { numRuns: 4, endOnFailure: true },
    )
  })

  it('takes plain lines of any age, groups them in the order of time and looks for patterns once', async () => {
    const me = learner()
    const note = (observed_at: string, more = {}) => ({
      kind: 'Struggles',
      content: 'Await in a loop',
      observed_at,
      topic: 'Async Errors',
      ...more,
    })
    const notes = [
      note('2026-01-04T10:50:00Z'),
      note('2019-03-01T10:00:00+01:00'),
      note('2026-01-04T10:00:00Z'),
      note('2026-01-02T10:00:00Z'),
      note('2026-01-03T10:00:00Z'),
    ]
    expect(await take(me, ...notes)).toMatchObject({ imported: { observations: 5, sessions: 0 }, blind_spots_changed: 1, bad_lines: [] })
    const records = recordsIn(await exported(me))
    const bounds = records.flatMap(({ type, started_at, last_activity_at, ended_by }) =>
      type === 'session' ? [[started_at, last_activity_at, ended_by]] : [],
    )
    expect(bounds.sort()).toEqual([
      ['2019-03-01T09:00:00.000Z', '2019-03-01T09:00:00.000Z', 'gap'],
      ['2026-01-02T10:00:00.000Z', '2026-01-02T10:00:00.000Z', 'gap'],
      ['2026-01-03T10:00:00.000Z', '2026-01-03T10:00:00.000Z', 'gap'],
      ['2026-01-04T10:00:00.000Z', '2026-01-04T10:50:00.000Z', 'gap'],
    ])
    expect(records.find(({ type }) => type === 'blind_spot')).toMatchObject({ detector: 'recurring_struggle', theme: 'topic:async-errors' })
    expect((await me.events()).map(({ type }) => type)).toEqual(['learning.blind_spot_changed'])
    expect(await take(me, ...notes)).toMatchObject({ imported: { observations: 0 }, skipped: 5, blind_spots_changed: 0 })
  })

  it('skips lines that it cannot use, and lists them by number', async () => {
    const note = { kind: 'question', content: 'Why?', observed_at: '2026-01-02T10:00:00Z' }
    const lines = [
      'no JSON',
      '[1]',
      { type: 'wish' },
      { ...note, kind: 'idea' },
      { ...note, content: '<private>x</private>' },
      { ...note, observed_at: '2027-01-01T00:00:00Z' },
      '',
      { ...note, content: 'x'.repeat(65_536) },
      note,
    ]
    const { imported, bad_lines } = await take(learner(), ...lines)
    expect(imported.observations).toBe(1)
    expect(bad_lines).toEqual([
      { line: 1, problem: 'is no JSON object of a note' },
      { line: 2, problem: 'is no JSON object of a note' },
      { line: 3, problem: 'has a type that is not known here' },
      { line: 4, problem: 'kind: must be one of decision, struggle, completion, question, avoidance' },
      { line: 5, problem: 'content: must hold more than what is private' },
      { line: 6, problem: 'lies ahead in time' },
      { line: 8, problem: 'is longer than 64 KiB' },
    ])
  })

  it('takes no review whose form none of ours has, since it could never be read', async () => {
    const me = learner()
    await me.observe('struggle', 'Harmless', { days: -8 })
    await me.call('review_week')
    const review = recordsIn(await exported(me)).find(({ type }) => type === 'review')
    const broken = [{}, { ...review.document, proud: [{}] }, { ...review.document, mode: 'expert' }, 'text']
    const other = learner()
    const { bad_lines } = await take(other, ...broken.map((document) => ({ ...review, document })), {
      ...review,
      narrative: [{ text: 'x' }],
    })
    expect(bad_lines).toHaveLength(5)
    expect(bad_lines[1].problem).toMatch(/^document\.proud/)
    expect((await other.call('list_weekly_reviews')).weekly_reviews).toEqual([])
    expect((await take(other, { ...review, id: 'rev_other' })).bad_lines).toEqual([])
    expect((await other.call('list_weekly_reviews')).weekly_reviews).toHaveLength(1)
  })

  it('cleans every text again', async () => {
    const me = learner()
    await me.observe('struggle', 'Harmless')
    const lines = (await exported(me))
      .replace('Harmless', 'My <private>boss</private> key AKIAIOSFODNN7EXAMPLE is lost')
      .replaceAll(/"id":"00/g, '"id":"11')
      .replace(/"session_id":"00/, '"session_id":"11')
    const other = learner()
    await take(other, lines)
    expect(recordsIn(await exported(other)).find(({ type }) => type === 'observation').content).toBe(
      'My  key [redacted:aws-access-key-id] is lost',
    )
  })

  it('leaves what others have under an id, and hangs nothing on it', async () => {
    const me = learner()
    await me.observe('struggle', 'Mine')
    const before = await exported(me)
    const other = learner()
    expect(await take(other, before)).toMatchObject({ imported: { sessions: 0, observations: 0 }, bad_lines: [] })
    expect(recordsIn(await exported(other))).toHaveLength(2)
    expect(await exported(me)).toBe(before)
  })

  it('keeps one session open, and the settings that are made here', async () => {
    const me = learner()
    await me.call('loop_session_start', { domain: 'piano' })
    await me.learning(({ db, learner }) => db.updateTable('learn_learners').set({ retention_days: 90 }).where('id', '=', learner).execute())
    const lines = (await exported(me)).replaceAll(/"id":"00/g, '"id":"22')
    const other = learner()
    await other.call('loop_session_start', { domain: 'french' })
    await other.learning(({ db, learner }) =>
      db.updateTable('learn_learners').set({ retention_days: 30 }).where('id', '=', learner).execute(),
    )
    expect(await take(other, lines)).toMatchObject({ imported: { profile: 0, sessions: 1 } })
    const records = recordsIn(await exported(other))
    expect(
      records
        .filter(({ type }) => type === 'session')
        .map(({ domain, ended_by }) => [domain, ended_by])
        .sort(),
    ).toEqual([
      ['french', undefined],
      ['piano', 'gap'],
    ])
    expect(records[1]).toMatchObject({ retention_days: 30 })
  })

  it('refuses what a later version made', async () => {
    expect(await learner().refusal('import_learning', { lines: '{"type":"loop-learn","schema_version":2}' })).toMatchObject({
      kind: 'invalid_input',
      code: 'unknown_version',
    })
  })
})
