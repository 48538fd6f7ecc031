import { operation } from 'loop-core'
import { z } from 'zod'
import { viewQueue } from '../../queue.ts'
import { listWorkspaces as selectWorkspaces } from '../../storage/workspaces.ts'

export const listWorkspaces = operation({
  name: 'list_workspaces',
  title: 'List workspaces',
  summary: 'All workspaces, with the one that this call works in.',
  kind: 'read',
  roles: ['user', 'orchestrator', 'agent'],
  rest: ['GET /api/v1/workspaces'],
  command: 'workspace list',
  tool: false,
  input: z.object({}),
  output: z.object({
    workspaces: z.array(z.object({ slug: z.string(), name: z.string(), version: z.int(), created_at: z.string() })),
    present: z.string(),
  }),
  async run(_, context) {
    const { db, workspace } = await viewQueue(context)
    const rows = await selectWorkspaces(db)
    return { workspaces: rows.map(({ slug, name, version, created_at }) => ({ slug, name, version, created_at })), present: workspace.slug }
  },
})
