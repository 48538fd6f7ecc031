import { httpApp } from 'loop-core/testing'
import { expect, it } from 'vitest'
import { describeLearning } from '../../fixtures/learning.ts'

const encryption = Buffer.alloc(32, 7).toString('base64')
const key = 'sk-ant-api03-somebodys-own-wxyz'

describeLearning('update_profile', (learner) => {
  it('changes what is given, keeps the rest, and takes null for the default', async () => {
    const { call } = learner()
    const settings = {
      timezone: 'Europe/Berlin',
      quiet_start: '21:30',
      quiet_end: '08:00',
      nudges_per_day: 2,
      retention_days: 365,
      analysis: 'local',
    }
    const { profile } = await call('update_profile', { ...settings, excluded_domains: ['Work Life', 'work-life', 'health'] })
    expect(profile).toMatchObject({ ...settings, excluded_domains: ['work-life', 'health'] })
    const other = await call('update_profile', { quiet_end: '09:00', retention_days: null, excluded_domains: null, quiet_start: null })
    expect(other.profile).toEqual({ ...profile, quiet_start: '22:00', quiet_end: '09:00', retention_days: null, excluded_domains: [] })
    expect((await call('get_profile')).profile).toEqual(other.profile)
  })

  it('10. shows a threshold everywhere, and refuses an unknown one', async () => {
    const { call, refusal } = learner()
    expect((await call('update_profile', { threshold: 'generative' })).profile).toMatchObject({
      threshold: 'generative',
      threshold_source: 'set',
      mode: 'generative',
      mode_source: 'set',
      mode_since: '2026-01-05T12:00:00.000Z',
    })
    const error = await refusal('update_profile', { threshold: 'expert', quiet_end: '25:00' })
    expect(error).toMatchObject({ kind: 'invalid_input' })
    expect(error.message).toContain('must be one of survival, transitional, generative')
    expect(error.message).toContain('must be a time of day')
    expect((await call('loop_session_start')).context).toMatchObject({ threshold: 'generative', mode: 'generative' })
  })

  it('10. answers 422 to an unknown field or value over HTTP', async () => {
    const { application } = learner()
    const app = httpApp(application, { name: 'loop-learn', version: '1', auth: 'none', allowedHosts: [], allowedOrigins: [] })
    const put = (body: unknown) =>
      app.request('/api/profile', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
    expect((await put({ threshold: 'expert' })).status).toBe(422)
    expect((await put({ colour: 'red' })).status).toBe(422)
    expect((await put({ threshold: 'survival' })).status).toBe(200)
  })

  it('refuses a zone that is none, and names those that are near', async () => {
    const { refusal } = learner()
    const error = await refusal('update_profile', { timezone: 'Europe/Berlyn' })
    expect(error).toMatchObject({ code: 'unknown_timezone' })
    expect(error.message).toContain('Europe/Berlin')
    expect(await refusal('update_profile', { timezone: '+02:00' })).toMatchObject({ code: 'unknown_timezone' })
  })

  it('is for the person, not for an agent', async () => {
    const { refusal } = learner()
    const agent = { tenant: 'local', role: 'agent', agent: { id: 'a', name: 'A', type: 'implementer' } } as const
    expect(await refusal('update_profile', { threshold: 'survival' }, { as: agent })).toMatchObject({ kind: 'forbidden' })
  })

  it('11. keeps a key of the model encrypted, and shows only how it ends', async () => {
    const { call, tables, events, refusal } = learner({ LOOP_ENCRYPTION_KEY: encryption })
    const { profile } = await call('update_profile', { anthropic_api_key: key })
    expect(profile.anthropic_api_key).toEqual({ hint: 'wxyz', set_at: '2026-01-05T12:00:00.000Z', status: 'unused' })
    const rows = await tables((db) => db.selectFrom('learn_learners').selectAll().execute())
    const error = await refusal('update_profile', { anthropic_api_key: `${key} ` })
    for (const seen of [rows, await events(), profile, error.message, error.details, error.hints]) {
      expect(JSON.stringify(seen)).not.toContain('somebodys-own')
    }
    expect((await call('update_profile', { anthropic_api_key: null })).profile.anthropic_api_key).toBeNull()
  })

  it('11. says that a key cannot be kept where there is nothing to encrypt it with', async () => {
    expect(await learner().refusal('update_profile', { anthropic_api_key: key })).toMatchObject({
      kind: 'unavailable',
      code: 'no_encryption_key',
    })
  })
})
