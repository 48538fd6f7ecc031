import { createHash } from 'node:crypto'
import type { TransactionContext } from 'loop-core'
import { at, type Ctl } from '../ctl.ts'
import { invalid } from '../refusals.ts'
import { readSettings } from '../settings.ts'
import { holderOf, insertExtraction, releaseHash } from '../storage/extractions.ts'
import type { ExtractionRow } from '../storage/ingestion-tables.ts'
import type { ReviewRow, StoryRow } from '../storage/tables.ts'
import { requireTarget } from '../webhooks/target.ts'
import { modelOf } from './model.ts'

type Context = Ctl & Pick<TransactionContext, 'config'>

/** Something to draft articles from: an address or a text. */
export interface Handed {
  source_type: string
  url?: string
  content?: string
  project_id: string | null
  metadata?: Record<string, unknown>
}

export interface Queued {
  id: string
  status: 'queued' | 'already_queued'
  content_hash: string
}

const hour = 3_600_000

/** Asks for articles from something that was handed in, unless the same was asked for within the last hour. */
export async function ingest(context: Context, { url, content, metadata = {}, ...given }: Handed): Promise<Queued> {
  const source = sourceOf(context, { url, content })
  const { db, newId, now } = context
  const [id, content_hash] = [newId(), createHash('sha256').update(source).digest('hex')]
  await releaseHash(db, content_hash, new Date(now().getTime() - hour).toISOString())
  const row = newExtraction(context, { ...given, id, kind: 'ingestion', source_id: id, url, content, content_hash })
  const added = await insertExtraction(db, { ...row, held_hash: content_hash, metadata: JSON.stringify(metadata) })
  if (!added) return { id: (await holderOf(db, content_hash))!, status: 'already_queued', content_hash }
  start(context, row)
  const scope = given.project_id ?? undefined
  const details = { ingestion_id: id, content_hash }
  context.emit({ type: 'knowledge_ingestion.queued', entity: id, scope, after: { status: 'queued' }, details })
  return { id, status: 'queued', content_hash }
}

/** Asks for articles from what a review says, where a model is there to be asked and nobody has switched that off. */
export async function learnFrom(context: Context, { project_id }: StoryRow, { id: source_id, summary }: ReviewRow): Promise<void> {
  if (!summary?.trim() || modelOf(context) === undefined) return
  if (!(await readSettings(context.db as never)).knowledge_auto_extract) return
  const source = { source_type: 'review_finding', source_id }
  const row = newExtraction(context, { id: context.newId(), kind: 'review', project_id, ...source })
  await insertExtraction(context.db, row)
  start(context, row)
}

function sourceOf(context: Context, { url, content }: Pick<Handed, 'url' | 'content'>): string {
  if ((url === undefined) === (content === undefined))
    throw invalid({ url: 'or content must be given, and not both' }, { code: 'one_source' })
  if (url !== undefined) requireTarget(context, url)
  return (url ?? content)!
}

type Named = Pick<ExtractionRow, 'id' | 'kind' | 'project_id' | 'source_type' | 'source_id'> & Partial<ExtractionRow>

function newExtraction(ctl: Ctl, named: Named): ExtractionRow {
  const times = { inserted_at: at(ctl), updated_at: at(ctl) }
  const untried = { metadata: '{}', status: 'queued', attempts: 0, error: null, articles_count: 0 } as const
  const { url = null, content = null, content_hash = null } = named
  return { ...untried, held_hash: null, ...times, ...named, url, content, content_hash }
}

function start({ enqueue }: Ctl, { id }: ExtractionRow): void {
  enqueue({ name: 'extract_articles', payload: { extraction_id: id }, key: id })
}
