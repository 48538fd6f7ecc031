import { text } from 'loop-core'
import { z } from 'zod'
import { agentTypes } from '../views/agent.ts'
import type { SentEvent } from '../webhooks/events.ts'
import {
  agentStatuses,
  anomalyTypes,
  articleCategories,
  articleStatuses,
  budgetScopes,
  relationshipTypes,
  verificationResults,
} from '../words.ts'
import { agent, article, articleLink, ids, place, story, verdict } from './example-rows.ts'

/** What a webhook is told of one event, besides the event's type and time. */
export interface Told {
  summary: string
  fields: z.ZodRawShape
  example: Record<string, unknown>
}

const id = text(64)
const status = z.enum(agentStatuses)
const count = z.int()

const where = { story_id: id, project_id: id, epic_id: id }
const moved = { ...where, old_status: status, new_status: status }

/** A text that is left out where it makes the whole too large. */
const long = z.string().optional()
const findings = z.record(z.string(), z.unknown()).optional()

const stands = (at: (typeof agentStatuses)[number]) => ({ ...place, old_status: at, new_status: at })

const crossed = {
  budget_id: id,
  scope_type: z.enum(budgetScopes),
  scope_id: id,
  budget_millicents: count.nullable(),
  current_spend_millicents: count,
  utilization_pct: count,
  alert_threshold_pct: count,
  triggering_report_id: id,
  story_id: id,
  agent_id: id,
}

const crossing = {
  budget_id: ids.budget,
  scope_type: 'story',
  scope_id: ids.story,
  budget_millicents: 100_000,
  alert_threshold_pct: 80,
  triggering_report_id: ids.tokens,
  story_id: ids.story,
  agent_id: ids.implementer,
}
/** The first is the id of the article too, which at the top of a payload is that of the delivery. */
const ofArticle = {
  id,
  article_id: id,
  title: z.string(),
  category: z.enum(articleCategories),
  project_id: id.nullable(),
  status: z.enum(articleStatuses),
  tags: z.array(z.string()),
}
const ofLink = {
  id,
  article_link_id: id,
  source_article_id: id,
  target_article_id: id,
  relationship_type: z.enum(relationshipTypes),
  project_id: id.nullable(),
}
const titles = { source_title: z.string(), target_title: z.string() }

export const told: Readonly<Record<SentEvent, Told>> = {
  'story.status_changed': {
    summary: 'A story was contracted, claimed, started, reported or given back.',
    fields: { ...moved, agent_id: id },
    example: { ...place, old_status: 'contracted', new_status: 'assigned', agent_id: ids.implementer },
  },
  'story.review_requested': {
    summary: 'A story was handed over by the agent that implemented it.',
    fields: { ...moved, agent_id: id },
    example: { ...stands('implementing'), agent_id: ids.implementer },
  },
  'story.review_completed': {
    summary: 'Somebody other than the implementer has reviewed a story.',
    fields: { ...moved, reviewer_agent_id: id.nullable(), review_type: z.string(), findings_count: count },
    example: { ...stands('reported_done'), reviewer_agent_id: ids.reviewer, review_type: 'enhanced', findings_count: 2 },
  },
  'story.verified': {
    summary: 'A story was found done.',
    fields: {
      ...moved,
      orchestrator_agent_id: id.nullable(),
      summary: z.string().nullable().optional(),
      result: z.enum(verificationResults),
      review_type: z.string().optional(),
    },
    example: { ...stands('reported_done'), ...verdict },
  },
  'story.rejected': {
    summary: 'A story was found not done, or broken since.',
    fields: { ...moved, orchestrator_agent_id: id, reason: long, findings },
    example: {
      ...stands('reported_done'),
      orchestrator_agent_id: ids.orchestrator,
      reason: story.rejected.rejection_reason,
      findings: { criterion: 2 },
    },
  },
  'story.auto_reset': {
    summary: 'A rejected story is pending again.',
    fields: {
      ...where,
      reason: z.literal('rejected'),
      rejection_reason: long,
      old_status: status,
      previous_agent_id: id.nullable(),
      orchestrator_agent_id: id,
    },
    example: {
      ...place,
      reason: 'rejected',
      rejection_reason: story.rejected.rejection_reason,
      old_status: 'reported_done',
      previous_agent_id: ids.implementer,
      orchestrator_agent_id: ids.orchestrator,
    },
  },
  'story.force_unclaimed': {
    summary: 'An orchestrator took a story from whoever had it.',
    fields: { ...moved, orchestrator_agent_id: id, previous_agent_id: id.nullable() },
    example: {
      ...place,
      old_status: 'implementing',
      new_status: 'pending',
      orchestrator_agent_id: ids.orchestrator,
      previous_agent_id: ids.implementer,
    },
  },
  'story.backfilled': {
    summary: 'A story was taken as done before its project was kept here.',
    fields: { ...moved, source: z.literal('pre_loopctl'), pr_number: count.nullable() },
    example: { ...place, old_status: 'pending', new_status: 'reported_done', source: 'pre_loopctl', pr_number: 41 },
  },
  'epic.completed': {
    summary: 'The last story of an epic was verified; told once in its life.',
    fields: { epic_id: id, epic_number: count, epic_title: z.string(), project_id: id, story_count: count },
    example: { epic_id: ids.epic, epic_number: 2, epic_title: 'Refunds', project_id: ids.project, story_count: 1 },
  },
  'artifact.reported': {
    summary: 'Somebody said what was made for a story.',
    fields: {
      ...where,
      artifact_report_id: id,
      artifact_type: z.string(),
      path: z.string(),
      reported_by: z.enum(['agent', 'orchestrator']),
    },
    example: {
      artifact_report_id: ids.artifact,
      ...place,
      artifact_type: 'pull_request',
      path: 'https://github.com/example/booking-service/pull/57',
      reported_by: 'agent',
    },
  },
  'agent.registered': {
    summary: 'A key was given its agent. Webhooks of one project do not hear of it.',
    fields: { agent_id: id, agent_name: z.string(), agent_type: z.enum(agentTypes) },
    example: { agent_id: agent.id, agent_name: agent.name, agent_type: agent.agent_type },
  },
  'project.imported': {
    summary: 'A work breakdown was brought into a project.',
    fields: { project_id: id, epic_count: count, story_count: count, merge: z.literal(true).optional() },
    example: { project_id: ids.project, epic_count: 2, story_count: 2 },
  },
  'token.budget_warning': {
    summary: 'As much of a budget was used as its threshold says; told once until it is changed or less is spent.',
    fields: crossed,
    example: { ...crossing, current_spend_millicents: 82_000, utilization_pct: 82 },
  },
  'token.budget_exceeded': {
    summary: 'All of a budget was used, or more; told once until it is changed or less is spent.',
    fields: { ...crossed, overage_millicents: count },
    example: { ...crossing, current_spend_millicents: 118_745, utilization_pct: 118, overage_millicents: 18_745 },
  },
  'token.anomaly_detected': {
    summary: 'A story costs far more or less than others, or a budget was exceeded by it; told once until somebody deals with it.',
    fields: {
      anomaly_id: id,
      story_id: id,
      story_title: z.string(),
      project_id: id,
      agent_id: id.nullable(),
      agent_name: z.string().nullable(),
      anomaly_type: z.enum(anomalyTypes),
      story_cost_millicents: count,
      reference_avg_millicents: count,
      deviation_factor: z.number(),
    },
    example: {
      anomaly_id: ids.anomaly,
      story_id: ids.story,
      story_title: story.pending.title,
      project_id: ids.project,
      agent_id: agent.id,
      agent_name: agent.name,
      anomaly_type: 'high_cost',
      story_cost_millicents: 412_000,
      reference_avg_millicents: 96_500,
      deviation_factor: 4.27,
    },
  },
  'article.created': { summary: 'An article of the wiki was written.', fields: ofArticle, example: { ...article, status: 'draft' } },
  'article.updated': {
    summary: 'What an article says was changed, or a superseded one became a draft.',
    fields: { ...ofArticle, changed_fields: z.array(z.string()) },
    example: { ...article, changed_fields: ['body', 'tags'] },
  },
  'article.published': { summary: 'An article can be found from now on.', fields: ofArticle, example: article },
  'article.unpublished': {
    summary: 'A published article became a draft.',
    fields: ofArticle,
    example: { ...article, status: 'draft' },
  },
  'article.archived': { summary: 'An article was put away.', fields: ofArticle, example: { ...article, status: 'archived' } },
  'article.superseded': {
    summary: 'Another article took the place of this one.',
    fields: ofArticle,
    example: { ...article, status: 'superseded' },
  },
  'article_link.created': {
    summary: 'An article was linked to another.',
    fields: { ...ofLink, ...titles },
    example: { ...articleLink, source_title: 'Retries with a limit', target_title: article.title },
  },
  'article_link.deleted': { summary: 'A link between articles was taken away.', fields: ofLink, example: articleLink },
  'webhook.test': {
    summary: 'Somebody asked for a test, which goes to one webhook, active or not.',
    fields: { message: z.string(), webhook_id: id },
    example: { message: 'This is a test of your webhook.', webhook_id: ids.webhook },
  },
}
