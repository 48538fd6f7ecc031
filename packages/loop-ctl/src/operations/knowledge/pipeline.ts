import { operation, time } from 'loop-core'
import { z } from 'zod'
import { modelOf } from '../../extraction/model.ts'
import { readSettings } from '../../settings.ts'
import { countDrafted, countWaiting, recentDrafts, selectFailed } from '../../storage/extractions.ts'
import { Article } from '../../views/article.ts'

const Failed = z.object({ id: z.string(), source_type: z.string(), source_id: z.string(), error: z.string().nullable(), failed_at: time() })

export const knowledgePipeline = operation({
  name: 'knowledge_pipeline',
  title: 'Knowledge pipeline',
  summary: 'What is being drafted from reviews and ingested material, what failed, the newest drafts, and how many of them were published.',
  command: 'knowledge pipeline',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  rest: ['GET /api/v1/knowledge/pipeline'],
  tool: false,
  input: z.object({}),
  output: z.object({
    data: z.object({
      pending_extractions: z.int(),
      recent_drafts: z.array(
        Article.pick({ id: true, title: true, category: true, project_id: true, source_type: true, source_id: true, inserted_at: true }),
      ),
      publish_rate: z.number(),
      extraction_errors: z.object({ count: z.int(), recent: z.array(Failed) }),
      auto_extract_enabled: z.boolean(),
      model_configured: z.boolean(),
    }),
  }),
  async run(_, context) {
    const { db } = context
    const [{ drafted, published }, failed] = [await countDrafted(db), await selectFailed(db, 5)]
    const { knowledge_auto_extract } = await readSettings(db)
    return {
      data: {
        pending_extractions: await countWaiting(db),
        recent_drafts: await recentDrafts(db, 20),
        publish_rate: drafted === 0 ? 0 : Math.round((published / drafted) * 10_000) / 10_000,
        extraction_errors: { count: failed.total, recent: failed.rows.map((row) => ({ ...row, failed_at: row.updated_at })) },
        auto_extract_enabled: knowledge_auto_extract,
        model_configured: modelOf(context) !== undefined,
      },
    }
  },
})
