import { operation } from 'loop-core'
import { z } from 'zod'
import { itemOf, listOf } from '../../bulk.ts'
import { refusalOf } from '../../changes/each.ts'
import { ingest } from '../../extraction/queue.ts'
import * as field from '../../fields.ts'
import { HandedItem } from '../../knowledge/handed.ts'
import { requireProject, type Speaking } from '../../references.ts'
import { reasonOf } from '../../refusals.ts'
import { QueuedIngestion } from '../../views/extraction.ts'
import { slimList } from '../../views/slim.ts'

const Result = QueuedIngestion.partial().extend({
  index: z.int(),
  status: z.enum(['queued', 'already_queued', 'error']),
  error: z.string().optional(),
})

export const knowledgeIngestBatch = operation({
  name: 'knowledge_ingest_batch',
  title: 'Ingest several',
  summary: 'The same for up to 50, each by itself.',
  command: 'knowledge ingest-batch',
  kind: 'write',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  rest: ['POST /api/v1/knowledge/ingest/batch'],
  input: z.object({
    items: listOf(field.json(512 * 1024)).describe('Each with url or content, source_type, project_id, metadata'),
    project_id: field.projectId.nullish().describe('Of items that name none'),
  }),
  output: z.object({ data: z.array(Result), meta: z.object({ queued: z.int(), already_queued: z.int(), errors: z.int() }) }),
  advertised: slimList,
  async run({ items, project_id }, context) {
    const project = project_id ? await requireProject(context.db, project_id) : undefined
    const data: z.output<typeof Result>[] = []
    for (const [index, item] of items.entries()) data.push({ index, ...(await resultOf(context, item, project?.id ?? null)) })
    const count = (wanted: string) => data.filter(({ status }) => status === wanted).length
    return { data, meta: { queued: count('queued'), already_queued: count('already_queued'), errors: count('error') } }
  },
})

/** What is wrong with one item keeps none of the others back. */
async function resultOf(context: Speaking, item: unknown, usual: string | null): Promise<Omit<z.output<typeof Result>, 'index'>> {
  let queued: z.output<typeof QueuedIngestion> | undefined
  const refusal = await refusalOf(async () => {
    const { project_id, ...given } = itemOf(HandedItem, item)
    const project = project_id ? (await requireProject(context.db, project_id)).id : usual
    queued = await ingest(context, { ...given, project_id: project })
  })
  return queued ?? { status: 'error', error: reasonOf(refusal!) }
}
