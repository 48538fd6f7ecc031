import type { External, ImportedValues, SourceTask } from '../../formats/format.ts'
import { limitReached } from '../../refusals.ts'
import { insertComments } from '../../storage/bulk.ts'
import { inChunks } from '../../storage/chunks.ts'
import { insertEdges, recount } from '../../storage/dependencies.ts'
import { insertExternals } from '../../storage/external.ts'
import type { CommentRow, ExternalRow, TaskRow } from '../../storage/tables.ts'
import { countAllTasks, insertTasks } from '../../storage/tasks.ts'
import { maxTasks, newTask } from '../create-task.ts'
import { cut, identityOf, instantOf, storedKey } from './bounded.ts'
import { commentRows } from './comments.ts'
import { edgesOfNew } from './edges.ts'
import { complainOfClosed, isClosed, type Plan, taskKey, valuesOf } from './plan.ts'

export interface NewTask {
  source: SourceTask
  values: ImportedValues
  row: TaskRow
  comments: CommentRow[]
}

/** Adds the tasks of a document that we do not have yet, with their comments and edges. */
export async function addNewTasks(plan: Plan): Promise<NewTask[]> {
  const { queue, document, known } = plan
  const sources = document.tasks.filter((task) => !known.has(taskKey(task)))
  const count = (await countAllTasks(queue.db, queue.workspace.id)) + sources.length
  if (count > maxTasks) throw limitReached('tasks in a workspace', maxTasks, count)
  const tasks = sources.map((source) => toNewTask(plan, source))
  const ids = tasks.map(({ row }) => row.id)
  const rows = new Map([...[...known.values()].map(({ row }) => row), ...tasks.map(({ row }) => row)].map((row) => [row.id, row]))
  await insertTasks(
    queue.db,
    tasks.map(({ row }) => row),
  )
  await insertExternals(
    queue.db,
    tasks.flatMap((task) => externalsOfNew(plan, task)),
  )
  await insertComments(
    queue.db,
    tasks.flatMap(({ comments }) => comments),
  )
  await insertEdges(queue.db, edgesOfNew(plan, tasks, rows))
  await inChunks(ids, (piece) => recount(queue.db, piece))
  return tasks
}

function toNewTask(plan: Plan, source: SourceTask): NewTask {
  const { queue, taskIds } = plan
  const values = valuesOf(plan, source)
  const id = taskIds.get(taskKey(source))!
  const comments = commentRows(plan, source.comments, { task_id: id, where: source.where, there: 0 })
  const { title, body, status, priority, due_date } = values
  if (isClosed(plan, source)) complainOfClosed(plan, source)
  const loop_id = isClosed(plan, source) ? null : (values.loop_id ?? null)
  const row: TaskRow = {
    ...newTask(queue, { id, title, body, status, priority, due_date, loop_id }),
    // A parent that was there before may have changed here: that edge is added like any other.
    parent_id: hasNewParent(plan, source) ? values.parent_id! : null,
    not_before: values.not_before ?? null,
    comment_count: comments.length,
    created_at: source.createdAt === undefined ? queue.at : instantOf(source.createdAt),
    ...(source.row && ownValues(source.row, status, queue.me)),
  }
  return { source, values, row, comments }
}

export function hasNewParent({ known }: Plan, { namespace, parent }: SourceTask): boolean {
  return parent !== undefined && !known.has(taskKey({ namespace, externalId: parent }))
}

const mostFailures = 1_000

/** What our own format says, within the bounds of this queue. */
function ownValues(row: NonNullable<SourceTask['row']>, status: TaskRow['status'], me: string): Partial<TaskRow> {
  return {
    failures: Math.min(row.failures, mostFailures),
    dead_at: status === 'on_hold' ? instantOf(row.dead_at) : null,
    dead_reason: row.dead_reason ? cut(row.dead_reason, 500) : null,
    created_by: identityOf(row.created_by, me),
    updated_at: instantOf(row.updated_at),
    shipped_at: status === 'shipped' ? instantOf(row.shipped_at) : null,
    shipped_by: status === 'shipped' && row.shipped_by ? identityOf(row.shipped_by, me) : null,
  }
}

/** Where a task comes from now, and where it came from before it was exported in our own format. */
function externalsOfNew(plan: Plan, { source, values, row }: NewTask): ExternalRow[] {
  const earlier = (source.externals ?? []).map((external) =>
    externalRow(plan, row.id, { ...external, ours: withOurIds(plan, external.ours) }),
  )
  return [ownExternal(plan, source, row.id, values), ...earlier]
}

export function ownExternal(plan: Plan, { namespace, externalId, record }: SourceTask, id: string, ours: ImportedValues): ExternalRow {
  return externalRow(plan, id, { format: plan.format, namespace, external_id: externalId, record, ours })
}

function externalRow({ queue }: Plan, task_id: string, { format, namespace, external_id, record, ours }: External): ExternalRow {
  const key = { workspace_id: queue.workspace.id, format, namespace: storedKey(namespace), external_id: storedKey(external_id) }
  return { ...key, task_id, position: positionOf(record.place), record: JSON.stringify(record), ours: JSON.stringify(ours) }
}

function positionOf(place: number): number {
  return Number.isSafeInteger(place) && place >= 0 && place < 2 ** 31 ? place : 0
}

/** The ids of another database as they are here. */
function withOurIds({ taskIds, loops }: Plan, ours: ImportedValues): ImportedValues {
  const task = (id: string) => taskIds.get(taskKey({ namespace: '', externalId: id })) ?? id
  return {
    ...ours,
    loop_id: ours.loop_id && (loops.get(ours.loop_id)?.id ?? ours.loop_id),
    parent_id: ours.parent_id && task(ours.parent_id),
    edges: ours.edges.map((edge) => ({ ...edge, to: task(edge.to) })),
  }
}
