import { operation } from 'loop-core'
import { z } from 'zod'
import { recently } from '../../extraction/recently.ts'
import { readToolPage, ToolPageMeta } from '../../page.ts'
import { selectIngestions } from '../../storage/extractions.ts'
import { IngestionJob, ingestionJobOf } from '../../views/extraction.ts'
import { slimList } from '../../views/slim.ts'

export const knowledgeIngestionJobs = operation({
  name: 'knowledge_ingestion_jobs',
  title: 'Ingestion jobs',
  summary: 'What knowledge_ingest was asked for within seven days, newest first, and what came of it. Then knowledge_drafts.',
  command: 'knowledge ingestion-jobs',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  input: z.object({}),
  output: z.object({ data: z.array(IngestionJob), meta: ToolPageMeta }),
  advertised: slimList,
  async run(_, { db, now }) {
    const page = readToolPage({})
    const { rows, total } = await selectIngestions(db, recently(now()), page)
    return { data: rows.map(ingestionJobOf), meta: page.meta(total) }
  },
})
