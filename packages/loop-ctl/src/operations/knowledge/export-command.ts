import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { requireProject } from '../../references.ts'

export const knowledgeExport = operation({
  name: 'knowledge_export',
  title: 'Export knowledge',
  summary: 'The command that downloads all published articles as a ZIP archive.',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  command: 'knowledge export-command',
  input: z.object({ project_id: field.projectId.optional() }),
  output: z.object({ message: z.string(), command: z.string(), endpoint: z.string() }),
  async run({ project_id }, { db }) {
    const project = project_id === undefined ? undefined : await requireProject(db, project_id)
    const path = `/api/v1${project ? `/projects/${project.id}` : ''}/knowledge/export`
    return {
      message: 'An archive is no answer for a tool: run this command in a shell, which has the address and a key of the server.',
      command: `curl -fsSOJ -H "Authorization: Bearer $LOOPCTL_ORCH_KEY" "\${LOOPCTL_SERVER:-http://127.0.0.1:4000}${path}"`,
      endpoint: `GET ${path}`,
    }
  },
})
