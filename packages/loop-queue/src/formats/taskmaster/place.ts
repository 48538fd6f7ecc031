import type { ExportDocument, ExportTask, External } from '../format.ts'
import type { JsonObject } from '../json.ts'
import { externalOf } from '../values.ts'
import { defaultTag } from './tags.ts'

/** Where a task is written: `root` is the task that it becomes a subtask of. */
export interface Placed {
  task: ExportTask
  external?: External
  source?: JsonObject
  tag: string
  root?: Placed
  id: string | number
  /** Whether it stands where it was imported from. */
  hasStayed: boolean
}

export type Placement = Map<string, Placed>

/** Gives each task its tag, its place above or below, and its id: that of the import where it has not moved. */
export function placeAll(document: ExportDocument): Placement {
  const rows = new Map(document.tasks.map((task) => [task.row.id, task]))
  const tagOf = tagsOfLoops(document)
  const placement: Placement = new Map()
  for (const task of document.tasks) placeRoot(rootOf(task, rows), { placement, tagOf })
  for (const task of document.tasks)
    if (!placement.has(task.row.id)) placeSubtask(task, placement.get(rootOf(task, rows).row.id)!, placement)
  numberNew(placement)
  return placement
}

export function fullId({ root, id }: Placed): string {
  return root ? `${root.id}.${id}` : String(id)
}

/** Task-master has one level of subtasks: whatever is deeper hangs under its topmost parent. */
function rootOf(task: ExportTask, rows: ReadonlyMap<string, ExportTask>): ExportTask {
  const parent = task.row.parent_id ? rows.get(task.row.parent_id) : undefined
  return parent ? rootOf(parent, rows) : task
}

function placeRoot(task: ExportTask, { placement, tagOf }: { placement: Placement; tagOf(task: ExportTask): string }): void {
  if (placement.has(task.row.id)) return
  const tag = tagOf(task)
  const external = externalOf(task, 'taskmaster')
  const hasStayed = external?.namespace === tag && external.ours.parent_id === undefined
  placement.set(task.row.id, { task, tag, external, source: sourceOf(external), hasStayed, id: hasStayed ? literalId(external) : '' })
}

function placeSubtask(task: ExportTask, root: Placed, placement: Placement): void {
  const external = externalOf(task, 'taskmaster')
  const hasStayed = external?.namespace === root.tag && external.ours.parent_id === root.task.row.id
  placement.set(task.row.id, {
    task,
    tag: root.tag,
    root,
    external,
    source: sourceOf(external),
    hasStayed,
    id: hasStayed ? literalId(external) : '',
  })
}

function sourceOf(external: External | undefined): JsonObject | undefined {
  return external?.record.source as JsonObject | undefined
}

function literalId({ record }: External): string | number {
  return (record.source as { id: string | number }).id
}

/** The tag that a task came from while its loop is the same; else that of its loop, by its tasks or by its name. */
function tagsOfLoops({ tasks, loops }: ExportDocument): (task: ExportTask) => string {
  const tags = new Map<string, string>()
  for (const task of tasks) {
    const external = externalOf(task, 'taskmaster')
    if (external?.ours.loop_id && !tags.has(external.ours.loop_id)) tags.set(external.ours.loop_id, external.namespace)
  }
  for (const { row } of loops) if (!tags.has(row.id)) tags.set(row.id, unusedTag(tagName(row.name), new Set(tags.values())))
  return (task) => {
    const external = externalOf(task, 'taskmaster')
    const loop = task.row.loop_id ?? undefined
    if (external && external.ours.loop_id === loop) return external.namespace
    return (loop && tags.get(loop)) || defaultTag
  }
}

function tagName(name: string): string {
  const tag = name.toLowerCase().replaceAll(/[^a-z0-9_-]+/g, '-')
  return tag.replaceAll(/^-+|-+$/g, '').slice(0, 50) || 'loop'
}

/** Loops of one name, or of a name that a tag has already, stay apart. */
function unusedTag(tag: string, used: ReadonlySet<string>): string {
  let count = 1
  const candidate = () => (count === 1 ? tag : `${tag}-${count}`)
  while (used.has(candidate())) count++
  return candidate()
}

/** One more than the largest number among the neighbours. */
function numberNew(placement: Placement): void {
  const largest = new Map<string, number>()
  const all = [...placement.values()]
  for (const { id, ...placed } of all) largest.set(group(placed), Math.max(largest.get(group(placed)) ?? 0, numberOf(id)))
  for (const placed of all) {
    if (placed.id !== '') continue
    const next = largest.get(group(placed))! + 1
    largest.set(group(placed), next)
    placed.id = next
  }
}

function group({ tag, root }: Omit<Placed, 'id'>): string {
  return root ? `subtask of ${root.task.row.id}` : `tag ${tag}`
}

function numberOf(id: string | number): number {
  const number = Number(id)
  return Number.isSafeInteger(number) && number > 0 && number < 1_000_000_000 ? number : 0
}
