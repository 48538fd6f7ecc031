import type { Selectable } from 'kysely'
import type { ExtractionKind, ExtractionStatus } from '../words.ts'

/** The tables of what articles are drafted from, as their rows are stored: JSON and times are text. */
export interface IngestionTables {
  ctl_extractions: {
    id: string
    kind: ExtractionKind
    /** Null is for all projects. */
    project_id: string | null
    /** What the drafts say they come from. */
    source_type: string
    source_id: string
    url: string | null
    /** The text itself, until it has been read. */
    content: string | null
    content_hash: string | null
    /** The same as `content_hash` while nobody may ask for the same again. */
    held_hash: string | null
    metadata: string
    status: ExtractionStatus
    attempts: number
    /** Why the last try failed. */
    error: string | null
    articles_count: number
    inserted_at: string
    updated_at: string
  }
}

export type ExtractionRow = Selectable<IngestionTables['ctl_extractions']>
