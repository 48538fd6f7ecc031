import { operation } from 'loop-core'
import { z } from 'zod'
import { GateConfig, isHosted } from '../../config.ts'
import { folderOf, gateOf } from '../../gate-of.ts'
import { mendCopy } from '../../policy/in-force.ts'
import { acceptedPath } from '../../policy/workspace.ts'
import { workspaceFor } from '../../stop/whereabouts.ts'

export const checkPolicy = operation({
  name: 'check_policy',
  title: 'Check the accepted copy',
  summary:
    'Compare the copy of the accepted policy that the stop hook reads with the database, and rewrite it where they differ. doctor asks for it.',
  kind: 'effect',
  roles: ['user'],
  rest: ['POST /api/v1/gate/policy/check'],
  tool: false,
  input: z.object({}),
  output: z.object({
    copy: z.enum(['same', 'rewritten', 'only_copy', 'absent']).describe('only_copy: the database knows nothing of it; it stays'),
    path: z.string().nullable().describe('Where the copy is; null where no folder has a policy'),
  }),
  async run(_, context) {
    const settings = context.config(GateConfig)
    const gate = gateOf(context)
    const workspace = isHosted(settings) ? undefined : await workspaceFor(gate, folderOf(settings))
    if (workspace === undefined) return { copy: 'absent' as const, path: null }
    return { copy: await mendCopy({ gate, workspace }), path: acceptedPath(gate.home, workspace.id) }
  },
})
