import { z } from 'zod'
import type { CtlDatabase } from '../ctl.ts'
import { word } from '../fields.ts'
import { PageMeta, type PagingInput, paging, readPage } from '../page.ts'
import { type ArticleFilter, selectArticles } from '../storage/articles.ts'
import { Article, articleOf } from '../views/article.ts'
import { articleCategories, articleStatuses } from '../words.ts'
import { someTags } from './fields.ts'

/** The arguments of lists of articles over HTTP. */
export const articleFilters = {
  category: word(articleCategories),
  status: word(articleStatuses),
  tags: someTags.optional().describe('At least one of these, with commas between them'),
  ...paging,
}

export const ArticlePage = z.object({ data: z.array(Article), meta: PageMeta })

/** A page of articles, newest first. */
export async function pageOfArticles(db: CtlDatabase, { category, status, tags, project_id, ...asked }: ArticleFilter & PagingInput) {
  const page = readPage(asked, { style: 'offset', size: 20, most: 100 })
  const { rows, total } = await selectArticles(db, { category, status, tags, project_id }, page)
  return { data: rows.map(articleOf), meta: page.meta(total) }
}
