import { beforeAll, expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'
import { threeTenants } from '../../fixtures/tenants.ts'

describeHttp('admin_get_stats', (http) => {
  beforeAll(() => threeTenants(http()))
  const stats = async () => (await http().send('GET /api/v1/admin/stats', { as: 'superadmin' })).body.stats

  it('adds up all tenants, those that are suspended included', async () => {
    expect(await stats()).toEqual({
      ...{ total_tenants: 5, tenants_active: 4, tenants_suspended: 1, tenants_deactivated: 0 },
      ...{ total_projects: 2, total_epics: 2, total_stories: 2, total_agents: 4, total_api_keys: 15 },
      stories_by_agent_status: { pending: 1, contracted: 0, assigned: 0, implementing: 0, reported_done: 1 },
      stories_by_verified_status: { unverified: 1, verified: 1, rejected: 0 },
      ...{ active_stories: 0, active_agents: 0 },
    })
  })

  it('counts what is being done, and who was seen within a day', async () => {
    await http().ctl.storyAt('implementing')
    await http().send('GET /api/v1/tenants/me', { as: 'strangerAgent' })
    await http().ctl.application.afterwards.settle()
    expect(await stats()).toMatchObject({ active_stories: 1, active_agents: 1 })
    http().ctl.pass(86_400_000)
    expect(await stats()).toMatchObject({ active_agents: 1 })
    http().ctl.pass(1)
    expect(await stats()).toMatchObject({ active_agents: 0 })
  })

  it('tells how far it has come', async () => {
    const progress: [number, number | undefined][] = []
    const as = { tenant: 'local', role: 'superadmin', key: 'k' } as const
    await http().ctl.call('admin_get_stats', {}, { as, progress: (done, total) => progress.push([done, total]) })
    expect(progress).toEqual([1, 2, 3, 4, 5].map((done) => [done, 5]))
  })

  it('is for superadmins alone', async () => {
    expect((await http().send('GET /api/v1/admin/stats')).status).toBe(403)
  })
})
