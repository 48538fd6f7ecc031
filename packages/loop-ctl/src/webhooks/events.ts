/** What a webhook is told of when it happens here. */
export const sentEvents = [
  'story.status_changed',
  'story.review_requested',
  'story.review_completed',
  'story.verified',
  'story.rejected',
  'story.auto_reset',
  'story.force_unclaimed',
  'story.backfilled',
  'epic.completed',
  'artifact.reported',
  'agent.registered',
  'project.imported',
  'token.budget_warning',
  'token.budget_exceeded',
  'article.created',
  'article.updated',
  'article.published',
  'article.unpublished',
  'article.archived',
  'article.superseded',
  'article_link.created',
  'article_link.deleted',
  'webhook.test',
] as const
export type SentEvent = (typeof sentEvents)[number]

/** What a webhook may ask for: the last of these are emitted by no module that is mounted, which does no harm. */
export const webhookEvents = [...sentEvents, 'token.anomaly_detected'] as const

/** A ping that somebody asked for: it goes to one webhook, active or not. */
export const testEvent = 'webhook.test'

/** What the log has under a finer name than the one by which webhooks are told of it. */
const coarser: Readonly<Record<string, SentEvent>> = { 'project.merge_imported': 'project.imported' }

/** The name by which webhooks are told of an event of the log. */
export function toldAs(type: string): string {
  return coarser[type] ?? type
}

/** The names in the log of what webhooks are told of by this one; a test is sent without being in the log. */
export function loggedAs(told: string): string[] {
  if (told === testEvent) return []
  return [told, ...Object.keys(coarser).filter((type) => coarser[type] === told)]
}
