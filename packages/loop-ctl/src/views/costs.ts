import { text } from 'loop-core'
import { z } from 'zod'
import { phases } from '../words.ts'

const count = z.int()
const percent = z.int().nullable()
const id = text(64)
const name = z.string()

const tokens = { total_input_tokens: count, total_output_tokens: count }
const budget = { budget_millicents: count.nullable(), utilization_pct: percent }
const verdicts = { verified_count: count, rejected_count: count, verification_rate_pct: percent }

/** By model, what it has used. */
export const ModelBreakdown = z.record(name, z.object({ input_tokens: count, output_tokens: count, cost_millicents: count }))

export const AgentCost = z.object({
  agent_id: id,
  agent_name: name.nullable(),
  total_stories_reported: count,
  ...tokens,
  total_cost_millicents: count,
  avg_cost_per_story_millicents: count,
  primary_model: name,
  efficiency_rank: count,
})

export const EpicCost = z.object({
  epic_id: id,
  epic_name: name,
  story_count: count,
  completed_story_count: count,
  total_cost_millicents: count,
  avg_cost_per_story_millicents: count,
  ...budget,
  model_breakdown: ModelBreakdown,
})

export const ProjectCost = z.object({
  total_cost_millicents: count,
  ...tokens,
  ...budget,
  cost_by_phase: z.partialRecord(z.enum(phases), count),
  model_breakdown: ModelBreakdown,
  agent_count: count,
  story_count: count,
  avg_cost_per_story_millicents: count,
})

export const ModelCost = z.object({
  model_name: name,
  ...tokens,
  total_tokens: count,
  total_cost_millicents: count,
  report_count: count,
  avg_cost_per_report_millicents: count,
  stories_verified_count: count,
  stories_rejected_count: count,
  verification_rate_pct: percent,
})

export const CostTrend = z.object({
  period: z.string().describe('The day, or the Monday of the week'),
  total_cost_millicents: count,
  total_tokens: count,
  report_count: count,
  unique_agents: count,
})

const Habit = z.object({ agent_count: count, avg_verification_rate_pct: percent, avg_cost_per_story_millicents: count.nullable() })

export const ModelMix = z.object({
  matrix: z.array(
    z.object({
      model_name: name,
      phase: name,
      total_tokens: count,
      total_cost_millicents: count,
      stories_count: count,
      ...verdicts,
    }),
  ),
  comparative: z.object({ mixed_model: Habit, single_model: Habit }).describe('Agents that use several models, and those that do not'),
})

export const ModelProfile = z.object({
  agent_id: id,
  agent_name: name,
  model_count: count,
  is_model_blender: z.boolean(),
  models_used: z.array(name),
  total_cost_millicents: count,
  usage: z.array(
    z.object({
      model_name: name,
      phase: name,
      ...tokens,
      total_cost_millicents: count,
      report_count: count,
      stories_count: count,
      ...verdicts,
      cost_share_pct: percent,
    }),
  ),
})
