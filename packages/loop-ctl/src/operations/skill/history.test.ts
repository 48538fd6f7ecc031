import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { newSkill } from '../../fixtures/skill.ts'

describeCtl('list_skill_versions', (ctl) => {
  it('shows them newest first, without prompts', async () => {
    const { skill } = await newSkill(ctl())
    for (const changelog of ['Second', 'Third'])
      await ctl().call('create_skill_version', { skill_id: skill.id, prompt_text: changelog, changelog })
    const { data, meta } = await ctl().call('list_skill_versions', { skill_id: skill.id, limit: 2 }, { as: agents.reviewer })
    expect(data.map(({ version, changelog }: Record<string, unknown>) => [version, changelog])).toEqual([
      [3, 'Third'],
      [2, 'Second'],
    ])
    expect(data[0]).not.toHaveProperty('prompt_text')
    expect(meta.total_count).toBe(3)
  })

  it('is 404 for what is none', async () => {
    expect((await ctl().refusal('list_skill_versions', { skill_id: 'no-such' })).code).toBe('skill_not_found')
  })
})
