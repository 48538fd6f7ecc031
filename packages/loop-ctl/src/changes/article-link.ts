import { at, type Ctl } from '../ctl.ts'
import { invalid, notFound } from '../refusals.ts'
import { insertArticleLink, removeArticleLink } from '../storage/article-links.ts'
import { findArticle, findArticles } from '../storage/articles.ts'
import type { ArticleLinkRow, ArticleRow } from '../storage/knowledge-tables.ts'
import { moveArticle } from './article.ts'

type NewLink = Pick<ArticleLinkRow, 'source_article_id' | 'target_article_id' | 'relationship_type'> & {
  metadata?: Record<string, unknown> | undefined
}

/** Links two articles; what is superseded thereby gets that status at the same time. Throws `invalid_input`. */
export async function linkArticles(ctl: Ctl, { metadata = {}, ...given }: NewLink): Promise<ArticleLinkRow> {
  const [source, target] = await endsOf(ctl, given)
  const link = { id: ctl.newId(), ...given, metadata: JSON.stringify(metadata), inserted_at: at(ctl) }
  if (!(await insertArticleLink(ctl.db, link))) throw invalid({ target_article_id: 'is linked so already' }, { code: 'link_exists' })
  const { details, ...place } = tellingOf(link, source)
  const titles = { source_title: source.title, target_title: target.title }
  ctl.emit({ type: 'article_link.article_link.created', ...place, details: { ...details, ...titles } })
  if (link.relationship_type === 'supersedes' && target.status !== 'superseded') await moveArticle(ctl, target, 'supersede')
  return link
}

/** Takes a link away; what it superseded stays so until somebody makes it a draft again. Throws `not_found`. */
export async function unlinkArticles(ctl: Ctl, id: string): Promise<void> {
  const link = await removeArticleLink(ctl.db, id)
  if (link === undefined) throw notFound('article_link')
  ctl.emit({ type: 'article_link.article_link.deleted', ...tellingOf(link, await findArticle(ctl.db, link.source_article_id)) })
}

async function endsOf({ db }: Ctl, { source_article_id, target_article_id }: NewLink): Promise<[ArticleRow, ArticleRow]> {
  const found = await findArticles(db, [source_article_id, target_article_id])
  const [source, target] = [source_article_id, target_article_id].map((wanted) => found.find(({ id }) => id === wanted))
  if (source === undefined) throw missing('source_article_id')
  if (target === undefined) throw missing('target_article_id')
  if (source === target) throw invalid({ target_article_id: 'must be another article than the source' }, { code: 'self_link' })
  return [source, target]
}

function missing(field: string) {
  return invalid(
    { [field]: 'is not the id of an article' },
    { code: 'article_not_found', hints: ['GET /api/v1/articles shows all of them.'] },
  )
}

/** A link is known in the project of the article from which it leads. Beside its `id` stands one that is no delivery's. */
function tellingOf({ id, source_article_id, target_article_id, relationship_type }: ArticleLinkRow, source: ArticleRow | undefined) {
  const project_id = source?.project_id ?? null
  const details = { id, article_link_id: id, source_article_id, target_article_id, relationship_type, project_id }
  return { entity: id, scope: project_id ?? undefined, details }
}
