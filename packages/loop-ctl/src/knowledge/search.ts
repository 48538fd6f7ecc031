import { LoopError } from 'loop-core'
import { z } from 'zod'
import type { CtlDatabase } from '../ctl.ts'
import { findCandidates, type SearchFilter } from '../storage/article-search.ts'
import { findArticles } from '../storage/articles.ts'
import { ArticleLine, articleOf } from '../views/article.ts'
import { answers, readQuery, wordsIn } from './query.ts'
import { rank, rounded } from './rank.ts'
import { snippetOf } from './snippet.ts'

/** How to search. Nothing here compares meanings, so `combined` falls back to words, and `semantic` is refused. */
export const searchModes = ['keyword', 'semantic', 'combined'] as const
export type SearchMode = (typeof searchModes)[number]

/** An article as a search shows it: never its body. */
export const Found = ArticleLine.pick({ id: true, title: true, category: true, tags: true }).extend({
  score: z.number(),
  snippet: z.string(),
})

export const searchMeta = { search_mode: z.literal('keyword'), fallback: z.literal(true).optional() }

interface Search extends Omit<SearchFilter, 'status'> {
  q: string
  mode?: SearchMode | undefined
}

/** The published articles that answer a query, the best first. Throws `unavailable no_embeddings`. */
export async function search(db: CtlDatabase, { q, mode, ...filter }: Search, { limit, offset }: { limit: number; offset: number }) {
  if (mode === 'semantic') throw noEmbeddings()
  const query = await readQuery(q)
  const words = wordsIn(query)
  const candidates = await findCandidates(
    db,
    query.map(({ wanted }) => wanted.flat()),
    { ...filter, status: 'published' },
  )
  const ranked = rank(
    words,
    candidates.filter(({ title_words, body_words }) => answers(query, [title_words, body_words])),
  )
  const page = ranked.slice(offset, offset + limit)
  const rows = new Map(
    (
      await findArticles(
        db,
        page.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  )
  const data = page.map(async ({ id, score }) => {
    const row = rows.get(id)!
    return { ...articleOf(row), score: rounded(score), snippet: await snippetOf(row.body, words) }
  })
  return { data: await Promise.all(data), total: ranked.length, told: modeTold(mode) }
}

/** What an answer says of how it was found. */
function modeTold(mode: SearchMode = 'combined') {
  return { search_mode: 'keyword' as const, ...(mode === 'combined' && { fallback: true as const }) }
}

function noEmbeddings() {
  const hints = ['This server compares words and no meanings: use mode=keyword, or combined, which falls back to it.']
  return new LoopError('unavailable', 'Embedding service unavailable', { code: 'no_embeddings', hints })
}
