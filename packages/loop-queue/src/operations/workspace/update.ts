import { operation } from 'loop-core'
import { z } from 'zod'
import { differing, loggedValues } from '../../changes/fields.ts'
import * as field from '../../fields.ts'
import { openQueue, type Queue } from '../../queue.ts'
import { nothingToUpdate, versionMismatch } from '../../refusals.ts'
import { changedSince } from '../../storage/changes.ts'
import type { WorkspaceRow } from '../../storage/tables.ts'
import { updateWorkspace as write } from '../../storage/workspaces.ts'
import { Workspace, workspaceOf } from '../../views/comment.ts'
import { someObject } from '../../views/some-object.ts'

const Input = z.object({
  name: field.name.optional(),
  description: field.description.optional(),
  ai_context: field.aiContext.optional().describe('Instructions for every agent'),
  lease_seconds: field.leaseSeconds.optional(),
  max_attempts: field.maxAttempts.optional().describe('Failures until a person has to look'),
  agents_may_approve: z.boolean().optional(),
  gaps_to_tasks: z.boolean().optional(),
  if_version: field.ifVersion,
})

export const updateWorkspace = operation({
  name: 'update_workspace',
  title: 'Update workspace',
  summary: 'Change the instructions for all agents, how long leases last, and what agents may do.',
  kind: 'write',
  roles: ['user'],
  rest: ['PATCH /api/v1/workspace'],
  toolsets: [],
  input: Input,
  output: z.object({ workspace: Workspace, changed: z.array(z.string()) }),
  advertised: someObject,
  version: ({ workspace }) => workspace.version,
  async run({ if_version, ...wanted }, context) {
    if (Object.values(wanted).every((value) => value === undefined)) throw nothingToUpdate(Object.keys(Input.shape).slice(0, -1))
    const queue = await openQueue(context)
    const { workspace } = queue
    if (if_version !== undefined && if_version !== workspace.version) throw await outdated(queue, workspace.version - if_version)
    const changed = differing({ ...workspaceOf(workspace), description: workspace.description, ai_context: workspace.ai_context }, wanted)
    const after = changed.length === 0 ? workspace : await update(queue, columnsOf(wanted, changed), changed)
    return { workspace: workspaceOf(after), changed }
  },
})

async function outdated({ db, workspace }: Queue, versions: number) {
  return versionMismatch('workspace', workspace, await changedSince(db, workspace.id, versions))
}

/** Both databases keep a switch as a number. */
function columnsOf(wanted: Record<string, unknown>, fields: readonly string[]): Partial<WorkspaceRow> {
  const column = (value: unknown) => (typeof value === 'boolean' ? Number(value) : value)
  return Object.fromEntries(fields.map((name) => [name, column(wanted[name])]))
}

async function update(queue: Queue, columns: Partial<WorkspaceRow>, fields: readonly string[]): Promise<WorkspaceRow> {
  const { db, workspace, at } = queue
  const after = await write(db, workspace, { ...columns, updated_at: at })
  if (after === undefined) throw await outdated(queue, 1)
  const logged = (row: WorkspaceRow) => loggedValues({ ...row }, fields, ['description', 'ai_context'])
  const about = { workspace_id: workspace.id, slug: workspace.slug }
  queue.emit({ type: 'workspace.edited', entity: workspace.id, before: logged(workspace), after: { ...about, ...logged(after) } })
  return after
}
