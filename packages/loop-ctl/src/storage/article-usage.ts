import { type SelectQueryBuilder, sql } from 'kysely'
import type { CtlDatabase } from '../ctl.ts'
import { type AccessType, accessTypes } from '../words.ts'
import type { ArticleAccessRow } from './knowledge-tables.ts'
import { publishedArticles } from './published.ts'
import { someOf } from './some-rows.ts'
import type { CtlTables } from './tables.ts'

/** Which accesses are meant; what is not said is any. */
export interface AccessFilter {
  since?: string
  access_type?: AccessType
  article_id?: string
  project_id?: string
  api_key_id?: string
  agent_id?: string
}

type Accesses = SelectQueryBuilder<CtlTables & { read: CtlTables['ctl_article_accesses'] }, 'read', object>

/** Who read, as somebody to be counted: the agent, or the key of nobody in particular. */
const reader = sql<string | null>`coalesce(read.agent_id, read.api_key_id)`

function accesses(db: CtlDatabase, { since, ...same }: AccessFilter): Accesses {
  let select = db.selectFrom('ctl_article_accesses as read')
  for (const [column, value] of Object.entries(same))
    if (value !== undefined) select = select.where(`read.${column as keyof typeof same}`, '=', value)
  return since === undefined ? select : select.where('read.accessed_at', '>=', since)
}

/** What accesses add up to. */
export interface AccessTotals {
  total_accesses: number
  unique_articles: number
  unique_agents: number
  last_accessed_at: string | null
  accesses_by_type: Record<AccessType, number>
}

export async function totalsOf(db: CtlDatabase, filter: AccessFilter): Promise<AccessTotals> {
  const all = await accesses(db, filter)
    .select(({ fn }) => [
      fn.countAll<number>().as('total'),
      fn.count<number>('read.article_id').distinct().as('articles'),
      fn.count<number>(reader).distinct().as('agents'),
      fn.max('read.accessed_at').as('last'),
    ])
    .executeTakeFirstOrThrow()
  return {
    total_accesses: Number(all.total),
    unique_articles: Number(all.articles),
    unique_agents: Number(all.agents),
    last_accessed_at: all.last,
    accesses_by_type: await countByType(db, filter),
  }
}

async function countByType(db: CtlDatabase, filter: AccessFilter): Promise<Record<AccessType, number>> {
  const rows = await accesses(db, filter)
    .select(({ fn }) => ['read.access_type as type', fn.countAll<number>().as('count')])
    .groupBy('read.access_type')
    .execute()
  const counts = new Map(rows.map(({ type, count }) => [type, Number(count)]))
  return Object.fromEntries(accessTypes.map((type) => [type, counts.get(type) ?? 0])) as Record<AccessType, number>
}

/** The articles that were read most. */
export async function topArticles(db: CtlDatabase, filter: AccessFilter, limit: number) {
  const rows = await accesses(db, filter)
    .innerJoin('ctl_articles as article', 'article.id', 'read.article_id')
    .select(({ fn }) => [
      'article.id as article_id',
      'article.title',
      'article.category',
      fn.countAll<number>().as('access_count'),
      fn.count<number>(reader).distinct().as('unique_agents'),
      fn.max('read.accessed_at').as('last_accessed_at'),
    ])
    .groupBy(['article.id', 'article.title', 'article.category'])
    .orderBy('access_count', 'desc')
    .orderBy('article.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, access_count: Number(row.access_count), unique_agents: Number(row.unique_agents) }))
}

/** The projects for which most was read; null is for none in particular. */
export async function topProjects(db: CtlDatabase, filter: AccessFilter, limit: number) {
  const rows = await accesses(db, filter)
    .leftJoin('ctl_projects as project', 'project.id', 'read.project_id')
    .select(({ fn }) => [
      'project.id as project_id',
      'project.name as project_name',
      fn.countAll<number>().as('access_count'),
      fn.count<number>('read.article_id').distinct().as('unique_articles'),
      fn.max('read.accessed_at').as('last_accessed_at'),
    ])
    .groupBy(['project.id', 'project.name'])
    .orderBy('access_count', 'desc')
    .orderBy('project.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, access_count: Number(row.access_count), unique_articles: Number(row.unique_articles) }))
}

/** Who read most: agents, keys of nobody in particular, and all that was read with one of some ended keys as `revoked`. */
export async function topReaders(db: CtlDatabase, filter: AccessFilter, { ended, limit }: { ended: readonly string[]; limit: number }) {
  const holder =
    ended.length === 0 ? reader : sql<string | null>`case when read.api_key_id in (${sql.join(ended)}) then 'revoked' else ${reader} end`
  const rows = await db
    .selectFrom(
      accesses(db, filter)
        .select(['read.article_id', 'read.accessed_at', holder.as('holder')])
        .as('held'),
    )
    .select(({ fn }) => [
      'holder',
      fn.countAll<number>().as('access_count'),
      fn.count<number>('article_id').distinct().as('unique_articles'),
      fn.max('accessed_at').as('last_accessed_at'),
    ])
    .groupBy('holder')
    .orderBy('access_count', 'desc')
    .orderBy('holder')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, access_count: Number(row.access_count), unique_articles: Number(row.unique_articles) }))
}

/** How often was read on each day on which anything was. */
export async function accessesByDay(db: CtlDatabase, filter: AccessFilter): Promise<Map<string, number>> {
  const rows = await accesses(db, filter)
    .select(({ fn }) => [sql<string>`substr(read.accessed_at, 1, 10)`.as('day'), fn.countAll<number>().as('count')])
    .groupBy('day')
    .execute()
  return new Map(rows.map(({ day, count }) => [day, Number(count)]))
}

/** The last times that something was read. */
export async function lastAccesses(db: CtlDatabase, filter: AccessFilter, limit: number): Promise<ArticleAccessRow[]> {
  return accesses(db, filter).selectAll().orderBy('read.accessed_at', 'desc').orderBy('read.id', 'desc').limit(limit).execute()
}

/** Published articles that nobody has read since, those untouched for longest first. */
export async function unreadSince(db: CtlDatabase, since: string, limit: number) {
  const unread = publishedArticles(db, undefined)
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom('ctl_article_accesses as read')
            .select('read.id')
            .whereRef('read.article_id', '=', 'ctl_articles.id')
            .where('read.accessed_at', '>=', since),
        ),
      ),
    )
    .select(({ selectFrom }) => [
      'ctl_articles.id as article_id',
      'title',
      'category',
      'updated_at',
      selectFrom('ctl_article_accesses as before')
        .whereRef('before.article_id', '=', 'ctl_articles.id')
        .select(({ fn }) => fn.max('before.accessed_at').as('last'))
        .as('last_accessed_at'),
    ])
  return someOf(unread.orderBy('updated_at').orderBy('ctl_articles.id'), { limit, offset: 0 })
}
