import { type EffectContext, type JobDefinition, LoopError, type TransactionContext } from 'loop-core'
import { CtlConfig } from '../config.ts'
import type { CtlDatabase } from '../ctl.ts'
import type { Draft } from '../extraction/answer.ts'
import { chunksOf } from '../extraction/chunks.ts'
import { draftArticles, type Model, modelOf } from '../extraction/model.ts'
import { readPage } from '../extraction/read-page.ts'
import { type Outcome, settle } from '../extraction/settle.ts'
import { wordsOf } from '../foreign-words.ts'
import { findExtraction, hasArticlesOf, reviewedStory } from '../storage/extractions.ts'
import type { ExtractionRow } from '../storage/ingestion-tables.ts'
import { extractionBytes, mostDrafts } from '../words.ts'

type Context = Omit<EffectContext, 'actor'>
type Material = Record<string, unknown>

interface Extraction {
  row: ExtractionRow
  /** What is to be read, as far as the database has it: one piece for each question. Undefined is a page that is still to be fetched. */
  pieces: Material[] | undefined
}

/** Drafts articles from one thing: reads, then fetches and asks without a transaction, then keeps all that came of it at once. */
export const extractArticles: JobDefinition = {
  kind: 'effect',
  // Asking takes minutes, and nobody else is to wait for that.
  long: true,
  timeoutSeconds: 1_800,
  async run(payload, context) {
    const extraction = await context.transaction((transaction) => load(transaction, String(payload.extraction_id)))
    if (extraction !== undefined) await settle(context, extraction.row, await tryOnce(context, extraction))
  },
}

/** Undefined where it has had its end. */
async function load({ db: untyped }: TransactionContext, id: string): Promise<Extraction | undefined> {
  const db = untyped as CtlDatabase
  const row = await findExtraction(db, id)
  if (row?.status !== 'queued') return undefined
  if (await hasArticlesOf(db, row)) return { row, pieces: [] }
  return { row, pieces: row.kind === 'review' ? await reviewIn(db, row) : row.content === null ? undefined : inPieces(row.content) }
}

async function reviewIn(db: CtlDatabase, { source_id }: ExtractionRow): Promise<Material[]> {
  const review = await reviewedStory(db, source_id)
  return review === undefined ? [] : [{ ...review, acceptance_criteria: JSON.parse(review.acceptance_criteria ?? '[]') }]
}

function inPieces(text: string): Material[] {
  return chunksOf(text, extractionBytes).map((part) => ({ text: part }))
}

async function tryOnce(context: Context, { row, pieces }: Extraction): Promise<Outcome> {
  const model = modelOf(context)
  if (model === undefined) return { error: 'no model configured', mayPass: false }
  try {
    return {
      drafts: await draftAll(context, model, { most: mostDrafts[row.kind], pieces: pieces ?? inPieces(await fetched(context, row)) }),
    }
  } catch (thrown) {
    // The process ends: somebody else takes the job over, and this was no try.
    if (context.signal.aborted) throw thrown
    return { error: wordsOf(thrown), mayPass: !LoopError.is(thrown) || thrown.kind === 'unavailable' }
  }
}

function fetched({ config, signal }: Context, { url }: ExtractionRow): Promise<string> {
  return readPage(url!, { allow: config(CtlConfig).LOOPCTL_WEBHOOK_ALLOW, signal })
}

/** Asks about one piece after the other, until there are enough drafts. */
async function draftAll(context: Context, model: Model, { most, pieces }: { most: number; pieces: readonly Material[] }): Promise<Draft[]> {
  const drafts: Draft[] = []
  for (const material of pieces) {
    if (drafts.length === most) break
    drafts.push(...(await draftArticles(context, model, { material, most: most - drafts.length })))
  }
  return drafts
}
