import { z } from 'zod'
import * as field from '../fields.ts'
import { extractionBytes, limits } from '../words.ts'

const bytes = extractionBytes.whole

/** Something to draft articles from, as it is handed in. */
export const handed = {
  source_type: field.said(limits.name).describe('Such as web_article, newsletter, session_log'),
  url: field.webAddress.optional(),
  content: field
    .said(bytes)
    .refine((value) => Buffer.byteLength(value) <= bytes, { message: `must be at most ${bytes} bytes` })
    .optional(),
  project_id: field.projectId.nullish(),
}

/** One of several, which may say more of itself. */
export const HandedItem = z.object({ ...handed, metadata: field.metadata.optional() })
