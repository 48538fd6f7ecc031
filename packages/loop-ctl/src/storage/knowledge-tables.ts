import type { Generated, Selectable } from 'kysely'
import type { AccessType, ArticleCategory, ArticleStatus, RelationshipType } from '../words.ts'

/** The tables of the wiki, as their rows are stored: JSON and times are text. */
export interface KnowledgeTables {
  ctl_articles: {
    /** Its place in the index of words. */
    seq: Generated<number>
    id: string
    /** Null is for all projects. */
    project_id: string | null
    title: string
    category: ArticleCategory
    status: ArticleStatus
    /** JSON: an array of words. */
    tags: string
    source_type: string | null
    source_id: string | null
    inserted_at: string
    updated_at: string
    metadata: string
    /** The stems by which it is found. */
    title_words: string
    body_words: string
    body: string
  }
  ctl_article_links: {
    id: string
    source_article_id: string
    target_article_id: string
    relationship_type: RelationshipType
    metadata: string
    inserted_at: string
  }
  ctl_article_accesses: {
    id: string
    article_id: string
    api_key_id: string | null
    agent_id: string | null
    access_type: AccessType
    /** What was searched for. */
    query: string | null
    project_id: string | null
    story_id: string | null
    accessed_at: string
  }
}

export type ArticleRow = Selectable<KnowledgeTables['ctl_articles']>
export type ArticleLinkRow = Selectable<KnowledgeTables['ctl_article_links']>
export type ArticleAccessRow = Selectable<KnowledgeTables['ctl_article_accesses']>
