import { createTenant } from 'loop-core/accounts'
import { beforeAll, expect, it } from 'vitest'
import { answerOf, typed } from '../fixtures/command-line.ts'
import { describeCtl } from '../fixtures/ctl.ts'

describeCtl("the commands of a superadmin, at the server's own machine", (ctl) => {
  beforeAll(async () => {
    const { storage, clock } = ctl().application
    await createTenant(storage, { id: 'paused', name: 'Paused', status: 'suspended' }, clock())
  })
  const said = async (...words: string[]) => (await typed(ctl(), words)).stdout

  it('make a tenant under a slug of its name, and its first key', async () => {
    const { exitCode, stdout, stderr } = await typed(ctl(), ['admin', 'create-tenant', 'Über Acme', '--email', 'us@acme.example'])
    expect([exitCode, JSON.parse(stdout), stderr]).toMatchObject([
      0,
      { tenant: { id: 'uber-acme', email: 'us@acme.example' }, api_key: { role: 'user', raw_key: expect.stringMatching(/^lc_/) } },
      'The key is shown this once: keep it now.\n',
    ])
    expect(await answerOf(ctl(), ['admin', 'create-tenant', 'Other', '--slug', 'other'])).toMatchObject({ tenant: { slug: 'other' } })
    expect((await typed(ctl(), ['admin', 'create-tenant'])).exitCode).toBe(2)
  })

  it('make the key of a superadmin', async () => {
    const { exitCode, stdout, stderr } = await typed(ctl(), ['admin', 'create-key', 'root'])
    expect([exitCode, JSON.parse(stdout), stderr]).toMatchObject([
      0,
      { api_key: { name: 'root', role: 'superadmin', raw_key: expect.stringMatching(/^lc_/) } },
      'The key is shown this once: keep it now.\n',
    ])
    expect((await typed(ctl(), ['admin', 'create-key'])).exitCode).toBe(2)
  })

  it('list, show, suspend and activate tenants, and count everything', async () => {
    await createTenant(ctl().application.storage, { id: 'turned', name: 'Turned' }, new Date(0))
    expect((await answerOf(ctl(), ['admin', 'tenants', '--status', 'suspended'])).data).toMatchObject([{ slug: 'paused' }])
    expect(await said('admin', 'tenants', '--search', 'turn', '--format', 'human')).toMatch(/id +name +slug/)
    expect(await answerOf(ctl(), ['admin', 'suspend', 'turned'])).toMatchObject({ tenant: { status: 'suspended' } })
    const again = await typed(ctl(), ['admin', 'suspend', 'turned', '--format', 'human'])
    expect(again).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/^Error: Tenant is already suspended \(422 /) })
    expect(await answerOf(ctl(), ['admin', 'activate', 'turned'])).toMatchObject({ tenant: { status: 'active' } })
    expect(await said('admin', 'tenant', 'turned', '--format', 'human')).toMatch(/slug +turned/)
    expect(await answerOf(ctl(), ['admin', 'stats'])).toMatchObject({ stats: { tenants_suspended: 1 } })
    expect((await answerOf(ctl(), ['admin', 'audit', '--action', 'tenant_suspended'])).data).toMatchObject([
      { tenant_id: 'turned', actor_label: 'superadmin:Owner' },
    ])
  })

  it('do another command in the place of others, in their roles, also where nobody else gets in', async () => {
    const there = (...words: string[]) => ['admin', 'impersonate', 'paused', ...words]
    await answerOf(ctl(), there('--', 'project', 'create', 'Theirs', '--slug', 'theirs'))
    await answerOf(
      ctl(),
      there('--role', 'orchestrator', '--', 'epic', 'create', '--project-id', 'theirs', '--number', '1', '--title', 'One'),
    )
    expect(await said(...there('--format', 'csv', '--', 'project', 'list'))).toMatch(/^id,.*\n.*Theirs/)
    const refused = await typed(ctl(), there('--role', 'agent', '--', 'project', 'create', 'X', '--slug', 'xy'))
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('forbidden') })
    expect((await answerOf(ctl(), ['project', 'list'])).data).toEqual([])
    const { data } = await answerOf(ctl(), ['admin', 'audit', '--tenant-id', 'paused', '--entity-type', 'epic'])
    expect(data).toMatchObject([
      {
        ...{ actor_type: 'superadmin', actor_label: 'superadmin:impersonating:paused' },
        metadata: { impersonated_by: 'owner', effective_role: 'orchestrator' },
      },
    ])
  })

  it('send a request in the place of others', async () => {
    const there = ['admin', 'impersonate', 'paused']
    const made = await answerOf(ctl(), [...there, 'post', '/api/v1/projects', '{"name":"Sent","slug":"sent"}'])
    expect(made).toMatchObject({ project: { slug: 'sent' } })
    expect(await answerOf(ctl(), [...there, 'get', 'projects/sent'])).toMatchObject({ project: { name: 'Sent' } })
    expect((await answerOf(ctl(), [...there, 'get', '/projects?page_size=1'])).meta).toMatchObject({ page_size: 1 })
    expect(await typed(ctl(), [...there, 'get', '/project'])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('/api/v1/projects'),
    })
    for (const words of [['get'], ['post', '/projects', 'x'], ['post', '/projects', '[]'], ['get', '/x', '{}', 'y'], []])
      expect((await typed(ctl(), [...there, ...words])).exitCode, words.join(' ')).toBe(2)
  })
})
