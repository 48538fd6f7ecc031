import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { newSkill } from '../../fixtures/skill.ts'

describeCtl('update_skill', (ctl) => {
  it('changes what is said of it, and leaves what is null', async () => {
    const { skill } = await newSkill(ctl(), { description: 'Before', metadata: { a: 1 } })
    const given = { skill_id: skill.name, description: 'After', status: 'archived', metadata: null }
    expect((await ctl().call('update_skill', given)).skill).toEqual({ ...skill, description: 'After', status: 'archived' })
    const [, event] = await ctl().eventsOf(skill.id)
    expect(event).toMatchObject({ type: 'skill.updated', before: { status: 'active' }, after: { status: 'archived' } })
    expect(event!.details).toEqual({ skill_id: skill.id, changed_fields: ['description', 'status'] })
    expect((await ctl().call('update_skill', { skill_id: skill.id, status: 'active' })).skill.status).toBe('active')
  })

  it('that changes nothing leaves no trace', async () => {
    const { skill } = await newSkill(ctl())
    await ctl().call('update_skill', { skill_id: skill.id, status: 'active', metadata: {} })
    expect(await ctl().eventsOf(skill.id)).toHaveLength(1)
  })

  it('refuses a status that there is not, and everybody but people', async () => {
    const { skill } = await newSkill(ctl())
    expect((await ctl().refusal('update_skill', { skill_id: skill.id, status: 'deleted' })).status).toBe(422)
    const options = { as: agents.implementer }
    expect((await ctl().refusal('update_skill', { skill_id: skill.id, status: 'archived' }, options)).status).toBe(403)
  })
})
