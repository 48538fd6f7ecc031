import { LoopError } from 'loop-core'
import { stemsOf } from 'loop-core/words'
import { type ArticleMove, articleMoves, isActive } from '../article.ts'
import { at, type Ctl, type CtlDatabase } from '../ctl.ts'
import { invalid, notFound } from '../refusals.ts'
import { lockSettings, readSettings } from '../settings.ts'
import { activeArticleTitled, findArticle, findArticles, insertArticle, updateArticle } from '../storage/articles.ts'
import type { ArticleRow } from '../storage/knowledge-tables.ts'

/** What is said of an article when it is made. */
export interface NewArticle extends Pick<ArticleRow, 'title' | 'body' | 'category'> {
  /** Null is for all projects. */
  project_id?: string | null
  status?: 'draft' | 'published'
  tags?: readonly string[]
  source_type?: string
  source_id?: string
  metadata?: Record<string, unknown>
}

/** The article of this id. Throws `not_found`. */
export async function requireArticle(db: CtlDatabase, id: string): Promise<ArticleRow> {
  const found = await findArticle(db, id)
  if (found === undefined) throw notFound('article')
  return found
}

/** Adds an article, as a draft unless said. Throws `invalid_input title_taken`, and `forbidden drafts_only`. */
export async function createArticle(ctl: Ctl, { tags = [], metadata = {}, ...given }: NewArticle): Promise<ArticleRow> {
  if (given.status === 'published') await requireMayPublish(ctl)
  await holdTitle(ctl, given.title)
  const id = ctl.newId()
  await insertArticle(ctl.db, {
    project_id: null,
    status: 'draft',
    source_type: null,
    source_id: null,
    ...given,
    id,
    tags: JSON.stringify(tags),
    metadata: JSON.stringify(metadata),
    ...(await wordsOf(given)),
    inserted_at: at(ctl),
    updated_at: at(ctl),
  })
  const row = (await findArticle(ctl.db, id))!
  const { title, category, status } = row
  ctl.emit({ type: 'article.article.created', ...tellingOf(row), after: { title, category, status } })
  return row
}

/** Brings an article to another status; whoever loses a race is judged again by what the winner left. Throws `invalid_input invalid_transition`. */
export async function moveArticle(ctl: Ctl, seen: ArticleRow, name: ArticleMove): Promise<ArticleRow> {
  const { from, to, event } = articleMoves[name]
  if (!from.some((status) => status === seen.status)) throw wrongStep(seen, to)
  if (isActive(to) && !isActive(seen.status)) await holdTitle(ctl, seen.title)
  const moved = await updateArticle(ctl.db, seen, { status: to, updated_at: at(ctl) })
  if (moved === undefined) return moveArticle(ctl, await requireArticle(ctl.db, seen.id), name)
  const { details, ...place } = tellingOf(moved)
  const told = event === 'article.article.updated' ? { ...details, changed_fields: ['status'] } : details
  ctl.emit({ type: event, ...place, before: { status: seen.status }, after: { status: to }, details: told })
  return moved
}

/** Publishes all of some drafts, or none: another status of one is refused, with its id. Throws `not_found` and `invalid_input not_drafts`. */
export async function publishAll(ctl: Ctl, ids: readonly string[]): Promise<ArticleRow[]> {
  const found = new Map((await findArticles(ctl.db, ids)).map((article) => [article.id, article]))
  if (found.size < ids.length) throw notFound('article')
  const wrong = [...found.values()].filter(({ status }) => status !== 'draft').map(({ id, status }) => `${id} (${status})`)
  if (wrong.length > 0) throw invalid({ article_ids: `has what is no draft: ${wrong.join(', ')}` }, { code: 'not_drafts' })
  // In the order of their ids, so that two who publish the same ones never wait for each other.
  for (const id of [...ids].sort()) found.set(id, await moveArticle(ctl, found.get(id)!, 'publish'))
  return ids.map((id) => found.get(id)!)
}

/** What every event about an article says: never its body. Beside the `id` that such events are known by stands one that is no delivery's. */
export function tellingOf({ id, project_id, title, category, status, tags }: ArticleRow) {
  const details = { id, article_id: id, title, category, project_id, status, tags: JSON.parse(tags) as string[] }
  return { entity: id, scope: project_id ?? undefined, details }
}

/** The stems by which an article is found, of what is given. */
export async function wordsOf({ title, body }: Partial<Pick<ArticleRow, 'title' | 'body'>>) {
  return {
    ...(title !== undefined && { title_words: (await stemsOf(title)).join(' ') }),
    ...(body !== undefined && { body_words: (await stemsOf(body)).join(' ') }),
  } as Pick<ArticleRow, 'title_words' | 'body_words'>
}

/** Makes sure that no other draft or published article has this title, nor gets it until the end of the transaction. */
export async function holdTitle({ db, now }: Ctl, title: string): Promise<void> {
  await lockSettings(db, now())
  if ((await activeArticleTitled(db, title)) === undefined) return
  const hints = ['Change the article that has it, or choose another title; knowledge_search finds it once it is published.']
  throw invalid({ title: 'has already been taken' }, { code: 'title_taken', hints })
}

async function requireMayPublish({ actor, db }: Ctl): Promise<void> {
  if (actor.role !== 'agent' || (await readSettings(db)).knowledge_agents_may_publish) return
  throw new LoopError('forbidden', 'Forbidden', {
    code: 'drafts_only',
    hints: ['Agents write drafts: leave status out, and an orchestrator calls knowledge_publish.'],
  })
}

/** The refusal of a status to which nothing leads. */
export function wrongStep({ status }: ArticleRow, to: string) {
  const allowed = Object.values(articleMoves).filter(
    ({ from, event }) => event !== 'article.article.superseded' && from.some((one) => one === status),
  )
  const next = allowed.length === 0 ? 'nothing' : allowed.map((move) => move.to).join(' or ')
  return invalid(
    { status: `cannot go from ${status} to ${to}` },
    { code: 'invalid_transition', hints: [`From ${status} it can become ${next}.`] },
  )
}
