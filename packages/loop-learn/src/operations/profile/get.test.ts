import { addMember } from 'loop-core/accounts'
import { expect, it } from 'vitest'
import { describeLearning } from '../../fixtures/learning.ts'
import { nudged } from '../../fixtures/nudging.ts'

describeLearning('get_profile', (learner) => {
  it('shows the defaults to who has done nothing yet, and writes nothing', async () => {
    const { call, tables } = learner({ LOOP_HOSTED: '1' })
    const count = () => tables(async (db) => (await db.selectFrom('learn_learners').select('id').execute()).length)
    const before = await count()
    const { profile } = await call('get_profile')
    expect(await count()).toBe(before)
    expect(profile).toEqual({
      threshold: 'transitional',
      threshold_source: 'default',
      mode: 'transitional',
      mode_source: 'default',
      timezone: 'UTC',
      quiet_start: '22:00',
      quiet_end: '07:00',
      nudges_per_day: null,
      retention_days: null,
      analysis: 'auto',
      excluded_domains: [],
      anthropic_api_key: null,
      totals: {
        sessions: 0,
        observations: 0,
        decisions: 0,
        struggles: 0,
        completions: 0,
        questions: 0,
        avoidances: 0,
        active_blind_spots: 0,
      },
      domains: [],
      first_seen_at: null,
    })
  })

  it('7. and 8. has transitional where hosted and survival on a machine of its own', async () => {
    expect((await learner({ LOOP_HOSTED: '1' }).call('get_profile')).profile).toMatchObject({ threshold: 'transitional' })
    expect((await learner().call('get_profile')).profile).toMatchObject({ threshold: 'survival', threshold_source: 'default' })
  })

  it('9. takes the threshold of the environment locally, and not where hosted', async () => {
    expect((await learner({ LOOP_THRESHOLD: 'generative' }).call('get_profile')).profile).toMatchObject({
      threshold: 'generative',
      threshold_source: 'environment',
      mode: 'generative',
      mode_source: 'environment',
    })
    expect((await learner({ LOOP_THRESHOLD: 'generative', LOOP_HOSTED: '1' }).call('get_profile')).profile).toMatchObject({
      threshold: 'transitional',
    })
  })

  it('counts what was noted, and names the domains, the latest first', async () => {
    const { call, stuck, observe } = await nudged(learner())
    await stuck('types', { domain: 'coding' })
    await observe('completion', 'The prelude', { domain: 'piano' })
    expect((await call('get_profile')).profile).toMatchObject({
      totals: { sessions: 4, observations: 4, struggles: 3, completions: 1, active_blind_spots: 1 },
      domains: ['piano', 'coding'],
      first_seen_at: '2026-01-02T12:00:00.000Z',
    })
  })

  it('has the address of the account', async () => {
    const { call, tables } = learner()
    const member = { id: 'with-an-address', name: 'Ann' }
    await tables((db) => addMember(db as never, { ...member, email: 'ann@example.com', created_at: '2026-01-05T12:00:00.000Z' }))
    const { profile } = await call('get_profile', {}, { as: { tenant: 'local', role: 'user', member } })
    expect(profile.email).toBe('ann@example.com')
  })
})
