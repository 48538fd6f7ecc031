import { z } from 'zod'
import * as field from '../../fields.ts'
import type { SourceDocument } from '../../formats/format.ts'
import type { Queue } from '../../queue.ts'
import { countAllLoops } from '../../storage/loops.ts'
import { countAllTasks } from '../../storage/tasks.ts'
import { updateWorkspace } from '../../storage/workspaces.ts'

const settings = z.object({
  name: field.name.optional().catch(undefined),
  description: field.description.optional().catch(undefined),
  ai_context: field.aiContext.optional().catch(undefined),
  lease_seconds: field.leaseSeconds.optional().catch(undefined),
  max_attempts: field.maxAttempts.optional().catch(undefined),
})

/** A copy of a workspace brings its settings along where there is nothing yet, and where the caller may set them. */
export async function importWorkspace(queue: Queue, { workspace: source }: SourceDocument): Promise<void> {
  const { db, workspace, actor, at } = queue
  if (source === undefined || actor.role !== 'user') return
  const present = (await countAllTasks(db, workspace.id)) + (await countAllLoops(db, workspace.id))
  if (present > 0) return
  const switches = { agents_may_approve: Number(source.agents_may_approve), gaps_to_tasks: Number(source.gaps_to_tasks) }
  const given = Object.fromEntries(Object.entries(settings.parse(source)).filter(([, value]) => value !== undefined))
  await updateWorkspace(db, workspace, { ...given, ...switches, updated_at: at })
}
