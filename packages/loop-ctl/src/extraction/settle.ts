import { type EffectContext, LoopError, type TransactionContext } from 'loop-core'
import { createArticle } from '../changes/article.ts'
import { at, type Ctl, type CtlDatabase } from '../ctl.ts'
import { hasArticlesOf, noteArticles, updateExtraction } from '../storage/extractions.ts'
import type { ExtractionRow } from '../storage/ingestion-tables.ts'
import { extractionTries } from '../words.ts'
import type { Draft } from './answer.ts'

/** What one try came to. */
export type Outcome = { drafts: readonly Draft[] } | { error: string; mayPass: boolean }

/** Writes down what came of a try, all of it or nothing. Throws `unavailable` where it is to be tried again. */
export async function settle(context: Pick<EffectContext, 'transaction'>, row: ExtractionRow, outcome: Outcome): Promise<void> {
  if ('drafts' in outcome) return context.transaction((transaction) => save(transaction, row, outcome.drafts))
  const attempts = row.attempts + 1
  const again = outcome.mayPass && attempts < extractionTries
  const end = again ? {} : ({ status: 'failed', content: null, held_hash: null } as const)
  await context.transaction(({ db, now }) =>
    updateExtraction(db as CtlDatabase, row, { ...end, attempts, error: outcome.error, updated_at: at({ now }) }),
  )
  if (again) throw new LoopError('unavailable', outcome.error, { code: 'extraction_unavailable' })
}

/** Keeps the drafts, unless somebody else was faster or the source has articles already. */
async function save(transaction: TransactionContext, row: ExtractionRow, drafts: readonly Draft[]): Promise<void> {
  const ctl: Ctl = { ...transaction, db: transaction.db as CtlDatabase }
  const end = { status: 'completed', content: null, error: null, attempts: row.attempts + 1, updated_at: at(ctl) } as const
  const held = await updateExtraction(ctl.db, row, end)
  if (held === undefined || (await hasArticlesOf(ctl.db, row))) return
  const ids: string[] = []
  for (const draft of drafts) ids.push(...(await keep(ctl, row, draft)))
  await noteArticles(ctl.db, row.id, ids.length)
  tell(ctl, row, ids)
}

/** The id of the article; none where its title belongs to another one, so that the rest is kept all the same. */
async function keep(ctl: Ctl, { project_id, source_type, source_id, url, ...row }: ExtractionRow, draft: Draft): Promise<string[]> {
  const metadata = { ...JSON.parse(row.metadata), ...(url !== null && { source_url: url }) }
  try {
    const { id } = await createArticle(ctl, { ...draft, project_id, source_type, source_id, metadata })
    return [id]
  } catch (thrown) {
    if (LoopError.is(thrown) && thrown.code === 'title_taken') return []
    throw thrown
  }
}

const told = { ingestion: 'article.knowledge.content_ingested', review: 'article.knowledge.articles_extracted' } as const

function tell({ emit }: Ctl, { id, kind, project_id, source_type, source_id }: ExtractionRow, article_ids: string[]): void {
  emit({
    type: told[kind],
    entity: id,
    scope: project_id ?? undefined,
    by: 'system:extraction',
    after: { articles_count: article_ids.length },
    details: { source_type, source_id, article_ids },
  })
}
