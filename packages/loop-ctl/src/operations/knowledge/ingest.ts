import { operation } from 'loop-core'
import { z } from 'zod'
import { ingest } from '../../extraction/queue.ts'
import { handed } from '../../knowledge/handed.ts'
import { requireProject } from '../../references.ts'
import { QueuedIngestion } from '../../views/extraction.ts'
import { slimData } from '../../views/slim.ts'

export const knowledgeIngest = operation({
  name: 'knowledge_ingest',
  title: 'Ingest',
  summary: 'Have articles drafted from a page or a text, either of them. knowledge_ingestion_jobs shows how far it is.',
  command: 'knowledge ingest',
  kind: 'write',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  rest: ['POST /api/v1/knowledge/ingest'],
  status: 202,
  insteadStatus: { status: 200, when: ({ data }) => data.status === 'already_queued' },
  input: z.object(handed),
  output: z.object({ data: QueuedIngestion }),
  advertised: slimData,
  async run({ project_id, ...given }, context) {
    const project = project_id ? await requireProject(context.db, project_id) : undefined
    return { data: await ingest(context, { ...given, project_id: project?.id ?? null }) }
  },
})
