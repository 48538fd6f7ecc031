import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { newSkill } from '../../fixtures/skill.ts'

describeCtl('get_skill_version', (ctl) => {
  it('shows one version with its prompt, and what it cost once it was used', async () => {
    const { skill, version } = await newSkill(ctl())
    const get = () => ctl().call('get_skill_version', { skill_id: skill.name, skill_version: '1' }, { as: agents.implementer })
    expect(await get()).toEqual({ version, cost_summary: null })
    const story_id = await ctl().storyAt('implementing')
    const usage = { input_tokens: 1, output_tokens: 1, model_name: 'm', cost_millicents: 301, skill_version_id: version.id }
    await ctl().call('report_story', { story_id, token_usage: usage }, { as: agents.reviewer })
    expect((await get()).cost_summary).toEqual({
      ...{ version_number: 1, total_invocations: 1, total_cost_millicents: 301, avg_cost_per_invocation_millicents: 301 },
    })
  })

  it('is 404 for a version that there is not, and 400 for what is no number', async () => {
    const { skill } = await newSkill(ctl())
    const refused = (skill_version: string) => ctl().refusal('get_skill_version', { skill_id: skill.id, skill_version })
    for (const number of ['2', '0']) expect(await refused(number)).toMatchObject({ status: 404, code: 'skill_version_not_found' })
    for (const word of ['two', '-1', '1.5']) expect(await refused(word)).toMatchObject({ status: 400, code: 'bad_version' })
  })

  it('a report that names a version that there is not leaves its story where it is', async () => {
    const story_id = await ctl().storyAt('implementing')
    const usage = { input_tokens: 1, output_tokens: 1, model_name: 'm', cost_millicents: 1, skill_version_id: 'no-such' }
    const refused = await ctl().refusal('report_story', { story_id, token_usage: usage }, { as: agents.reviewer })
    expect(refused).toMatchObject({ status: 422, code: 'skill_version_not_found' })
    expect((await ctl().look(story_id)).agent_status).toBe('implementing')
  })
})
