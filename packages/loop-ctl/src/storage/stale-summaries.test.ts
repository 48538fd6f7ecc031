import { expect, it } from 'vitest'
import { describeCtl } from '../fixtures/ctl.ts'
import { spend } from '../fixtures/token-reports.ts'

describeCtl('the sums of a day', (ctl) => {
  const day = 24 * 60 * 60 * 1_000

  it('are stale once a report of that day is corrected or taken back, and those of other days and scopes are not', async () => {
    const story_id = await ctl().story()
    const { project_id, epic_id } = await ctl().look(story_id)
    const token_usage_report_id = await spend(ctl(), story_id, { cost_millicents: 10 })
    const scopes = [
      ['story', story_id],
      ['epic', epic_id],
      ['project', project_id],
      ['agent', 'implementer-local'],
      ['agent', 'reviewer-local'],
    ] as const
    const rows = ['2026-01-05', '2026-01-06'].flatMap((period_start) =>
      scopes.map(([scope_type, scope_id]) => ({
        ...{ id: `${scope_id} ${period_start}`, scope_type, scope_id, period_start, period_end: period_start },
        ...{ total_input_tokens: 0, total_output_tokens: 0, total_cost_millicents: 10, report_count: 1, model_breakdown: '{}' },
        ...{ avg_cost_per_story_millicents: null, stale: 0, inserted_at: 'then', updated_at: 'then' },
      })),
    )
    await ctl().tables((db) => db.insertInto('ctl_cost_summaries').values(rows).execute())
    const stale = () =>
      ctl().tables(async (db) => {
        const found = await db.selectFrom('ctl_cost_summaries').select('id').where('stale', '=', 1).execute()
        await db.updateTable('ctl_cost_summaries').set({ stale: 0 }).execute()
        return found.map(({ id }) => id).sort()
      })
    const ofFirstDay = [story_id, epic_id, project_id, 'implementer-local'].map((id) => `${id} 2026-01-05`).sort()
    ctl().pass(2 * day)
    await ctl().call('correct_token_usage', { token_usage_report_id, cost_millicents: -1 })
    expect(await stale()).toEqual(ofFirstDay)
    await ctl().call('delete_token_usage', { token_usage_report_id })
    expect(await stale()).toEqual(ofFirstDay)
  })
})
