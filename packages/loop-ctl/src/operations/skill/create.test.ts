import { expect, it } from 'vitest'
import { bodyOf } from '../../fixtures/actors.ts'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('create_skill', (ctl) => {
  const refused = async (input: object) => bodyOf(await ctl().refusal('create_skill', input))
  const at = '2026-01-05T12:00:00.000Z'

  it('makes version 1, made by the caller unless said', async () => {
    const given = { name: 'reviewing', prompt_text: 'Look at the work.', description: 'How to review' }
    const { skill, version } = await ctl().call('create_skill', given)
    const rest = { current_version: 1, status: 'active', metadata: {}, inserted_at: at, updated_at: at }
    expect(skill).toEqual({ id: expect.any(String), project_id: null, name: 'reviewing', description: 'How to review', ...rest })
    expect(version).toEqual({
      ...{ id: expect.any(String), skill_id: skill.id, version: 1, prompt_text: 'Look at the work.', changelog: null },
      ...{ created_by: 'user:Owner', metadata: {}, inserted_at: at },
    })
    const said = { name: 'said', prompt_text: 'x', created_by: 'Ada', changelog: 'First', metadata: { a: 1 } }
    expect((await ctl().call('create_skill', said)).version).toMatchObject({ created_by: 'Ada', changelog: 'First' })
  })

  it('takes each name once in a project and once for all projects', async () => {
    const [one, other] = [await ctl().project(), await ctl().project()]
    for (const project_id of [undefined, one, other]) await ctl().call('create_skill', { name: 'shared', prompt_text: 'x', project_id })
    for (const project_id of [undefined, one])
      expect(await refused({ name: 'shared', prompt_text: 'x', project_id })).toMatchObject({
        ...{ status: 422, code: 'skill_name_taken', details: { name: ['has already been taken'] } },
      })
  })

  it('tells the log of both without the prompt', async () => {
    const { skill, version } = await ctl().call('create_skill', { name: 'told', prompt_text: 'for agents' })
    expect(await ctl().eventsOf(skill.id)).toMatchObject([{ type: 'skill.created', after: { name: 'told', current_version: 1 } }])
    const [event] = await ctl().eventsOf(version.id)
    expect(event).toMatchObject({ type: 'skill_version.created', after: { version: 1 }, details: { skill_id: skill.id } })
    expect(JSON.stringify(event)).not.toContain('for agents')
  })

  it('refuses a skill that says nothing, and a project that there is not', async () => {
    expect(Object.keys((await refused({ name: ' ', prompt_text: '' })).details!)).toEqual(['name', 'prompt_text'])
    expect((await refused({ name: 'x', prompt_text: 'x', project_id: 'no-such' })).code).toBe('project_not_found')
  })

  it('is for people alone', async () => {
    const refusal = await ctl().refusal('create_skill', { name: 'x', prompt_text: 'x' }, { as: agents.orchestrator })
    expect(refusal.status).toBe(403)
  })
})
