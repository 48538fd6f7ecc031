import { groupBy } from 'loop-core'
import type { ExportDocument, ExportLoop, ExportTask, External, FormatName } from './formats/format.ts'
import { seen } from './load.ts'
import type { Queue } from './queue.ts'
import { asOf } from './rules/lease.ts'
import { allLoops, allTasks, commentsOn, ownEdges, sharesOfAll } from './storage/bulk.ts'
import { externalsOf, framesOf } from './storage/external.ts'
import type { DependencyRow, ExternalRow, LoopRow } from './storage/tables.ts'

/** What an export says, and what it has to leave out because it shows a part only. */
export interface Exported {
  document: ExportDocument
  cutEdges: number
}

/** All that the caller sees of a workspace, or of one of its loops. */
export async function exportDocument(queue: Queue, loop?: LoopRow): Promise<Exported> {
  const loops = loop === undefined ? await allLoops(queue.db, seen(queue)) : [loop]
  const { tasks, cutEdges } = await exportTasks(queue, loop?.id)
  const frames = (await framesOf(queue.db, queue.workspace.id)).map(({ format, namespace, record }) => ({
    format: format as FormatName,
    namespace,
    record: JSON.parse(record),
  }))
  return { document: { workspace: workspaceOf(queue), loops: await exportLoops(queue, loops), tasks, frames }, cutEdges }
}

function workspaceOf({ workspace }: Queue): ExportDocument['workspace'] {
  const { agents_may_approve, gaps_to_tasks } = workspace
  return { ...workspace, agents_may_approve: Boolean(agents_may_approve), gaps_to_tasks: Boolean(gaps_to_tasks) }
}

async function exportLoops({ db }: Queue, rows: readonly LoopRow[]): Promise<ExportLoop[]> {
  const ids = rows.map(({ id }) => id)
  const comments = groupBy(await commentsOn(db, 'loop_id', ids), ({ loop_id }) => loop_id)
  const shares = groupBy(await sharesOfAll(db, ids), ({ loop_id }) => loop_id)
  return rows.map((row) => {
    const names = shares.get(row.id)?.map(({ identity }) => identity)
    return { row: { ...row, ...(names && { shares: names }) }, comments: (comments.get(row.id) ?? []).map((comment) => ({ ...comment })) }
  })
}

/** An edge to a task that is not in the export, or that the caller does not see, is left out. */
async function exportTasks(queue: Queue, loopId?: string): Promise<{ tasks: ExportTask[]; cutEdges: number }> {
  const rows = await allTasks(queue.db, seen(queue), loopId)
  const ids = rows.map(({ id }) => id)
  const shown = new Set(ids)
  const all = await ownEdges(queue.db, ids)
  const edges = groupBy(
    all.filter(({ depends_on_id }) => shown.has(depends_on_id)),
    ({ task_id }) => task_id,
  )
  const comments = groupBy(await commentsOn(queue.db, 'task_id', ids), ({ task_id }) => task_id)
  const externals = groupBy(await externalsOf(queue.db, ids), ({ task_id }) => task_id)
  const tasks = rows.map((row): ExportTask => {
    const parent_id = row.parent_id !== null && shown.has(row.parent_id) ? row.parent_id : null
    return {
      row: { ...asOf(row, queue.at, queue.workspace), parent_id },
      edges: (edges.get(row.id) ?? []).map(edgeOf),
      comments: (comments.get(row.id) ?? []).map((comment) => ({ ...comment })),
      externals: (externals.get(row.id) ?? []).map(externalOf),
    }
  })
  const kept = tasks.reduce((sum, task) => sum + task.edges.length, 0)
  const parents = tasks.filter(({ row }, index) => row.parent_id !== rows[index]!.parent_id).length
  return { tasks, cutEdges: all.length - kept + parents }
}

function edgeOf({ kind, depends_on_id }: DependencyRow): ExportTask['edges'][number] {
  return { kind: kind as ExportTask['edges'][number]['kind'], to: depends_on_id }
}

function externalOf({ format, namespace, external_id, record, ours }: ExternalRow): External {
  return { format: format as FormatName, namespace, external_id, record: JSON.parse(record), ours: JSON.parse(ours) }
}
