import { groupBy } from 'loop-core'
import { isId } from '../../fields.ts'
import type { Edge, ImportedValues, SourceTask } from '../../formats/format.ts'
import { seen } from '../../load.ts'
import type { Queue } from '../../queue.ts'
import { asOf } from '../../rules/lease.ts'
import { commentsOn, ownEdges, takenIds } from '../../storage/bulk.ts'
import { inChunks } from '../../storage/chunks.ts'
import { findExternals } from '../../storage/external.ts'
import type { CommentRow, ExternalRow, TaskRow } from '../../storage/tables.ts'
import { findTasks } from '../../storage/tasks.ts'
import { storedKey } from './bounded.ts'
import { taskKey } from './plan.ts'

/** A task of the source that we have already. */
export interface Known {
  row: TaskRow
  edges: Edge[]
  comments: CommentRow[]
  /** From its last import; a task that was exported from here and comes back has none. */
  external?: ExternalRow
  ours?: ImportedValues
}

export interface Found {
  known: Map<string, Known>
  /** Those that were imported into a loop that the caller does not see. */
  hidden: Set<string>
}

/** Finds out which tasks of a source we have already. */
export async function findKnown(queue: Queue, format: string, tasks: readonly SourceTask[]): Promise<Found> {
  const externals = await externalsByKey(queue, format, tasks)
  const idOf = (task: SourceTask) => externals.get(taskKey(task))?.task_id ?? ownId(task)
  const ids = [...new Set(tasks.flatMap((task) => idOf(task) ?? []))]
  const visible = await inChunks(ids, (piece) => findTasks(queue.db, seen(queue), piece))
  const rows = new Map(visible.map((row) => [row.id, asOf(row, queue.at, queue.workspace)]))
  const edges = groupBy(await ownEdges(queue.db, [...rows.keys()]), ({ task_id }) => task_id)
  const comments = groupBy(await commentsOn(queue.db, 'task_id', [...rows.keys()]), ({ task_id }) => task_id)
  const found: Found = { known: new Map(), hidden: new Set() }
  for (const task of tasks) {
    const external = externals.get(taskKey(task))
    const row = rows.get(idOf(task) ?? '')
    if (row) {
      const own = { row, edges: (edges.get(row.id) ?? []).map(edgeOf), comments: comments.get(row.id) ?? [] }
      found.known.set(taskKey(task), { ...own, ...(external && { external, ours: JSON.parse(external.ours) }) })
    } else if (external) found.hidden.add(taskKey(task))
  }
  return found
}

function edgeOf({ kind, depends_on_id }: { kind: string; depends_on_id: string }): Edge {
  return { kind: kind as Edge['kind'], to: depends_on_id }
}

/** The id that a task of our own format has; what does not look like an id cannot be one here. */
function ownId({ row }: SourceTask): string | undefined {
  return row !== undefined && isId(row.id) ? row.id : undefined
}

async function externalsByKey(queue: Queue, format: string, tasks: readonly SourceTask[]): Promise<Map<string, ExternalRow>> {
  const found = new Map<string, ExternalRow>()
  for (const [namespace, list] of groupBy(tasks, (task) => task.namespace)) {
    const source = { workspace_id: queue.workspace.id, format, namespace: storedKey(namespace) }
    const rows = await findExternals(
      queue.db,
      source,
      list.map(({ externalId }) => storedKey(externalId)),
    )
    const byId = new Map(rows.map((row) => [row.external_id, row]))
    for (const task of list) {
      const row = byId.get(storedKey(task.externalId))
      if (row) found.set(taskKey(task), row)
    }
  }
  return found
}

/** An id for each task: what we have keeps its own, and what comes from our own format keeps its id where that is free. */
export async function giveIds(queue: Queue, tasks: readonly SourceTask[], known: Found['known']): Promise<Map<string, string>> {
  const wanted = tasks.flatMap((task) => ownId(task) ?? [])
  const taken = await takenIds(queue.db, 'queue_tasks', wanted)
  const give = (task: SourceTask) => {
    const id = ownId(task)
    return id === undefined || taken.has(id) ? queue.newId() : id
  }
  return new Map(tasks.map((task) => [taskKey(task), known.get(taskKey(task))?.row.id ?? give(task)]))
}
