import { text, time } from 'loop-core'
import { z } from 'zod'
import type { StoryRow } from '../storage/tables.ts'
import { agentStatuses, verifiedStatuses } from '../words.ts'

const anyObject = z.record(z.string(), z.unknown())

/** A story as lists show it. */
export const StoryLine = z.object({
  id: text(64),
  project_id: text(64),
  epic_id: text(64),
  number: text(64),
  title: text(500),
  agent_status: z.enum(agentStatuses),
  verified_status: z.enum(verifiedStatuses),
  assigned_agent_id: text(64).nullable(),
  review_requested_at: time().nullable(),
  sort_key: text(200),
  inserted_at: time(),
  updated_at: time(),
})

/** What the reports of tokens about a story add up to, for who asks. */
export const tokenTotals = { total_tokens: z.int().optional(), total_cost_millicents: z.int().optional() }

/** A story as tool lists show it: what a model needs to choose one. */
export const StoryBrief = StoryLine.pick({
  id: true,
  epic_id: true,
  number: true,
  title: true,
  agent_status: true,
  verified_status: true,
  assigned_agent_id: true,
  review_requested_at: true,
}).extend(tokenTotals)

/** A story with all that it says of itself. */
export const Story = StoryLine.extend({
  description: z.string().nullable(),
  acceptance_criteria: z.array(anyObject).nullable(),
  estimated_hours: z.number().nullable(),
  reported_by_agent_id: text(64).nullable(),
  assigned_at: time().nullable(),
  reported_done_at: time().nullable(),
  verified_at: time().nullable(),
  rejected_at: time().nullable(),
  rejection_reason: z.string().nullable(),
  metadata: anyObject,
})

export function lineOf(row: StoryRow): z.output<typeof StoryLine> {
  const { id, project_id, epic_id, number, title, agent_status, verified_status } = row
  const { assigned_agent_id, review_requested_at, sort_key, inserted_at, updated_at } = row
  const place = { id, project_id, epic_id, number, title, agent_status, verified_status }
  return { ...place, assigned_agent_id, review_requested_at, sort_key, inserted_at, updated_at }
}

export function storyOf(row: StoryRow): z.output<typeof Story> {
  const { description, estimated_hours, reported_by_agent_id, assigned_at } = row
  const { reported_done_at, verified_at, rejected_at, rejection_reason } = row
  return {
    ...lineOf(row),
    description,
    acceptance_criteria: row.acceptance_criteria === null ? null : JSON.parse(row.acceptance_criteria),
    estimated_hours,
    reported_by_agent_id,
    assigned_at,
    reported_done_at,
    verified_at,
    rejected_at,
    rejection_reason,
    metadata: JSON.parse(row.metadata),
  }
}

/** How many criteria a story has; one without a list has none. */
export function criteriaCount({ acceptance_criteria }: StoryRow): number {
  return acceptance_criteria === null ? 0 : (JSON.parse(acceptance_criteria) as unknown[]).length
}
