import { operation, text } from 'loop-core'
import { z } from 'zod'
import { announceLoop } from '../../changes/announce.ts'
import { writeLoop } from '../../changes/edit-loop.ts'
import { differing, loggedValues } from '../../changes/fields.ts'
import { share } from '../../changes/share.ts'
import * as field from '../../fields.ts'
import { requireLoop, viewLoop } from '../../load.ts'
import { decides, openQueue, type Queue } from '../../queue.ts'
import { notForAgents, nothingToUpdate, versionMismatch } from '../../refusals.ts'
import { changedSince } from '../../storage/changes.ts'
import type { LoopRow } from '../../storage/tables.ts'
import { Loop } from '../../views/loop.ts'
import { someObject } from '../../views/some-object.ts'

const Input = z.object({
  loop_id: field.loopId,
  name: field.name.optional(),
  description: field.description.optional(),
  ai_context: field.aiContext.optional(),
  visibility: field.visibility.optional(),
  share_with: z.array(text(128, 1)).max(50).optional().describe('Ids of all who may see it while it is private'),
  if_version: field.ifVersion,
})
type Given = z.output<typeof Input>

export const updateLoop = operation({
  name: 'update_loop',
  title: 'Update loop',
  summary: 'Change the texts of a loop and who may see it. An agent may change only loops it made.',
  kind: 'write',
  roles: ['user', 'orchestrator', 'agent'],
  rest: ['PATCH /api/v1/loops/:loop_id'],
  toolsets: [],
  input: Input,
  output: z.object({ loop: Loop, changed: z.array(z.string()) }),
  advertised: someObject,
  version: ({ loop }) => loop.version,
  async run({ loop_id, if_version, ...wanted }, context) {
    if (Object.values(wanted).every((value) => value === undefined)) throw nothingToUpdate(Object.keys(Input.shape).slice(1, -1))
    const queue = await openQueue(context)
    const loop = await requireLoop(queue, loop_id)
    if (!decides(queue) && loop.created_by !== queue.me) throw notForAgents(`change the loop "${loop.name}", which you did not make`)
    if (if_version !== undefined && if_version !== loop.version)
      throw versionMismatch('loop', loop, await changedSince(queue.db, loop.id, loop.version - if_version))
    const changed = await update(queue, loop, wanted)
    return { loop: await viewLoop(queue, await requireLoop(queue, loop_id)), changed }
  },
})

async function update(queue: Queue, loop: LoopRow, { share_with, ...edits }: Omit<Given, 'loop_id' | 'if_version'>): Promise<string[]> {
  const fields = differing({ ...loop }, edits)
  const columns = Object.fromEntries(fields.map((name) => [name, edits[name as keyof typeof edits]]))
  const shared = await share(queue, { ...loop, ...edits }, share_with)
  if (fields.length === 0 && !shared) return []
  const written = await writeLoop(queue, loop, columns)
  const logged = (row: LoopRow) => loggedValues({ ...row }, fields, ['description', 'ai_context'])
  const about = shared ? { shared_with: shared.after } : {}
  const before = shared ? { shared_with: shared.before } : {}
  await announceLoop(queue, 'loop.edited', written, { ...logged(written), ...about, before: { ...logged(loop), ...before } })
  return [...fields, ...(shared ? ['share_with'] : [])]
}
