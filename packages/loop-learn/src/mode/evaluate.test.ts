import { expect, it } from 'vitest'
import { describeLearning, type Learner } from '../fixtures/learning.ts'
import { modeChangesSince } from '../storage/modes.ts'
import { day, type ObservationKind } from '../words.ts'

describeLearning('the mode', (learner) => {
  it('34. follows the notes after two evaluations five days apart', async () => {
    const someone = learner({ LOOP_HOSTED: '1' })
    await note(someone, ['struggle', 'struggle', 'struggle', 'completion', 'question'])
    expect(await modeAfter(someone, 0)).toMatchObject({ mode: 'transitional', mode_source: 'default' })
    expect(await modeAfter(someone, 4)).toMatchObject({ mode: 'transitional', mode_source: 'default' })
    const profile = await modeAfter(someone, 1)
    expect(profile).toMatchObject({
      mode: 'survival',
      mode_source: 'inferred',
      mode_since: someone.now().toISOString(),
      threshold: 'transitional',
      mode_reason: { sessions: 3, observations: 15, struggles_and_avoidances: 0.6, says: 'survival' },
    })
    const changes = (await someone.events()).filter(({ type }) => type === 'learning.mode_changed')
    expect(changes.map(({ after }) => after)).toEqual([{ from: 'transitional', to: 'survival' }])
  })

  it('34. says that it was inferred, also where it was so by default', async () => {
    const someone = learner()
    await note(someone, ['struggle', 'struggle', 'struggle', 'completion', 'question'])
    await modeAfter(someone, 0)
    expect(await modeAfter(someone, 5)).toMatchObject({ mode: 'survival', mode_source: 'inferred' })
  })

  it('35. is what was set over any history, and auto gives inference back', async () => {
    const someone = learner({ LOOP_HOSTED: '1' })
    await note(someone, ['struggle', 'struggle', 'struggle', 'completion', 'question'])
    await modeAfter(someone, 0)
    await modeAfter(someone, 5)
    someone.pass(7 * day)
    await someone.call('set_threshold', { threshold: 'generative' })
    expect(await modeAfter(someone, 7)).toMatchObject({ mode: 'generative', mode_source: 'set' })
    expect(await someone.call('set_threshold', { threshold: 'auto' })).toMatchObject({ mode: 'survival', mode_source: 'inferred' })
    const history = await someone.learning(({ db, learner: id }) => modeChangesSince(db, id, ''))
    expect(history.map(({ to_mode, source }) => [to_mode, source])).toEqual([
      ['survival', 'inferred'],
      ['generative', 'set'],
      ['survival', 'set'],
    ])
    expect((await someone.call('get_trajectory')).trajectory.modes).toEqual([
      { week: '2025-W45', mode: 'transitional' },
      { week: '2026-W02', mode: 'survival' },
      { week: '2026-W03', mode: 'generative' },
      { week: '2026-W04', mode: 'survival' },
    ])
  })

  it('36. goes from survival to generative in two steps, each said twice', async () => {
    const someone = learner()
    await note(someone, ['completion', 'completion', 'decision', 'decision', 'question'])
    const modes = []
    for (const days of [0, 5, 4, 1]) modes.push((await modeAfter(someone, days)).mode)
    expect(modes).toEqual(['survival', 'transitional', 'transitional', 'generative'])
  })

  it('is looked at once a day, and forgets what was said only once', async () => {
    const someone = learner({ LOOP_HOSTED: '1' })
    await note(someone, ['struggle', 'struggle', 'struggle', 'completion', 'question'])
    await modeAfter(someone, 0)
    const row = () => someone.learning(async ({ profile }) => profile)
    const first = await row()
    expect(first).toMatchObject({ mode_candidate: 'survival', mode_evaluated_at: first.mode_candidate_at })
    await modeAfter(someone, 0.5)
    expect(await row()).toEqual(first)
    // By then the notes are too old to tell anything.
    await modeAfter(someone, 30)
    expect(await row()).toMatchObject({ mode_candidate: null, inferred_mode: null })
  })
})

/** The same kinds in three sessions of one morning. */
async function note({ observe }: Learner, kinds: readonly ObservationKind[]): Promise<void> {
  for (const session of [-3, -2, -1])
    for (const [index, kind] of kinds.entries()) await observe(kind, `${kind} ${session} ${index}`, { days: session / 12 })
}

async function modeAfter(someone: Learner, days: number) {
  someone.pass(days * day)
  await someone.call('loop_session_start')
  return (await someone.call('get_profile')).profile
}
