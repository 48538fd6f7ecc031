/** What a webhook may ask for, and is told of when it happens. */
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
  'token.anomaly_detected',
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

/** A ping that somebody asked for: it goes to one webhook, active or not. */
export const testEvent = 'webhook.test'

/** What the log has under another name than the one by which webhooks are told of it. */
const renamed: Readonly<Record<string, SentEvent>> = {
  'artifact_report.created': 'artifact.reported',
  'project.merge_imported': 'project.imported',
  'cost_anomaly.detected': 'token.anomaly_detected',
  'article.article.created': 'article.created',
  'article.article.updated': 'article.updated',
  'article.article.published': 'article.published',
  'article.article.unpublished': 'article.unpublished',
  'article.article.archived': 'article.archived',
  'article.article.superseded': 'article.superseded',
  'article_link.article_link.created': 'article_link.created',
  'article_link.article_link.deleted': 'article_link.deleted',
}

/** The name by which webhooks are told of an event of the log. */
export function toldAs(type: string): string {
  return renamed[type] ?? type
}

/** The names in the log of what webhooks are told of by this one; a test is sent without being in the log. */
export function loggedAs(told: string): string[] {
  if (told === testEvent) return []
  return [told, ...Object.keys(renamed).filter((type) => renamed[type] === told)]
}
