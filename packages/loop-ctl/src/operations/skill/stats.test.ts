import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { newSkill, recordResult } from '../../fixtures/skill.ts'

describeCtl('get_skill_stats', (ctl) => {
  it('counts and averages the results of each version', async () => {
    const { skill, version: first } = await newSkill(ctl())
    const { version: second } = await ctl().call('create_skill_version', { skill_id: skill.id, prompt_text: 'Other.' })
    await ctl().call('create_skill_version', { skill_id: skill.id, prompt_text: 'Never used.' })
    await recordResult(ctl(), first.id, { metrics: { findings_count: 4, false_positive_count: 1, iteration: 1 } })
    await recordResult(ctl(), first.id, { metrics: { findings_count: 3, false_positive_count: 1, iteration: 2 }, verdict: 'rejected' })
    await recordResult(ctl(), first.id, { metrics: { findings_count: 1 } })
    await recordResult(ctl(), second.id)
    expect((await ctl().call('get_skill_stats', { skill_id: skill.id })).data).toEqual([
      {
        ...{ version: 1, total_results: 3, pass_count: 2, fail_count: 1, partial_count: 0, stories_reviewed: 3 },
        ...{ avg_findings: 2.67, avg_false_positives: 1, false_positive_rate: 0.38, avg_iterations: 1.5 },
      },
      {
        ...{ version: 2, total_results: 1, pass_count: 1, fail_count: 0, partial_count: 0, stories_reviewed: 1 },
        ...{ avg_findings: null, avg_false_positives: null, false_positive_rate: 0, avg_iterations: null },
      },
    ])
  })

  it('is empty without results, and for people alone', async () => {
    const { skill } = await newSkill(ctl())
    expect(await ctl().call('get_skill_stats', { skill_id: skill.id })).toEqual({ data: [] })
    expect((await ctl().refusal('get_skill_stats', { skill_id: skill.id }, { as: agents.orchestrator })).status).toBe(403)
  })
})
