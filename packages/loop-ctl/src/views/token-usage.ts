import { text, time } from 'loop-core'
import { z } from 'zod'
import type { Spending } from '../budget.ts'
import { dollarsOf } from '../money.ts'
import type { TokenUsageRow } from '../storage/tables.ts'

export const TokenUsageReport = z.object({
  id: text(64),
  story_id: text(64),
  agent_id: text(64),
  project_id: text(64),
  input_tokens: z.int(),
  output_tokens: z.int(),
  total_tokens: z.int(),
  model_name: z.string(),
  cost_millicents: z.int(),
  cost_dollars: z.number(),
  phase: z.string(),
  session_id: z.string().nullable(),
  skill_version_id: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  deleted_at: time().nullable(),
  corrects_report_id: text(64).nullable(),
  inserted_at: time(),
  updated_at: time(),
})

/** A report as tool lists show it. */
export const TokenUsageBrief = TokenUsageReport.pick({
  id: true,
  agent_id: true,
  input_tokens: true,
  output_tokens: true,
  model_name: true,
  cost_millicents: true,
  phase: true,
  inserted_at: true,
})

export function tokenUsageOf({ metadata, ...row }: TokenUsageRow): z.output<typeof TokenUsageReport> {
  const total_tokens = row.input_tokens + row.output_tokens
  return { ...row, total_tokens, cost_dollars: dollarsOf(row.cost_millicents), metadata: JSON.parse(metadata) }
}

const amounts = z.object({
  total_input_tokens: z.int(),
  total_output_tokens: z.int(),
  total_tokens: z.int(),
  total_cost_millicents: z.int(),
  total_cost_dollars: z.number(),
  report_count: z.int(),
})

/** What reports add up to, and what of it fell into each phase that has any. */
export const UsageTotals = amounts.extend({ by_phase: z.record(z.string(), amounts) })

type Part = Spending & { phase: string; report_count: number }

export function usageTotalsOf(parts: readonly Part[]): z.output<typeof UsageTotals> {
  const sum = (field: keyof Spending | 'report_count') => parts.reduce((total, part) => total + part[field], 0)
  const whole = {
    input_tokens: sum('input_tokens'),
    output_tokens: sum('output_tokens'),
    cost_millicents: sum('cost_millicents'),
    report_count: sum('report_count'),
  }
  return { ...amountsOf(whole), by_phase: Object.fromEntries(parts.map((part) => [part.phase, amountsOf(part)])) }
}

function amountsOf({ input_tokens, output_tokens, cost_millicents, report_count }: Omit<Part, 'phase'>): z.output<typeof amounts> {
  return {
    total_input_tokens: input_tokens,
    total_output_tokens: output_tokens,
    total_tokens: input_tokens + output_tokens,
    total_cost_millicents: cost_millicents,
    total_cost_dollars: dollarsOf(cost_millicents),
    report_count,
  }
}
