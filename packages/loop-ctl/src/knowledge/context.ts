import { groupBy } from 'loop-core'
import { stemsOf } from 'loop-core/words'
import type { z } from 'zod'
import type { Ctl } from '../ctl.ts'
import { publishedNeighbours } from '../storage/article-links.ts'
import { findCandidates, type SearchFilter } from '../storage/article-search.ts'
import { findArticles } from '../storage/articles.ts'
import type { ArticleRow } from '../storage/knowledge-tables.ts'
import type { ContextArticle } from '../views/article.ts'
import { articleOf } from '../views/article.ts'
import { type Ranked, rank, rounded } from './rank.ts'

interface Wanted extends SearchFilter {
  query: string
  limit: number
  recency_weight: number
}

const day = 24 * 3_600_000
const pooled = 3
const mostLinked = 5

/**
 * The articles that matter most to what is described: of three times as many that have any of its words, the best when their age counts as well.
 *
 * Recency is exp(−age in days / 30), and the whole (1 − weight) · relevance + weight · recency.
 */
export async function contextOf({ db, now }: Pick<Ctl, 'db' | 'now'>, { query, limit, recency_weight, ...filter }: Wanted) {
  const words = [...new Set(await stemsOf(query))]
  const pool = rank(words, await findCandidates(db, words, filter)).slice(0, pooled * limit)
  const weighed = pool.map((one) => weigh(one, now(), recency_weight))
  return shown(db, weighed.sort((one, other) => other.combined - one.combined).slice(0, limit))
}

interface Weighed extends Ranked {
  recency: number
  combined: number
}

function weigh(ranked: Ranked, now: Date, weight: number): Weighed {
  const age = Math.max(0, now.getTime() - Date.parse(ranked.updated_at)) / day
  const recency = Math.exp(-age / 30)
  return { ...ranked, recency, combined: (1 - weight) * ranked.score + weight * recency }
}

async function shown(db: Ctl['db'], weighed: readonly Weighed[]): Promise<z.output<typeof ContextArticle>[]> {
  const ids = weighed.map(({ id }) => id)
  const rows = new Map((await findArticles(db, ids)).map((row) => [row.id, row]))
  const linked = groupBy(await publishedNeighbours(db, ids), ({ of }) => of)
  return weighed.map(({ id, score, recency, combined }) => ({
    ...articleOf(rows.get(id) as ArticleRow),
    relevance_score: rounded(score),
    recency_score: rounded(recency),
    combined_score: rounded(combined),
    linked_articles: firstOfEach(linked.get(id) ?? []),
  }))
}

/** Two articles may be linked in more than one way. */
function firstOfEach<Row extends { id: string }>(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()].slice(0, mostLinked)
}
