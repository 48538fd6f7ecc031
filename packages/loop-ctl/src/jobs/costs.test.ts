import { expect, it } from 'vitest'
import { anomaly } from '../fixtures/anomalies.ts'
import { keepReports, spentProject } from '../fixtures/costs.ts'
import { describeCtl } from '../fixtures/ctl.ts'
import { runJob } from '../fixtures/jobs.ts'

const rollup = '2026-01-06T02:00:00.000Z'

describeCtl('costs by day', (ctl) => {
  const summaries = () =>
    ctl().tables((db) =>
      db.selectFrom('ctl_cost_summaries').selectAll().orderBy('period_start').orderBy('scope_type').orderBy('scope_id').execute(),
    )

  it('70. are added up once the day is over, for stories, epics, projects and agents; twice is as once', async () => {
    const { project_id, epic_id, built, broken, begun } = await spentProject(ctl())
    await keepReports(ctl(), [{ story_id: begun, cost: 7, at: '2026-01-06T00:00:00.000Z' }])
    await runJob(ctl(), 'cost_rollup', rollup)
    const rows = await summaries()
    const of = (scope_id: string, period_start: string) =>
      rows.find((row) => row.scope_id === scope_id && row.period_start === period_start)
    expect([...new Set(rows.map((row) => row.period_start))]).toEqual(['2026-01-01', '2026-01-04', '2026-01-05'])
    // Thursday: a story, its epic, its project, its agent; Sunday too; Monday: two stories, two epics, a project, two agents.
    expect(rows).toHaveLength(4 + 4 + 7)
    expect(of(project_id, '2026-01-05')).toMatchObject({
      ...{ scope_type: 'project', period_end: '2026-01-05', total_input_tokens: 60, total_output_tokens: 6 },
      ...{ total_cost_millicents: 2_501, report_count: 2, avg_cost_per_story_millicents: 1_250, stale: 0 },
    })
    expect(JSON.parse(of(project_id, '2026-01-05')!.model_breakdown)).toEqual({
      a: { implementing: { input_tokens: 50, output_tokens: 5, cost_millicents: 2_001, report_count: 1 } },
      b: { reviewing: { input_tokens: 10, output_tokens: 1, cost_millicents: 500, report_count: 1 } },
    })
    expect(of(epic_id, '2026-01-04')).toMatchObject({ scope_type: 'epic', total_cost_millicents: 3_000 })
    expect(of(built, '2026-01-01')).toMatchObject({
      scope_type: 'story',
      total_cost_millicents: 1_000,
      avg_cost_per_story_millicents: null,
    })
    expect(of('implementer-local', '2026-01-05')).toMatchObject({ scope_type: 'agent', total_cost_millicents: 2_001 })
    await runJob(ctl(), 'cost_rollup', rollup)
    expect(await summaries()).toEqual(rows)

    // What is taken back is added up anew, and what has no report left comes to nothing.
    const report = await ctl().tables((db) =>
      db.selectFrom('ctl_token_usage').select('id').where('story_id', '=', broken).executeTakeFirst(),
    )
    await ctl().call('delete_token_usage', { token_usage_report_id: report!.id })
    ctl().pass(1_000)
    await runJob(ctl(), 'cost_rollup', rollup)
    const anew = (await summaries()).filter((row) => row.period_start === '2026-01-05')
    expect(anew.find((row) => row.scope_id === project_id)).toMatchObject({ total_cost_millicents: 500, stale: 0 })
    expect(anew.find((row) => row.scope_id === broken)).toMatchObject({
      total_cost_millicents: 0,
      report_count: 0,
      model_breakdown: '{}',
      stale: 0,
    })
    expect((await summaries()).map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
  })
})

describeCtl('what stands out, by night', (ctl) => {
  it('70. is found where others got cheaper by comparison; twice is as once', async () => {
    const project_id = await ctl().project()
    const epic_id = await ctl().epic(project_id)
    const costs = [8_246, 1_000, 2_000, 3_000, 2_000]
    const ids = []
    for (const cost of costs) {
      const story_id = await ctl().story({ epic_id })
      await keepReports(ctl(), [{ story_id, cost }])
      ids.push(story_id)
    }
    await anomaly(ctl(), ids[1]!, { anomaly_type: 'suspiciously_low' })
    const found = () => ctl().tables((db) => db.selectFrom('ctl_cost_anomalies').selectAll().orderBy('id').execute())
    await runJob(ctl(), 'cost_anomalies', '2026-01-06T02:05:00.000Z')
    const rows = await found()
    expect(rows.filter(({ resolved }) => resolved === 0)).toMatchObject([
      { story_id: ids[0], anomaly_type: 'high_cost', reference_avg_millicents: 2_000, deviation_factor: 4.12 },
    ])
    expect(rows).toHaveLength(2)
    ctl().pass(1_000)
    await runJob(ctl(), 'cost_anomalies', '2026-01-06T02:05:00.000Z')
    expect(await found()).toEqual(rows)
    const told = (await ctl().eventsIn(project_id)).filter(({ type }) => type.startsWith('cost_anomaly'))
    expect(told.map(({ type }) => type).toSorted()).toEqual(['cost_anomaly.detected', 'cost_anomaly.resolved'])
  })
})

describeCtl('what is older than its retention', (ctl) => {
  it('is left alone unless somebody set one; then it is taken out of the sums, and removed a month later', async () => {
    const story_id = await ctl().story()
    const [old, edge, gone] = await keepReports(ctl(), [
      { story_id, cost: 1, at: '2025-12-04T23:59:59.999Z' },
      { story_id, cost: 2, at: '2025-12-05T00:00:00.000Z' },
      { story_id, cost: 3, at: '2025-12-20T00:00:00.000Z', deleted_at: '2025-12-05T11:00:00.000Z' },
    ])
    const oldAnomaly = await anomaly(ctl(), story_id, { inserted_at: '2025-12-04T00:00:00.000Z' })
    const due = '2026-01-04T03:00:00.000Z'
    const left = () => ctl().tables((db) => db.selectFrom('ctl_token_usage').select(['id', 'deleted_at']).orderBy('id').execute())
    const before = await left()
    await runJob(ctl(), 'token_archival', due)
    expect(await left()).toEqual(before)

    await ctl().settings({ token_data_retention_days: 30 })
    await runJob(ctl(), 'token_archival', due)
    expect(gone).toEqual(expect.any(String))
    expect(await left()).toEqual([
      { id: old, deleted_at: '2026-01-05T12:00:00.000Z' },
      { id: edge, deleted_at: null },
    ])
    const archived = await ctl().tables((db) => db.selectFrom('ctl_cost_anomalies').select('id').where('archived', '=', 1).execute())
    expect(archived).toEqual([{ id: oldAnomaly }])
    const runs = async () => (await ctl().events()).filter(({ type }) => type === 'token_data_archival.archival_run')
    const counts = { archived_reports: 1, removed_reports: 1, archived_anomalies: 1 }
    expect((await runs()).map(({ details }) => details)).toEqual([{ ...counts, before: '2025-12-05', retention_days: 30 }])
    await runJob(ctl(), 'token_archival', due)
    expect(await runs()).toHaveLength(1)
  })
})
