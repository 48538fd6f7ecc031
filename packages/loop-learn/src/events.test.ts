import { expect, it } from 'vitest'
import { describeLearning } from './fixtures/learning.ts'
import { day, kinds } from './words.ts'

describeLearning('events', (learner) => {
  it('40. of a whole scripted session hold no word of any text, topic or domain', async () => {
    const me = learner()
    const { call, observe, pass } = me
    const domain = 'xylophony'
    await call('loop_session_start', { domain, intent: 'Quokkas rehearse' })
    const ids: string[] = []
    for (const [index, kind] of kinds.entries()) {
      const more = { domain, topic: 'wombattery', refs: [{ type: 'dingo', id: 'numbat' }] }
      const { observation } = await observe(kind, `Platypus ${kind} with token=echidna-secret`, { days: -index - 1, ...more })
      ids.push(observation.id)
    }
    for (const days of [-3, -2, -1]) await observe('struggle', `Kookaburra ${days}`, { days, topic: 'wombattery', domain })
    const { nudge } = await call('loop_get_nudge', { asked: true })
    if (nudge) await call('answer_nudge', { nudge_id: nudge.id, answer: 'helped', note: 'Bandicoot' })
    const { forecast } = await call('record_forecast', { claim: 'Cassowary', probability: 0.7, domain, model: 'bilby' })
    await call('settle_forecast', { forecast_id: forecast.id, outcome: 'true' })
    await call('loop_session_end', { summary: 'Wallaby' })
    pass(8 * day)
    await call('loop_session_start', { domain, fresh: true })
    await call('loop_session_end', {})
    await call('forget_observation', { observation_id: ids[0] })
    await call('import_learning', { lines: JSON.stringify({ kind: 'question', content: 'Goanna', observed_at: '2020-01-01T00:00:00Z' }) })
    await call('erase_everything', { confirm: 'erase everything' })
    const events = await me.events()
    const told = ['observed', 'session_started', 'session_ended', 'blind_spot_changed', 'forecast_settled', 'erased']
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(told.map((what) => `learning.${what}`)))
    expect(events.every(({ audience }) => audience?.includes(me.id))).toBe(true)
    expect(JSON.stringify(events)).not.toMatch(
      /xylophon|quokka|wombat|dingo|numbat|platypus|echidna|kookaburra|bandicoot|cassowary|bilby|wallaby|goanna/i,
    )
  })
})
