import { text, time } from 'loop-core'
import { z } from 'zod'
import type { ExtractionRow } from '../storage/ingestion-tables.ts'
import { extractionStatuses } from '../words.ts'

/** How far something that was handed in has come; not the text itself. */
export const IngestionJob = z.object({
  id: text(64),
  status: z.enum(extractionStatuses),
  source_type: z.string(),
  url: z.string().nullable(),
  project_id: text(64).nullable(),
  content_hash: z.string(),
  attempts: z.int(),
  error: z.string().nullable(),
  articles_count: z.int(),
  inserted_at: time(),
  updated_at: time(),
})

export function ingestionJobOf(row: ExtractionRow): z.output<typeof IngestionJob> {
  return { ...row, content_hash: row.content_hash! }
}

/** What became of one thing that was handed in. */
export const QueuedIngestion = z.object({ id: text(64), status: z.enum(['queued', 'already_queued']), content_hash: z.string() })
