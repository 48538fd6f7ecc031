import { groupBy } from 'loop-core'
import type { ExportDocument, ExportTask, External, Written } from '../format.ts'
import { isObject, type JsonObject } from '../json.ts'
import { Losses } from '../losses.ts'
import { safePath } from '../paths.ts'
import type { TaskRow } from '../rows.ts'
import { splitSections } from '../sections.ts'
import { byPlace, changedFields, changedReferences, externalOf, newComments } from '../values.ts'
import { commonPrefix } from './prefix.ts'
import { relationRef } from './read.ts'
import { parentType, priorityNumbers, sections, writtenKind, writtenStatus } from './words.ts'

const defaultPath = '.beads/issues.jsonl'

interface Issue {
  task: ExportTask
  external?: External
  source?: JsonObject
  id: string
}

export function writeBeads(document: ExportDocument): Written {
  const losses = new Losses()
  const issues = issuesOf(document).sort(byPlace)
  const ids = new Map(issues.map(({ task, id }) => [task.row.id, id]))
  const files = groupBy(issues, ({ external }) => safePath(external?.record.file ?? '') || mainPath(issues))
  if (files.size === 0) files.set(defaultPath, [])
  const written = [...files].map(([path, list]) => ({
    path,
    content: list.map((issue) => `${JSON.stringify(writeIssue(issue, { ids, losses }))}\n`).join(''),
  }))
  return { files: written, lossy: losses.sentences() }
}

/** New issues go where the imported ones are. */
function mainPath(issues: readonly Issue[]): string {
  return safePath(issues.find(({ external }) => external)?.external?.record.file ?? '') || defaultPath
}

function issuesOf(document: ExportDocument): Issue[] {
  const imported = document.tasks.map((task) => ({ task, external: externalOf(task, 'beads') }))
  const used = new Set(imported.flatMap(({ external }) => (external ? [String((external.record.source as JsonObject).id)] : [])))
  const prefix = commonPrefix([...used]) || document.workspace.slug.replaceAll(/[^a-z0-9_-]/g, '-') || 'loop'
  return imported.map(({ task, external }) => {
    const source = external?.record.source as JsonObject | undefined
    return { task, external, source, id: source ? String(source.id) : newId(task.row, { prefix, used }) }
  })
}

/** The end of an id is random; as much of it as makes a new name. */
function newId({ id }: TaskRow, { prefix, used }: { prefix: string; used: Set<string> }): string {
  const name = (length: number) => `${prefix}-${id.slice(-length).toLowerCase()}`
  let length = 6
  while (used.has(name(length)) && length < id.length) length++
  used.add(name(length))
  return name(length)
}

interface Context {
  ids: ReadonlyMap<string, string>
  losses: Losses
}

function writeIssue({ task, external, source, id }: Issue, { ids, losses }: Context): JsonObject {
  const { row } = task
  noteLosses({ task, external }, losses)
  const changed = changedFields(row, external?.ours)
  const record: JsonObject = source ? { ...source } : { _type: 'issue', id }
  if (changed.has('title')) record.title = row.title
  if (changed.has('body')) Object.assign(record, writtenBody(row.body, record))
  if (changed.has('status')) Object.assign(record, writtenState(row))
  if (changed.has('priority')) record.priority = priorityNumbers.indexOf(row.priority)
  if (changed.has('due_date')) record.due_at = row.due_date ? `${row.due_date}T00:00:00Z` : undefined
  if (changed.has('not_before')) record.defer_until = row.not_before ?? undefined
  if (!source) Object.assign(record, { issue_type: 'task', created_at: row.created_at, updated_at: row.updated_at })
  Object.assign(record, writtenRelations({ task, external, source, id }, ids), writtenComments({ task, external, source, id }))
  return record
}

function writtenBody(body: string, record: JsonObject): JsonObject {
  const texts = Object.entries(splitSections(sections, body))
  return Object.fromEntries(texts.map(([field, text]) => [field, text === '' && record[field] === undefined ? undefined : text]))
}

/** Beads wants a time of closing on what is closed, and on nothing else. */
function writtenState(row: TaskRow): JsonObject {
  const status = writtenStatus(row.status)
  if (status !== 'closed') return { status, closed_at: undefined, close_reason: undefined }
  return { status, closed_at: row.shipped_at ?? row.updated_at, close_reason: row.status === 'rejected' ? 'rejected' : undefined }
}

/** Nothing where nothing changed: a record without a list stays without one. */
function writtenRelations(issue: Issue, ids: ReadonlyMap<string, string>): JsonObject {
  const { task, external, source } = issue
  const listed: unknown[] = Array.isArray(source?.dependencies) ? source.dependencies : []
  const written = changedReferences<unknown>({
    source: withParent(listed, issue, ids),
    refOf: relationRef,
    ours: external?.ours.edges ?? [],
    present: task.edges,
    write: ({ kind, to }) => relation(issue, writtenKind[kind], ids.get(to)),
    isRenamed: (id) => !ids.has(id),
  })
  const isSame = written.length === listed.length && written.every((value, index) => value === listed[index])
  const parent = (task.row.parent_id && ids.get(task.row.parent_id)) || undefined
  const isMoved = source?.parent !== undefined && changedFields(task.row, external?.ours).has('parent_id')
  return { ...(!isSame && { dependencies: written }), ...(isMoved && { parent }) }
}

/** The relations with those to parents exchanged, if the parent changed here: a second one must not take its place. */
function withParent(listed: readonly unknown[], issue: Issue, ids: ReadonlyMap<string, string>): unknown[] {
  const { row } = issue.task
  if (!changedFields(row, issue.external?.ours).has('parent_id')) return [...listed]
  const parent = row.parent_id ? relation(issue, parentType, ids.get(row.parent_id)) : undefined
  return [...(parent ? [parent] : []), ...listed.filter((item) => !isObject(item) || item.type !== parentType)]
}

function relation({ task, id }: Issue, type: string, to: string | undefined): JsonObject | undefined {
  return to === undefined ? undefined : { issue_id: id, depends_on_id: to, type, created_at: task.row.updated_at }
}

function writtenComments({ task, external, source, id }: Issue): JsonObject {
  const added = newComments(task, external?.ours)
  const written = added.map((comment) => ({
    id: comment.id,
    issue_id: id,
    author: comment.author_name,
    text: comment.body,
    created_at: comment.created_at,
  }))
  const listed: unknown[] = Array.isArray(source?.comments) ? source.comments : []
  return added.length === 0 ? {} : { comments: [...listed, ...written] }
}

function noteLosses({ task: { row }, external }: Pick<Issue, 'task' | 'external'>, losses: Losses): void {
  if (row.loop_id && row.loop_id !== external?.ours.loop_id) losses.add('beads has no loops: their names are not written')
  if (row.status === 'rejected') losses.add('beads has no rejected: such tasks are closed with that reason')
  if (row.status === 'approved' && external?.ours.status !== 'approved') losses.add('beads does not tell approved tasks from open ones')
}
