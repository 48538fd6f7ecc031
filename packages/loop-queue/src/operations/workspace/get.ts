import { operation } from 'loop-core'
import { z } from 'zod'
import { seen } from '../../load.ts'
import { viewQueue } from '../../queue.ts'
import { countLoops } from '../../storage/loops.ts'
import { listMembers } from '../../storage/members.ts'
import { countSeenTasks } from '../../storage/stats.ts'
import { Workspace, workspaceOf } from '../../views/comment.ts'

const shownMembers = 50

export const getWorkspace = operation({
  name: 'get_workspace',
  title: 'Get workspace',
  summary: 'The workspace with its ai_context: the instructions for every agent that works in it.',
  kind: 'read',
  roles: ['user', 'orchestrator', 'agent'],
  rest: ['GET /api/v1/workspace'],
  toolsets: ['seed', 'standard'],
  input: z.object({}),
  output: z.object({
    workspace: Workspace,
    members: z.array(z.object({ id: z.string(), name: z.string() })),
    counts: z.object({ loops: z.int(), tasks: z.int() }),
  }),
  advertised: z.object({ workspace: z.object({ ai_context: z.string().optional() }) }),
  version: ({ workspace }) => workspace.version,
  async run(_, context) {
    const queue = await viewQueue(context)
    const members = await listMembers(context.db)
    const { active, on_hold, shipped } = await countLoops(queue.db, seen(queue))
    return {
      workspace: workspaceOf(queue.workspace),
      members: members.slice(0, shownMembers).map(({ id, name }) => ({ id, name })),
      counts: { loops: active + on_hold + shipped, tasks: await countSeenTasks(queue.db, seen(queue)) },
    }
  },
})
