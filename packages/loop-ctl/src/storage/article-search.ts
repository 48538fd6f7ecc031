import { searchText, type TextSearch } from 'loop-core'
import type { CtlDatabase } from '../ctl.ts'
import type { ArticleCategory, ArticleStatus } from '../words.ts'
import { hasAnyTag } from './articles.ts'
import type { ArticleRow } from './knowledge-tables.ts'

/** Among which articles is searched; those that are for all projects are always among them. */
export interface SearchFilter {
  status: ArticleStatus
  project_id?: string | undefined
  category?: ArticleCategory | undefined
  tags?: readonly string[] | undefined
}

export type Candidate = Pick<ArticleRow, 'id' | 'title_words' | 'body_words' | 'updated_at'>

/** How many articles are ranked; where more have the words, the database's own rank says which. */
const mostCandidates = 500

/** Articles with some words, with what it takes to rank them. */
export async function findCandidates(
  db: CtlDatabase,
  words: TextSearch['words'],
  { status, project_id, category, tags }: SearchFilter,
): Promise<Candidate[]> {
  if (words.length === 0) return []
  return searchText(db, { table: 'ctl_articles', key: 'seq', words })
    .select(['ctl_articles.id', 'ctl_articles.title_words', 'ctl_articles.body_words', 'updated_at'])
    .where('status', '=', status)
    .$if(project_id !== undefined, (query) =>
      query.where(({ or, eb }) => or([eb('project_id', '=', project_id!), eb('project_id', 'is', null)])),
    )
    .$if(category !== undefined, (query) => query.where('category', '=', category!))
    .$if(tags !== undefined && tags.length > 0, (query) => query.where(hasAnyTag(tags!)))
    .limit(mostCandidates)
    .execute()
}
