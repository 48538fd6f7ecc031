import type { Edge, ExportTask, ImportedValues, Problem, SourceComment, SourceTask } from './format.ts'
import type { CommentRow, TaskRow } from './rows.ts'
import { commentKey, isSameEdge, statusClass } from './values.ts'

const fields = ['title', 'body', 'priority', 'due_date', 'not_before', 'loop_id', 'parent_id'] as const
type MergedField = (typeof fields)[number] | 'status'

export interface Merge {
  /** `kept`: changed there and here, so ours stays. */
  verdicts: Record<MergedField | 'edges', 'unchanged' | 'taken' | 'kept'>
  /** The values to set; an undefined value clears. */
  take: Partial<Pick<TaskRow, MergedField>>
  edges: { add: Edge[]; remove: Edge[] }
  comments: SourceComment[]
  /** To be kept with the new record, in place of what the last import left. */
  ours: ImportedValues
  problems: Problem[]
}

interface MergeInput {
  ours: ImportedValues
  present: Pick<ExportTask, 'row' | 'edges' | 'comments'>
  source: SourceTask
  /** `importedValues` of the source as it is now. */
  incoming: ImportedValues
}

/** A second import of a task: what changed only there is taken, what changed here is kept and reported. */
export function mergeImport({ ours, present, source, incoming }: MergeInput): Merge {
  const verdicts: Partial<Merge['verdicts']> = {}
  const take: Merge['take'] = {}
  for (const field of fields) {
    verdicts[field] = verdict({ before: ours[field], there: incoming[field], here: present.row[field] })
    if (verdicts[field] === 'taken') Object.assign(take, { [field]: incoming[field] })
  }
  verdicts.status = statusVerdict(ours, present.row, incoming)
  if (verdicts.status === 'taken') take.status = incoming.status
  const edges = edgeChanges(ours.edges, present.edges, incoming.edges)
  verdicts.edges = edges.add.length + edges.remove.length > 0 ? 'taken' : 'unchanged'
  return {
    verdicts: verdicts as Merge['verdicts'],
    take,
    edges,
    comments: addedComments(source, ours, present.comments),
    ours: {
      ...incoming,
      status: ours.state === incoming.state ? ours.status : incoming.status,
      comments: joined(incoming.comments, ours.comments),
    },
    problems: Object.entries(verdicts).flatMap(([field, value]) => (value === 'kept' ? [changedHere(source, field)] : [])),
  }
}

type Value = string | null | undefined

function verdict({ before, there, here }: { before: Value; there: Value; here: Value }): 'unchanged' | 'taken' | 'kept' {
  const [was, says, is] = [before ?? undefined, there ?? undefined, here ?? undefined]
  if (says === was || says === is) return 'unchanged'
  return is === was ? 'taken' : 'kept'
}

/** The source's word counts, not what the import made of it: whether waiting tasks were approved is no change there. */
function statusVerdict(ours: ImportedValues, row: TaskRow, incoming: ImportedValues): 'unchanged' | 'taken' | 'kept' {
  if (ours.state === incoming.state || statusClass(row.status) === statusClass(incoming.status)) return 'unchanged'
  return statusClass(row.status) === statusClass(ours.status) ? 'taken' : 'kept'
}

/** Each edge by itself: one that was added or removed here stays so. */
function edgeChanges(before: readonly Edge[], here: readonly Edge[], there: readonly Edge[]): Merge['edges'] {
  const has = (edges: readonly Edge[], edge: Edge) => edges.some((other) => isSameEdge(other, edge))
  const add = there.filter((edge) => !has(before, edge) && !has(here, edge))
  const remove = before.filter((edge) => !has(there, edge) && has(here, edge))
  return { add: add.map(plain), remove: remove.map(plain) }
}

function plain({ kind, to }: Edge): Edge {
  return { kind, to }
}

/** Comments that neither an import has seen nor anybody made here: one that was deleted here does not come back, one that we exported is not doubled. */
function addedComments({ comments }: SourceTask, ours: ImportedValues, present: readonly CommentRow[]): SourceComment[] {
  const here = present.map(({ author_name, body }) => commentKey({ author: author_name, body }))
  const known = joined(ours.comments, here)
  return comments.filter((comment) => !takeOut(known, commentKey(comment)))
}

/** What is in either list, as often as in that which has more of it. */
function joined(one: readonly string[], other: readonly string[]): string[] {
  const rest = [...other]
  for (const key of one) takeOut(rest, key)
  return [...one, ...rest]
}

function takeOut(keys: string[], key: string): boolean {
  const index = keys.indexOf(key)
  if (index >= 0) keys.splice(index, 1)
  return index >= 0
}

function changedHere({ where, externalId }: SourceTask, field: string): Problem {
  const name = field.replace('_id', '')
  return { where, code: 'changed_here', text: `${externalId}: ${name} changed there and here; ours was kept.` }
}
