import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { newSkill, recordResult } from '../../fixtures/skill.ts'

describeCtl('list_skill_results', (ctl) => {
  it('shows those of one version, newest first', async () => {
    const { skill, version } = await newSkill(ctl())
    const made = [await recordResult(ctl(), version.id), await recordResult(ctl(), version.id)]
    const { version: other } = await ctl().call('create_skill_version', { skill_id: skill.id, prompt_text: 'Other.' })
    await recordResult(ctl(), other.id)
    const { data, meta } = await ctl().call('list_skill_results', { skill_id: skill.id, skill_version: '1' })
    expect([data, meta.total_count]).toEqual([made.toReversed(), 2])
  })

  it('is for people alone, and of versions that there are', async () => {
    const { skill } = await newSkill(ctl())
    const given = { skill_id: skill.id, skill_version: '2' }
    expect((await ctl().refusal('list_skill_results', given)).status).toBe(404)
    expect((await ctl().refusal('list_skill_results', given, { as: agents.implementer })).status).toBe(403)
  })
})
