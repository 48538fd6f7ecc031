import { operation, streamedFile } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { exportKnowledge as pack } from '../../knowledge/export.ts'

export const exportKnowledge = operation({
  name: 'export_knowledge',
  title: 'Export knowledge',
  summary: 'The published articles as a ZIP archive of Markdown files by category, with an index.',
  kind: 'effect',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  command: 'knowledge export',
  rest: ['GET /api/v1/knowledge/export', 'GET /api/v1/projects/:project_id/knowledge/export'],
  tool: false,
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: z.object({ project_id: field.projectId.optional() }),
  output: streamedFile,
  async run({ project_id }, context) {
    const name = `knowledge-export-${context.now().toISOString().slice(0, 10)}.zip`
    return { type: 'application/zip', name, pieces: await pack(context, project_id) }
  },
})
