import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'
import { minute } from '../words.ts'

describeLearning('loop_observe', (learner) => {
  it('15. makes a session where there is none, joins it 59 minutes later, and opens another after 61', async () => {
    const { call, observe, pass } = learner()
    const first = await observe('struggle', 'The tests hang')
    expect(first).toMatchObject({
      stored: true,
      duplicate: false,
      redactions: 0,
      session: { is_new: true },
      observation: { domain: 'general' },
    })
    pass(59 * minute)
    expect((await observe('question', 'Why do they hang?')).session).toEqual({ id: first.session.id, is_new: false })
    pass(61 * minute)
    const third = await observe('decision', 'Use fake timers')
    expect(third.session.is_new).toBe(true)
    const { session } = await call('loop_session_end', { session_id: first.session.id })
    expect(session).toMatchObject({ ended_by: 'gap', counts: { struggles: 1, questions: 1 } })
  })

  it('16. takes all five kinds, singular and plural, and names them where there is a sixth', async () => {
    const { observe, refusal } = learner()
    for (const kind of ['decision', 'Struggles', 'COMPLETION', 'questions', 'Avoidance']) {
      expect((await observe(kind, `About ${kind}`)).stored, kind).toBe(true)
    }
    const error = await refusal('loop_observe', { kind: 'idea', content: 'x' })
    expect(error).toMatchObject({ kind: 'invalid_input', code: 'unknown_kind' })
    expect(error.message).toContain('decision, struggle, completion, question, avoidance')
  })

  it('answers the first where the same is said twice', async () => {
    const { observe } = learner()
    const first = await observe('struggle', 'The tests hang')
    expect(await observe('struggle', 'The tests hang')).toMatchObject({ duplicate: true, observation: { id: first.observation.id } })
    const keyed = await observe('struggle', 'One', { key: 'k' })
    expect(await observe('question', 'Other', { key: 'k' })).toMatchObject({ duplicate: true, observation: { id: keyed.observation.id } })
  })

  it('38. leaves no trace of what is private', async () => {
    const { call, observe, events } = learner()
    const before = (await events()).length
    expect(await observe('struggle', '<private>My boss</private>')).toEqual({
      stored: false,
      reason: 'private',
      duplicate: false,
      redactions: 0,
      blind_spots_changed: [],
      nudge_ready: false,
    })
    expect((await events()).length).toBe(before)
    expect(await call('loop_session_end')).toMatchObject({ session: null, already_ended: false })
  })

  it('keeps no notes for a superadmin in the place of somebody', async () => {
    const { call, refusal } = learner()
    const impersonator = { key: 'key-1', name: 'Operator' }
    const as = { tenant: 'local', role: 'user', impersonator } as const
    for (const name of ['loop_observe', 'get_profile', 'recall_observations'])
      expect(
        await refusal(name, name === 'loop_observe' ? { kind: 'struggle', content: 'x' } : name === 'get_profile' ? {} : { query: 'x' }, {
          as,
        }),
      ).toMatchObject({ code: 'personal_notes' })
    expect((await call('loop_ping', {})).status).toBe('ok')
  })

  it('refuses what was long ago or lies ahead, and a session that has ended', async () => {
    const { call, observe, refusal } = learner()
    expect(await refusal('loop_observe', { kind: 'struggle', content: 'x', observed_at: '2024-01-01T00:00:00Z' })).toMatchObject({
      code: 'observed_too_old',
    })
    expect(await refusal('loop_observe', { kind: 'struggle', content: 'x', observed_at: '2026-01-05T13:00:00Z' })).toMatchObject({
      code: 'observed_in_future',
    })
    expect(await refusal('loop_observe', { kind: 'struggle', content: ' ' })).toMatchObject({ code: 'empty' })
    const { session } = await observe('struggle', 'x')
    await call('loop_session_end')
    expect(await refusal('loop_observe', { kind: 'struggle', content: 'y', session_id: session.id })).toMatchObject({
      code: 'session_ended',
    })
  })
})
