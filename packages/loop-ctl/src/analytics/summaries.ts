import { groupBy } from 'loop-core'
import { at, type Ctl } from '../ctl.ts'
import { emptyStale, putSummaries, type SummaryRow, storiesOnDay, type UsedOfDay, usedOnDay } from '../storage/cost-summaries.ts'
import { type CostScope, costScopes } from '../words.ts'
import { average } from './whole.ts'

type Summing = Pick<Ctl, 'db' | 'newId' | 'now'>

/** Adds up one day in UTC for every story, epic, project and agent; twice comes to the same as once. */
export async function summarizeDay(ctl: Summing, day: string): Promise<void> {
  for (const scope of costScopes) await putSummaries(ctl.db, await summariesOf(ctl, scope, day))
  await emptyStale(ctl.db, day, at(ctl))
}

async function summariesOf(ctl: Summing, scope_type: CostScope, day: string): Promise<SummaryRow[]> {
  const used = groupBy(await usedOnDay(ctl.db, scope_type, day), ({ scope_id }) => scope_id)
  const stories = scope_type === 'story' ? undefined : await storiesOnDay(ctl.db, scope_type, day)
  return [...used].map(([scope_id, rows]) => {
    const totals = totalsOf(rows)
    return {
      id: ctl.newId(),
      scope_type,
      scope_id,
      period_start: day,
      period_end: day,
      ...totals,
      model_breakdown: JSON.stringify(breakdownOf(rows)),
      avg_cost_per_story_millicents: stories ? average(totals.total_cost_millicents, stories.get(scope_id) ?? 0) : null,
      stale: 0,
      inserted_at: at(ctl),
      updated_at: at(ctl),
    }
  })
}

const summed = ['total_input_tokens', 'total_output_tokens', 'total_cost_millicents', 'report_count'] as const

function totalsOf(rows: readonly UsedOfDay[]): Record<(typeof summed)[number], number> {
  const entries = summed.map((name) => [name, rows.reduce((sum, row) => sum + row[name], 0)])
  return Object.fromEntries(entries)
}

/** By model, then by phase. */
function breakdownOf(rows: readonly UsedOfDay[]): object {
  const byModel = [...groupBy(rows, ({ model_name }) => model_name)]
  return Object.fromEntries(
    byModel.map(([model, ofModel]) => [model, Object.fromEntries(ofModel.map((row) => [row.phase, figuresOf(row)]))]),
  )
}

function figuresOf({ total_input_tokens, total_output_tokens, total_cost_millicents, report_count }: UsedOfDay) {
  return {
    input_tokens: total_input_tokens,
    output_tokens: total_output_tokens,
    cost_millicents: total_cost_millicents,
    report_count,
  }
}
