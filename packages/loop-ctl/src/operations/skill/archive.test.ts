import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { newSkill } from '../../fixtures/skill.ts'

describeCtl('archive_skill', (ctl) => {
  it('puts a skill away once; its versions stay', async () => {
    const { skill } = await newSkill(ctl())
    for (let time = 0; time < 2; time++)
      expect((await ctl().call('archive_skill', { skill_id: skill.id })).skill).toEqual({ ...skill, status: 'archived' })
    const events = await ctl().eventsOf(skill.id)
    expect(events.map(({ type }) => type)).toEqual(['skill.created', 'skill.archived'])
    expect((await ctl().call('get_skill', { skill_id: skill.id })).current_prompt).toBe('Read first.')
  })

  it('is for people alone', async () => {
    const { skill } = await newSkill(ctl())
    expect((await ctl().refusal('archive_skill', { skill_id: skill.id }, { as: agents.orchestrator })).status).toBe(403)
  })
})
