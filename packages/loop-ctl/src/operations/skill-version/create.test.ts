import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { newSkill } from '../../fixtures/skill.ts'

describeCtl('create_skill_version', (ctl) => {
  it('takes the next number and becomes the current one', async () => {
    const { skill, version: first } = await newSkill(ctl())
    ctl().pass(1_000)
    const given = { skill_id: skill.id, prompt_text: 'Read twice.', changelog: 'Twice', metadata: { a: 1 } }
    const made = await ctl().call('create_skill_version', given)
    expect(made.skill).toMatchObject({ id: skill.id, current_version: 2 })
    expect(made.version).toMatchObject({ version: 2, prompt_text: 'Read twice.', changelog: 'Twice', metadata: { a: 1 } })
    expect(made.skill.updated_at > skill.updated_at).toBe(true)
    expect((await ctl().call('get_skill_version', { skill_id: skill.id, skill_version: '1' })).version).toEqual(first)
  })

  it('77. nothing changes or removes a version, not even in the tables', async () => {
    const { version } = await newSkill(ctl())
    const changing = ctl().tables((db) =>
      db.updateTable('ctl_skill_versions').set({ prompt_text: 'x' }).where('id', '=', version.id).execute(),
    )
    await expect(changing).rejects.toThrow()
    const removing = ctl().tables((db) => db.deleteFrom('ctl_skill_versions').where('id', '=', version.id).execute())
    await expect(removing).rejects.toThrow()
  })

  it('of several at once each gets a number of its own', async () => {
    const { skill } = await newSkill(ctl())
    const add = (name: string) => ctl().call('create_skill_version', { skill_id: skill.id, prompt_text: name })
    const made = await Promise.all(['a', 'b', 'c'].map(add))
    expect(made.map(({ version }) => version.version).sort()).toEqual([2, 3, 4])
  })

  it('is for people alone, and says something', async () => {
    const { skill } = await newSkill(ctl())
    const given = { skill_id: skill.id, prompt_text: ' ' }
    expect((await ctl().refusal('create_skill_version', given)).details).toEqual({ prompt_text: ["can't be blank"] })
    expect((await ctl().refusal('create_skill_version', given, { as: agents.orchestrator })).status).toBe(403)
  })
})
