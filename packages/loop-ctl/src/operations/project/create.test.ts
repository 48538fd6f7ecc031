import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('create_project', (http) => {
  const create = (body: object, as: 'user' | 'orchestrator' | 'implementer' = 'orchestrator') =>
    http().send('POST /api/v1/projects', { as, body })

  it('answers with the whole project, and tells the log', async () => {
    const given = {
      name: 'My app',
      slug: 'my-app',
      repo_url: 'https://example.com/my-app',
      tech_stack: 'TypeScript',
      metadata: { team: 'a' },
    }
    const { status, body } = await create(given)
    expect(status).toBe(201)
    expect(body).toEqual({
      project: {
        ...given,
        id: expect.any(String),
        description: null,
        mission: null,
        status: 'active',
        inserted_at: '2026-01-05T12:00:00.000Z',
        updated_at: '2026-01-05T12:00:00.000Z',
      },
    })
    const { id } = body.project
    expect(await http().ctl.eventsOf(id)).toMatchObject([{ type: 'project.created', scope: id, after: { name: 'My app', slug: 'my-app' } }])
  })

  it('refuses a slug that is taken', async () => {
    await create({ name: 'One', slug: 'taken' })
    const { status, body } = await create({ name: 'Other', slug: 'taken' })
    expect(status).toBe(422)
    expect(body.error).toMatchObject({ message: 'Validation failed', details: { slug: ['has already been taken'] } })
  })

  it.each(['a', 'UPPER', '-edge', 'edge-', 'with space', 'x'.repeat(64)])('refuses the slug %s', async (slug) => {
    expect(await create({ name: 'Name', slug })).toMatchObject({
      status: 422,
      body: { error: { details: { slug: [expect.any(String)] } } },
    })
  })

  it('names every field that is missing', async () => {
    const { body } = await create({ name: ' ' })
    expect(body.error.details).toEqual({ name: ["can't be blank"], slug: ["can't be blank"] })
  })

  it('keeps a mission without the space around it, and none that is only space', async () => {
    const { project: one } = await http().ctl.call('create_project', { name: 'A', slug: 'mission-a', mission: '  Ship it. ' })
    const { project: other } = await http().ctl.call('create_project', { name: 'B', slug: 'mission-b', mission: '  ' })
    expect([one.mission, other.mission]).toEqual(['Ship it.', null])
  })

  it('is not for agents', async () => {
    expect(await create({ name: 'Agent', slug: 'agent' }, 'implementer')).toMatchObject({ status: 403 })
  })
})

describeHttp('the limit of projects', (http) => {
  it('counts active projects alone', async () => {
    const ids = []
    for (let count = 0; count < 50; count++) ids.push(await http().ctl.project())
    const body = { name: 'One more', slug: 'one-more' }
    const { status, body: refusal } = await http().send('POST /api/v1/projects', { body })
    expect([status, refusal.error.code]).toEqual([422, 'limit_reached'])
    await http().ctl.call('delete_project', { project_id: ids[0] })
    expect(await http().send('POST /api/v1/projects', { body })).toMatchObject({ status: 201 })
  })
})
