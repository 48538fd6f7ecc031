import type { SourceTask } from '../../formats/format.ts'
import { type Merge, mergeImport } from '../../formats/merge.ts'
import { changedFields } from '../../formats/values.ts'
import { requireTask } from '../../load.ts'
import type { Queue } from '../../queue.ts'
import { addToCommentCount, insertComments } from '../../storage/bulk.ts'
import { insertExternals, updateExternal } from '../../storage/external.ts'
import { attempted } from '../../storage/undo.ts'
import { addEdge, removeEdge } from '../edges.ts'
import type { Edits } from '../edit.ts'
import { setParent } from '../parent.ts'
import { updateTask } from '../update-task.ts'
import { commentRows } from './comments.ts'
import type { Known } from './known.ts'
import { ownExternal } from './new-tasks.ts'
import { complainOfClosed, isClosed, type Plan, valuesOf } from './plan.ts'

/** A task that we have, and what a source now says of it. */
export interface Again {
  source: SourceTask
  known: Known
  merge: Merge
  /** Whether the task or its source record changed since the last import. */
  isChanged: boolean
}

/** Finds out what has changed there and here since the last import. */
export function compare(plan: Plan, source: SourceTask, known: Known): Again {
  const incoming = valuesOf(plan, source)
  const { row, edges: here, comments: said } = known
  const present = { row: { ...row }, edges: here, comments: said.map((comment) => ({ ...comment })) }
  const merge = mergeImport({ ours: known.ours ?? incoming, present, source, incoming })
  plan.problems.push(...merge.problems)
  if (!known.ours && changedFields(present.row, incoming).size > 0) complainOfDifference(plan, source)
  if (merge.take.loop_id !== undefined && isClosed(plan, source)) {
    complainOfClosed(plan, source)
    delete merge.take.loop_id
  }
  const { take, edges, comments } = merge
  const isTaken = Object.keys(take).length + edges.add.length + edges.remove.length + comments.length > 0
  return { source, known, merge, isChanged: isTaken || isOtherSource(known, source) }
}

/** It was exported from here, so nobody can tell on which side it changed since. */
function complainOfDifference({ problems }: Plan, { where, externalId }: SourceTask): void {
  problems.push({ where, code: 'changed_here', text: `${externalId}: it is different here; ours was kept.` })
}

function isOtherSource({ external }: Known, { record }: SourceTask): boolean {
  return external !== undefined && JSON.stringify(JSON.parse(external.record).source) !== JSON.stringify(record.source)
}

/** Changes what changed only there, by the same road as a person does: with its events, and with what waits for it. */
export async function takeFields(plan: Plan, { known, merge }: Again): Promise<void> {
  const { parent_id: _, status, ...fields } = merge.take
  const edits = Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, value ?? null])) as Edits
  if (status !== undefined || Object.keys(edits).length > 0)
    await updateTask(plan.queue, await requireTask(plan.queue, known.row.id), { edits, status })
}

/** Gives a task the parent that the source says; a problem where that is not possible here. */
export async function takeParent(plan: Plan, source: SourceTask, id: string, parentId: string | null): Promise<void> {
  await attempt(plan, source, async (queue) => {
    const parent = parentId === null ? null : await requireTask(queue, parentId)
    await setParent(queue, { id }, parent)
  })
}

/** Adds and removes edges; how many were added. */
export async function takeEdges(plan: Plan, { source, known, merge }: Again): Promise<number> {
  let added = 0
  for (const { kind, to } of merge.edges.remove)
    await attempt(plan, source, async (queue) => removeEdge(queue, await requireTask(queue, known.row.id), to, kind))
  for (const { kind, to } of merge.edges.add)
    if (await attempt(plan, source, async (queue) => addEdge(queue, await requireTask(queue, known.row.id), { id: to }, kind))) added += 1
  return added
}

/** Adds comments and keeps what the source says now, to be compared with the next time. */
export async function keepSource(plan: Plan, { source, known, merge }: Again): Promise<number> {
  const { id } = known.row
  const rows = commentRows(plan, merge.comments, { task_id: id, where: source.where, there: known.row.comment_count })
  await insertComments(plan.queue.db, rows)
  if (rows.length > 0) await addToCommentCount(plan.queue.db, id, rows.length)
  const external = ownExternal(plan, source, id, merge.ours)
  if (!known.external) await insertExternals(plan.queue.db, [external])
  else if (known.external.ours !== external.ours || known.external.record !== external.record) await updateExternal(plan.queue.db, external)
  return rows.length
}

/** A part that cannot be is a problem and leaves nothing behind, not even events. */
async function attempt(
  { queue, problems }: Plan,
  { where, externalId }: SourceTask,
  work: (queue: Queue) => Promise<unknown>,
): Promise<boolean> {
  const events: Parameters<Queue['emit']>[0][] = []
  const refusal = await attempted(queue.db, () => work({ ...queue, emit: (event) => void events.push(event) }))
  if (refusal) problems.push({ where, code: refusal.code, text: `${externalId}: ${refusal.message}` })
  else for (const event of events) queue.emit(event)
  return refusal === undefined
}
