import type { Edge, ExportTask, External, FormatName, ImportedValues, SourceComment, SourceEdge, SourceTask, TaskStatus } from './format.ts'
import type { CommentRow, TaskRow } from './rows.ts'

/** What an importer knows and a source does not. */
export interface ImportContext {
  approve: boolean
  taskId(externalId: string): string
  loopId(key: string): string
}

/** The values that a task gets when it is imported. */
export function importedValues(task: SourceTask, { approve, taskId, loopId }: ImportContext): ImportedValues {
  return {
    title: task.title,
    body: task.body,
    state: task.state,
    status: statusAtImport(task, approve),
    priority: task.priority,
    due_date: task.dueDate,
    not_before: task.notBefore,
    loop_id: task.loop === undefined ? undefined : loopId(task.loop),
    parent_id: task.parent === undefined ? undefined : taskId(task.parent),
    edges: task.edges.map(({ kind, to, ref }) => ({ kind, to: taskId(to), ref })),
    comments: task.comments.map(commentKey),
  }
}

/** Nothing is imported as in progress: nobody here holds it. */
export function statusAtImport({ state, row }: SourceTask, approve: boolean): TaskStatus {
  if (row) return row.status === 'in_progress' ? 'approved' : row.status
  if (state === 'waiting') return approve ? 'approved' : 'open'
  return state === 'draft' ? 'open' : state
}

/**
 * By what a comment is known again; not by its time, which some sources do not have.
 * Backlog.md cannot hold lines of dashes, so those and what is written for them are the same.
 */
export function commentKey({ author, body }: Pick<SourceComment, 'author' | 'body'>): string {
  const head = withoutDashLines(`${author}\n${body}`.slice(0, 80))
  return `${head}\n${body.length}`
}

export function externalOf(task: ExportTask, format: FormatName): External | undefined {
  return task.externals.find((external) => external.format === format)
}

const comparedFields = ['title', 'body', 'priority', 'due_date', 'not_before', 'loop_id', 'parent_id'] as const
export type ComparedField = (typeof comparedFields)[number] | 'status'

/** The fields that changed here since the import; all of them where there was none. */
export function changedFields(row: TaskRow, ours: ImportedValues | undefined): Set<ComparedField> {
  if (!ours) return new Set([...comparedFields, 'status'])
  const changed = comparedFields.filter((field) => (row[field] ?? undefined) !== (ours[field] ?? undefined))
  return new Set<ComparedField>(statusClass(row.status) === statusClass(ours.status) ? changed : [...changed, 'status'])
}

/** Approval is ours alone: no other format tells what is approved from what waits to be. */
export function statusClass(status: TaskStatus): Exclude<TaskStatus, 'open' | 'approved'> | 'waiting' {
  return status === 'open' || status === 'approved' ? 'waiting' : status
}

/** The comments that were not there at the import. */
export function newComments({ comments }: Pick<ExportTask, 'comments'>, ours: ImportedValues | undefined): CommentRow[] {
  const known = [...(ours?.comments ?? [])]
  return comments.filter((comment) => {
    const index = known.indexOf(commentKey({ author: comment.author_name, body: comment.body }))
    if (index >= 0) known.splice(index, 1)
    return index < 0
  })
}

export function isSameEdge(a: Edge, b: Edge): boolean {
  return a.kind === b.kind && a.to === b.to
}

interface ReferenceChange<T> {
  source: readonly T[]
  refOf(reference: T): string
  ours: readonly SourceEdge[]
  present: readonly Edge[]
  /** Undefined where the format cannot say it; `old` is what stood there. */
  write(edge: Edge, old?: T): T | undefined
  /** Whether the task is known under another id than at the import. */
  isRenamed(taskId: string): boolean
}

/** The references of a record with what changed here worked in; those that never became edges stay as they are. */
export function changedReferences<T>({ source, refOf, ours, present, write, isRenamed }: ReferenceChange<T>): T[] {
  const kept = source.flatMap((reference) => {
    const edge = ours.find(({ ref }) => ref === refOf(reference))
    if (!edge) return [reference]
    if (!present.some((other) => isSameEdge(other, edge))) return []
    return isRenamed(edge.to) ? listOf(write(edge, reference)) : [reference]
  })
  const added = present.filter((edge) => !ours.some((other) => isSameEdge(other, edge)))
  return [...kept, ...added.flatMap((edge) => listOf(write(edge)))]
}

function listOf<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value]
}

/** The order of the source; what is new comes last, in the order in which it was made. */
export function byPlace(a: { external?: External }, b: { external?: External }): number {
  return placeOf(a) - placeOf(b)
}

function placeOf({ external }: { external?: External }): number {
  return external?.record.place ?? Number.MAX_SAFE_INTEGER
}

/** Lines of dashes as the other sign for a rule in Markdown, which has the same length. */
export function withoutDashLines(text: string): string {
  return text.replaceAll(/^([ \t]*)---(?=[ \t]*$)/gm, '$1***')
}
