import type { FormatName, SourceDocument, SourceTask } from '../../formats/format.ts'
import type { Queue } from '../../queue.ts'
import { framesOf, writeFrame } from '../../storage/external.ts'
import { lockGraph } from '../../storage/workspaces.ts'
import { storedKey } from './bounded.ts'
import { giveCommentIds, importLoopComments } from './comments.ts'
import { findKnown, giveIds } from './known.ts'
import { placeLoops } from './loops.ts'
import { type Again, compare, keepSource, takeEdges, takeFields, takeParent } from './merge.ts'
import { addNewTasks, hasNewParent } from './new-tasks.ts'
import { type Plan, taskKey } from './plan.ts'
import { importWorkspace } from './workspace.ts'

export interface Imported {
  created: number
  updated: number
  unchanged: number
  loops: number
  dependencies: number
  comments: number
}

interface Source {
  document: SourceDocument
  format: FormatName
  approve: boolean
}

/** Takes over what a source says: adds what is new, and of the rest what changed only there. Problems go to those of the document. */
export async function importDocument(queue: Queue, source: Source): Promise<Imported> {
  await lockGraph(queue.db, queue.workspace.id)
  await importWorkspace(queue, source.document)
  const { plan, loops } = await makePlan(queue, source)
  const again = plan.document.tasks.flatMap((task) => {
    const known = plan.known.get(taskKey(task))
    return known ? [compare(plan, task, known)] : []
  })
  const tasks = await addNewTasks(plan)
  const comments = (await importLoopComments(plan)) + tasks.reduce((sum, task) => sum + task.comments.length, 0)
  await takeParents(plan, again)
  const taken = await takeChanges(plan, again)
  await keepFrames(plan)
  const updated = again.filter(({ isChanged }) => isChanged).length
  const imported = {
    created: tasks.length,
    updated,
    unchanged: again.length - updated,
    loops,
    dependencies: taken.dependencies + tasks.reduce((sum, { values }) => sum + values.edges.length, 0),
    comments: comments + taken.comments,
  }
  announce(plan, imported)
  return imported
}

async function makePlan(queue: Queue, { document: whole, format, approve }: Source): Promise<{ plan: Plan; loops: number }> {
  const { known, hidden } = await findKnown(queue, format, whole.tasks)
  const document = withoutHidden(whole, hidden)
  const { loops, made } = await placeLoops(queue, document, known)
  const newLoops = new Set(made.map(({ id }) => id))
  const taskIds = await giveIds(queue, document.tasks, known)
  const commentIds = await giveCommentIds(queue, document)
  const { problems } = whole
  return { plan: { queue, format, approve, document, known, taskIds, loops, newLoops, commentIds, problems }, loops: made.length }
}

/** Without the tasks that were imported into a loop which the caller does not see: they cannot be changed, nor made twice. */
function withoutHidden(document: SourceDocument, hidden: ReadonlySet<string>): SourceDocument {
  if (hidden.size === 0) return document
  const isHidden = ({ namespace }: SourceTask, externalId: string) => hidden.has(taskKey({ namespace, externalId }))
  const tasks = document.tasks.filter((task) => !isHidden(task, task.externalId))
  document.skipped.not_visible = document.tasks.length - tasks.length
  const reduced = tasks.map(({ parent, ...task }) => ({
    ...task,
    ...(parent !== undefined && !isHidden(task, parent) && { parent }),
    edges: task.edges.filter(({ to }) => !isHidden(task, to)),
  }))
  return { ...document, tasks: reduced }
}

/** New children of parents that were there before, and those whose parent changed in the source. */
async function takeParents(plan: Plan, again: readonly Again[]): Promise<void> {
  const idOf = (namespace: string, externalId: string) => plan.taskIds.get(taskKey({ namespace, externalId }))!
  for (const task of plan.document.tasks)
    if (task.parent !== undefined && !plan.known.has(taskKey(task)) && !hasNewParent(plan, task))
      await takeParent(plan, task, idOf(task.namespace, task.externalId), idOf(task.namespace, task.parent))
  for (const { source, known, merge } of again)
    if ('parent_id' in merge.take) await takeParent(plan, source, known.row.id, merge.take.parent_id ?? null)
}

async function takeChanges(plan: Plan, again: readonly Again[]): Promise<Pick<Imported, 'dependencies' | 'comments'>> {
  const taken = { dependencies: 0, comments: 0 }
  for (const each of again) {
    await takeFields(plan, each)
    taken.dependencies += await takeEdges(plan, each)
    taken.comments += await keepSource(plan, each)
  }
  return taken
}

/** What another export carried along must not replace what its own source said. */
async function keepFrames({ queue, format, document }: Plan): Promise<void> {
  const key = (frame: { format: string; namespace: string }) => `${frame.format} ${frame.namespace}`
  const present = new Set((await framesOf(queue.db, queue.workspace.id)).map(key))
  for (const { record, ...frame } of document.frames) {
    const row = { workspace_id: queue.workspace.id, format: frame.format, namespace: storedKey(frame.namespace) }
    if (frame.format === format || !present.has(key(row))) await writeFrame(queue.db, { ...row, record: JSON.stringify(record ?? null) })
  }
}

/** One event for all that is new: a `task.created` for each of thousands would tell nobody more. What changes in a task we had is told as always. */
function announce({ queue, format, problems }: Plan, imported: Imported): void {
  const { created, updated, loops, dependencies, comments } = imported
  if (created + updated + loops + dependencies + comments === 0) return
  const { id, slug } = queue.workspace
  const counts: Record<string, number> = { ...imported, problems: problems.length }
  queue.emit({ type: 'tasks.imported', entity: id, after: { workspace_id: id, slug, format, counts } })
}
