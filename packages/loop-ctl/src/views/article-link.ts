import { text, time } from 'loop-core'
import { z } from 'zod'
import type { TitledLink } from '../storage/article-links.ts'
import type { ArticleLinkRow } from '../storage/knowledge-tables.ts'
import { relationshipTypes } from '../words.ts'
import { ArticleName } from './article.ts'

export const ArticleLink = z.object({
  id: text(64),
  source_article_id: text(64),
  target_article_id: text(64),
  relationship_type: z.enum(relationshipTypes),
  metadata: z.record(z.string(), z.unknown()),
  inserted_at: time(),
})

export function linkOf({ metadata, ...row }: ArticleLinkRow): z.output<typeof ArticleLink> {
  return { ...row, metadata: JSON.parse(metadata) }
}

/** A link as an article shows it: what stands at either end. */
export const LinkEnds = ArticleLink.pick({ id: true, relationship_type: true }).extend({
  source_article: ArticleName,
  target_article: ArticleName,
})

export function endsOf({ id, relationship_type, ...link }: TitledLink): z.output<typeof LinkEnds> {
  return {
    id,
    relationship_type,
    source_article: { id: link.source_article_id, title: link.source_title },
    target_article: { id: link.target_article_id, title: link.target_title },
  }
}
