import { operation } from 'loop-core'
import { z } from 'zod'
import { recently } from '../../extraction/recently.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { selectIngestions } from '../../storage/extractions.ts'
import { IngestionJob, ingestionJobOf } from '../../views/extraction.ts'

export const pageKnowledgeIngestionJobs = operation({
  name: 'page_knowledge_ingestion_jobs',
  title: 'Page ingestion jobs',
  summary: 'What was handed in to draft articles from within seven days, newest first, and what came of it; at most 50 at a time.',
  command: 'knowledge page-ingestion-jobs',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  rest: ['GET /api/v1/knowledge/ingestion-jobs'],
  tool: false,
  input: z.object(paging),
  output: z.object({ data: z.array(IngestionJob), meta: PageMeta }),
  async run(asked, { db, now }) {
    const page = readPage(asked, { style: 'offset', size: 50, most: 50 })
    const { rows, total } = await selectIngestions(db, recently(now()), page)
    return { data: rows.map(ingestionJobOf), meta: page.meta(total) }
  },
})
