import type { FormatName, ImportedValues, Problem, SourceDocument, SourceTask } from '../../formats/format.ts'
import { importedValues } from '../../formats/values.ts'
import type { Queue } from '../../queue.ts'
import type { LoopRow } from '../../storage/tables.ts'
import type { Known } from './known.ts'

/** All that the steps of an import have to know of each other. */
export interface Plan {
  queue: Queue
  format: FormatName
  approve: boolean
  document: SourceDocument
  /** By `taskKey`. */
  known: ReadonlyMap<string, Known>
  /** The id of every task of the document, by `taskKey`. */
  taskIds: ReadonlyMap<string, string>
  /** By the key that the document has for it. */
  loops: ReadonlyMap<string, LoopRow>
  /** The ids of the loops that this import makes. */
  newLoops: ReadonlySet<string>
  /** The ids that comments get in place of those of the document. */
  commentIds: ReadonlyMap<string, string>
  problems: Problem[]
}

export function taskKey({ namespace, externalId }: Pick<SourceTask, 'namespace' | 'externalId'>): string {
  return `${namespace}\0${externalId}`
}

/** What the source says of a task, with our ids. */
export function valuesOf({ approve, taskIds, loops }: Plan, task: SourceTask): ImportedValues {
  const taskId = (externalId: string) => taskIds.get(taskKey({ namespace: task.namespace, externalId }))!
  return importedValues(task, { approve, taskId, loopId: (key) => loops.get(key)!.id })
}

/** A shipped loop takes no new tasks; one that comes as shipped with its tasks is complete. */
export function isClosed({ loops, newLoops }: Plan, task: SourceTask): boolean {
  const loop = task.loop === undefined ? undefined : loops.get(task.loop)
  return loop?.status === 'shipped' && !newLoops.has(loop.id)
}

export function complainOfClosed({ problems, loops }: Plan, { where, externalId, loop }: SourceTask): void {
  const text = `${externalId}: the loop "${loops.get(loop!)!.name}" was shipped and takes no new tasks; it was left out of it.`
  problems.push({ where, code: 'loop_shipped', text })
}
