import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { newSkill } from '../../fixtures/skill.ts'

describeCtl('get_skill_cost_performance', (ctl) => {
  /** Stories at these steps, each with one report of this cost for the version. */
  async function use(skill_version_id: string, reports: [step: 'verified' | 'rejected' | 'implementing', cost: number][]) {
    for (const [step, cost_millicents] of reports) {
      const story_id = await ctl().storyAt('implementing')
      const token_usage = { input_tokens: 1, output_tokens: 1, model_name: 'm', cost_millicents, skill_version_id }
      await ctl().call('report_story', { story_id, token_usage }, { as: agents.reviewer })
      if (step === 'implementing') continue
      ctl().pass(1_000)
      await ctl().call('review_complete', { story_id, review_type: 'code' }, { as: agents.reviewer })
      if (step === 'verified') await ctl().call('verify_story', { story_id, summary: 'Seen', review_type: 'code' })
      else await ctl().call('reject_story', { story_id, reason: 'Broken' })
    }
  }

  const performance = async (skill_id: string) => (await ctl().call('get_skill_cost_performance', { skill_id })).data

  it('77. calls a version a regression that costs more than twice as much, once it was used three times', async () => {
    const { skill, version: first } = await newSkill(ctl())
    const next = async () => (await ctl().call('create_skill_version', { skill_id: skill.id, prompt_text: 'Other.' })).version
    const [second, , fourth] = [await next(), await next(), await next()]
    await use(first.id, [
      ['verified', 100],
      ['verified', 101],
      ['rejected', 100],
      ['implementing', 100],
    ])
    await use(second.id, [
      ['verified', 250],
      ['verified', 250],
    ])
    await use(fourth.id, Array(3).fill(['implementing', 500]))
    expect(await performance(skill.id)).toEqual([
      {
        ...{ version_number: 1, total_invocations: 4, total_cost_millicents: 401, avg_cost_per_invocation_millicents: 100 },
        ...{ stories_verified_count: 2, stories_rejected_count: 1, verification_rate_pct: 66 },
        ...{ cost_change_pct: null, cost_regression: false },
      },
      expect.objectContaining({ version_number: 2, verification_rate_pct: 100, cost_change_pct: 150, cost_regression: false }),
      expect.objectContaining({ version_number: 4, verification_rate_pct: null, cost_change_pct: 100, cost_regression: false }),
    ])
    await use(second.id, [['implementing', 250]])
    await use(fourth.id, [['implementing', 504]])
    const dear = { cost_regression: true }
    expect(await performance(skill.id)).toMatchObject([{}, dear, { total_invocations: 4, cost_change_pct: 100, ...dear }])
  })

  it('leaves out what was deleted, and counts a correction with what it corrects', async () => {
    const { skill, version } = await newSkill(ctl())
    await use(version.id, [
      ['implementing', 100],
      ['implementing', 200],
    ])
    await ctl().tables(async (db) => {
      const [kept, deleted] = await db
        .selectFrom('ctl_token_usage')
        .selectAll()
        .where('skill_version_id', '=', version.id)
        .orderBy('cost_millicents')
        .execute()
      await db
        .insertInto('ctl_token_usage')
        .values({ ...kept!, id: 'correction', cost_millicents: -40, corrects_report_id: kept!.id })
        .execute()
      await db.updateTable('ctl_token_usage').set({ deleted_at: kept!.inserted_at }).where('id', '=', deleted!.id).execute()
    })
    expect(await performance(skill.id)).toMatchObject([{ total_invocations: 1, total_cost_millicents: 60 }])
  })

  it('is empty of what nobody used, and for people alone', async () => {
    const { skill } = await newSkill(ctl())
    expect(await performance(skill.id)).toEqual([])
    const refusal = await ctl().refusal('get_skill_cost_performance', { skill_id: skill.id }, { as: agents.orchestrator })
    expect(refusal.status).toBe(403)
  })
})
