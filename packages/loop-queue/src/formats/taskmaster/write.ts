import { groupBy } from 'loop-core'
import type { Edge, ExportDocument, Written } from '../format.ts'
import { isObject, type JsonObject, toJson } from '../json.ts'
import { Losses } from '../losses.ts'
import { safePath } from '../paths.ts'
import { splitSections } from '../sections.ts'
import { byPlace, changedFields, changedReferences } from '../values.ts'
import { fullId, type Placed, type Placement, placeAll } from './place.ts'
import { defaultTag, fillTags, tagNames } from './tags.ts'
import { sections, writtenPriority, writtenStatus } from './words.ts'

const defaultPath = '.taskmaster/tasks/tasks.json'

export function writeTaskmaster(document: ExportDocument): Written {
  const losses = new Losses()
  const tags = tasksOfTags({ placement: placeAll(document), losses })
  const { file, around } = frameOf(document)
  const content = toJson(fillTags(withTags(around, [...tags.keys()], document), (tag) => tags.get(tag) ?? []))
  return { files: [{ path: safePath(file) || defaultPath, content }], lossy: losses.sentences() }
}

function frameOf({ frames }: ExportDocument): { file: string; around: JsonObject } {
  const record = frames.find(({ format }) => format === 'taskmaster')?.record
  if (isObject(record) && typeof record.file === 'string' && isObject(record.around)) return { file: record.file, around: record.around }
  return { file: defaultPath, around: {} }
}

/** The frame with the tags that are missing in it; the old form has room for one tag only. */
function withTags(around: JsonObject, names: readonly string[], document: ExportDocument): JsonObject {
  const known = tagNames(around)
  const missing = (names.length + known.length > 0 ? names : [defaultTag]).filter((name) => !known.includes(name))
  if (missing.length === 0) return around
  const start = Array.isArray(around.tasks) ? { [defaultTag]: around } : around
  const added = missing.map((name) => [name, { tasks: [], metadata: metadataOf(name, document) }])
  return { ...start, ...Object.fromEntries(added) }
}

function metadataOf(tag: string, { tasks }: ExportDocument): JsonObject {
  const created = tasks.map(({ row }) => row.created_at).sort()[0]
  const updated = tasks
    .map(({ row }) => row.updated_at)
    .sort()
    .at(-1)
  return { ...(created && { created, updated }), description: `Tasks for ${tag} context` }
}

interface Context {
  placement: Placement
  losses: Losses
}

function tasksOfTags(context: Context): Map<string, JsonObject[]> {
  const all = [...context.placement.values()].sort((a, b) => byPlace(stayed(a), stayed(b)))
  const children = groupBy(all, ({ root }) => root)
  const tags = groupBy(children.get(undefined) ?? [], ({ tag }) => tag)
  const written = [...tags].map(
    ([tag, list]) => [tag, list.map((placed) => withSubtasks(placed, children.get(placed) ?? [], context))] as const,
  )
  return new Map(written)
}

/** What moved has no place among its new neighbours: it comes last. */
function stayed({ external, hasStayed }: Placed): Pick<Placed, 'external'> {
  return { external: hasStayed ? external : undefined }
}

function withSubtasks(placed: Placed, children: readonly Placed[], context: Context): JsonObject {
  const own = writeTask(placed, context)
  return children.length === 0 ? own : { ...own, subtasks: children.map((child) => writeTask(child, context)) }
}

function writeTask(placed: Placed, context: Context): JsonObject {
  const { task, external, source, root } = placed
  noteLosses(placed, context.losses)
  const changed = changedFields(task.row, external?.ours)
  const record: JsonObject = { ...source, id: placed.id }
  if (changed.has('title')) record.title = task.row.title
  if (changed.has('body')) Object.assign(record, writtenBody(placed, record, context.losses))
  if (changed.has('status')) record.status = writtenStatus(task.row.status)
  if (hasOtherEdges(placed, context)) record.dependencies = dependenciesOf(placed, context)
  if (changed.has('priority') || inheritsAnother(placed)) record.priority = writtenPriority[task.row.priority]
  if (!source && !root) record.subtasks = []
  if (changed.has('parent_id') && (root || source)) record.parentTaskId = root?.id
  return record
}

/** Only the fields that there are or that are needed now; task-master reads no file in which a task has no description. */
function writtenBody({ task, root }: Placed, record: JsonObject, losses: Losses): JsonObject {
  const { description = '', ...rest } = splitSections(sections, task.row.body)
  const isMissing = description === '' && !root
  if (isMissing) losses.add('task-master wants a description: the title stands in for it')
  const others = Object.entries(rest).filter(([field, text]) => text !== '' || record[field] !== undefined)
  return { description: isMissing ? task.row.title : description, ...Object.fromEntries(others) }
}

/** A subtask without a priority takes that of its parent, which may have changed here. */
function inheritsAnother({ source, root, task }: Placed): boolean {
  return root !== undefined && (source?.priority ?? undefined) === undefined && root.task.row.priority !== task.row.priority
}

function hasOtherEdges(placed: Placed, context: Context): boolean {
  const source = listed(placed)
  const written = dependenciesOf(placed, context)
  return !placed.source || written.length !== source.length || written.some((value, index) => value !== source[index])
}

function listed({ source }: Placed): unknown[] {
  return Array.isArray(source?.dependencies) ? source.dependencies : []
}

function dependenciesOf(placed: Placed, { placement }: Context): unknown[] {
  const { task, external } = placed
  return changedReferences<unknown>({
    source: listed(placed),
    refOf: String,
    ours: external?.ours.edges ?? [],
    present: task.edges.filter(({ kind }) => kind === 'blocks'),
    write: (edge) => reference(edge, placed, placement),
    isRenamed: (id) => isRenamed(placement.get(id), placed),
  })
}

/** A sibling is named by its own number, everything else by its full one. */
function reference({ to }: Edge, from: Placed, placement: Placement): string | number | undefined {
  const target = placement.get(to)
  if (!target || target.tag !== from.tag) return undefined
  if (from.root && target.root === from.root) return target.id
  return target.root || from.root ? fullId(target) : target.id
}

/** Whether the reference to a task, or the place from where it is made, is another than at the import. */
function isRenamed(target: Placed | undefined, from: Placed): boolean {
  const hasMoved = ({ external, hasStayed }: Placed) => external === undefined || !hasStayed
  return target === undefined || hasMoved(from) || hasMoved(target) || (target.root !== undefined && hasMoved(target.root))
}

function noteLosses({ task, tag, root, external }: Placed, losses: Losses): void {
  const { row, edges } = task
  if (row.due_date) losses.add('task-master has no due dates')
  if (row.not_before) losses.add('task-master has no start times')
  if (task.comments.length > 0) losses.add('task-master has no comments')
  if (edges.some(({ kind }) => kind !== 'blocks')) losses.add('task-master has only dependencies, no other relations')
  if (!row.loop_id && !root) losses.add(`tasks without a loop stand in the tag ${tag}`)
  if (root && row.parent_id !== root.task.row.id)
    losses.add('task-master has one level of subtasks: deeper ones stand under their topmost parent')
  if (root && (row.loop_id ?? undefined) !== (root.task.row.loop_id ?? undefined)) losses.add('a subtask stands in the tag of its parent')
  if (root && row.priority === 'none' && root.task.row.priority !== 'none')
    losses.add('a subtask without a priority takes that of its parent')
  if (row.status === 'approved' && external?.ours.status !== 'approved')
    losses.add('task-master does not tell approved tasks from open ones')
}
