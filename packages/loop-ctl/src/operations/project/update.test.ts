import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('PATCH /projects/:project_id', (http) => {
  it.each(['PATCH', 'PUT'])('%s changes what was sent; slug and null are ignored', async (method) => {
    const id = await http().ctl.project({ tech_stack: 'Elixir', slug: `patched-by-${method.toLowerCase()}` })
    http().ctl.pass(1_000)
    const body = { name: 'New', tech_stack: null, slug: 'other', description: 'Secret', metadata: { a: 1 } }
    const answer = await http().send(`${method} /api/v1/projects/${id}`, { as: 'orchestrator', body })
    expect(answer.status).toBe(200)
    const { project } = answer.body
    expect(project).toMatchObject({ name: 'New', tech_stack: 'Elixir', slug: `patched-by-${method.toLowerCase()}`, metadata: { a: 1 } })
    expect(project.updated_at > project.inserted_at).toBe(true)
  })

  it('tells the log the short fields as they were and are, and of the long ones that they changed', async () => {
    const id = await http().ctl.project({ name: 'Old' })
    await http().ctl.call('update_project', { project_id: id, name: 'New', description: 'Secret' })
    const event = (await http().ctl.eventsOf(id)).at(-1)
    expect(event).toMatchObject({ type: 'project.updated', scope: id, before: { name: 'Old' }, after: { name: 'New' } })
    expect(event?.details).toMatchObject({ changed_fields: ['name', 'description'] })
    expect(JSON.stringify(event)).not.toContain('Secret')
  })

  it('changes and tells nothing where nothing differs', async () => {
    const id = await http().ctl.project({ name: 'Same' })
    http().ctl.pass(1_000)
    const { project } = await http().ctl.call('update_project', { project_id: id, name: 'Same' })
    expect(project.updated_at).toBe(project.inserted_at)
    expect(await http().ctl.eventsOf(id)).toHaveLength(1)
  })

  it('refuses a blank name, agents and strangers', async () => {
    const id = await http().ctl.project()
    const patch = async (as: 'user' | 'implementer' | 'strangerUser', body: object) =>
      (await http().send(`PATCH /api/v1/projects/${id}`, { as, body })).status
    expect(await patch('user', { name: ' ' })).toBe(422)
    expect(await patch('implementer', { name: 'Mine' })).toBe(403)
    expect(await patch('strangerUser', { name: 'Mine' })).toBe(404)
  })
})
