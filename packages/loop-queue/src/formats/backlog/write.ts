import type { Edge, ExportDocument, SourceComment, Written } from '../format.ts'
import type { JsonObject } from '../json.ts'
import { newLedger } from '../ledger.ts'
import { Losses } from '../losses.ts'
import { safePath } from '../paths.ts'
import type { CommentRow, LoopRow, TaskRow } from '../rows.ts'
import { changedFields, changedReferences, externalOf, isSameEdge, newComments, statusClass } from '../values.ts'
import { addComments, cutComments, minuteOf } from './comments.ts'
import { activeStatus, type Config, finalStatus, firstStatus, readMilestones, rejectedStatus } from './config.ts'
import { changeYaml, fieldsText, readYaml, splitFile } from './front-matter.ts'
import { layoutOf } from './layout.ts'
import { type Placed, placeAll, type Target, targetOf } from './place.ts'

interface Context {
  placed: Map<string, Placed>
  target: Target
  loops: ReadonlyMap<string, LoopRow>
  /** Ids of milestones by their title. */
  milestones: ReadonlyMap<string, string>
  losses: Losses
}

export function writeBacklog(document: ExportDocument): Written {
  const target = targetOf(document)
  const losses = new Losses()
  const loops = new Map(document.loops.map(({ row }) => [row.id, row]))
  const context = { placed: placeAll(document, target), target, loops, milestones: milestoneIds(target), losses }
  const around = target.files.map(({ path, content }) => ({ path: safePath(path), content }))
  const tasks = [...context.placed.values()].map((placed) => ({ path: placed.path, content: writeTask(placed, context) }))
  return { files: [...around, ...tasks], lossy: losses.sentences() }
}

function milestoneIds({ files }: Target): Map<string, string> {
  const names = [...readMilestones(layoutOf(files).milestones, newLedger())]
  return new Map(names.map(([name, title]) => [title, name] as const).toReversed())
}

function writeTask(placed: Placed, context: Context): string {
  noteLosses(placed, context)
  const source = placed.external?.record.source
  const pieces = typeof source === 'string' ? splitFile(source) : undefined
  if (!pieces) return newFile(placed, context)
  const changes = changesOf(placed, context, pieces.yaml)
  const yaml = Object.keys(changes).length > 0 ? changeYaml(pieces.yaml, changes) : pieces.yaml
  return `${pieces.open}${yaml}${pieces.close}${writeBelow(placed, pieces.below)}`
}

function newFile(placed: Placed, context: Context): string {
  const { row } = placed.task
  const comments = placed.task.comments.map(sourceComment)
  const parts = [row.body, ...(comments.length > 0 ? [addComments('', comments)] : [])].filter((part) => part !== '')
  return `---\n${fieldsText(newFields(placed, context))}---\n${parts.map((part) => `\n${part}\n`).join('')}`
}

function newFields({ task, id }: Placed, context: Context): JsonObject {
  const { row, edges } = task
  const fields = {
    id,
    title: row.title,
    status: writtenStatus(row, context.target.config),
    assignee: [],
    created_date: minuteOf(row.created_at),
    due_date: row.due_date ?? undefined,
    labels: [],
    milestone: milestoneOf(row, context),
    dependencies: edges.flatMap((edge) => reference(edge, context) ?? []),
    parent_task_id: parentOf(row, context),
    priority: writtenPriority(row),
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

/** The fields that are to be written anew; undefined takes one away. */
function changesOf(placed: Placed, context: Context, yaml: string): JsonObject {
  const { task, external, id } = placed
  const { row } = task
  const changed = changedFields(row, external?.ours)
  const isRenamed = isNew(placed)
  const dependencies = dependenciesOf(placed, context, yaml)
  return {
    ...(isRenamed && { id }),
    ...(changed.has('title') && { title: row.title }),
    ...((changed.has('status') || isRenamed) && { status: writtenStatus(row, context.target.config) }),
    ...(changed.has('due_date') && { due_date: row.due_date ?? undefined }),
    ...(changed.has('loop_id') && { milestone: milestoneOf(row, context) }),
    ...(dependencies && { dependencies }),
    ...((changed.has('parent_id') || isNew(context.placed.get(row.parent_id ?? ''))) && { parent_task_id: parentOf(row, context) }),
    ...(changed.has('priority') && { priority: writtenPriority(row) }),
  }
}

function isNew(placed: Placed | undefined): boolean {
  return placed?.external !== undefined && placed.id !== placed.external.external_id.replace(/#\d+$/, '')
}

/** Undefined where nothing changed. */
function dependenciesOf({ task, external }: Placed, context: Context, yaml: string): unknown[] | undefined {
  const blockers = task.edges.filter(({ kind }) => kind === 'blocks')
  const ours = external?.ours.edges ?? []
  const isKept = (edge: Edge) => blockers.some((other) => isSameEdge(other, edge)) && !isNew(context.placed.get(edge.to))
  if (blockers.length === ours.length && ours.every(isKept)) return undefined
  const read = readYaml(yaml)
  const value = 'fields' in read ? read.fields.dependencies : undefined
  const source: unknown[] = Array.isArray(value) ? value : value === undefined || value === '' ? [] : [value]
  const written = changedReferences<unknown>({
    source,
    refOf: String,
    ours,
    present: blockers,
    write: (edge) => reference(edge, context),
    isRenamed: (id) => isNew(context.placed.get(id)),
  })
  return written.length === source.length && written.every((item, index) => item === source[index]) ? undefined : written
}

/** No task waits for a draft. */
function reference({ kind, to }: Edge, { placed }: Context): string | undefined {
  const target = placed.get(to)
  return kind === 'blocks' && target && !target.isDraft ? target.id : undefined
}

function parentOf({ parent_id }: TaskRow, { placed }: Context): string | undefined {
  const parent = placed.get(parent_id ?? '')
  return parent && !parent.isDraft ? parent.id : undefined
}

function milestoneOf({ loop_id }: TaskRow, { loops, milestones }: Context): string | undefined {
  const name = loops.get(loop_id ?? '')?.name
  return name === undefined ? undefined : (milestones.get(name) ?? name)
}

function writtenStatus({ status }: TaskRow, config: Config): string {
  const kind = statusClass(status)
  if (kind === 'shipped') return finalStatus(config)
  if (kind === 'rejected') return rejectedStatus(config) ?? "Won't Do"
  return (kind === 'in_progress' && activeStatus(config)) || firstStatus(config)
}

function writtenPriority({ priority }: TaskRow): string | undefined {
  if (priority === 'none') return undefined
  return priority === 'urgent' ? 'high' : priority
}

/** What stands below the front matter, with the line ends that the file has. */
function writeBelow({ task, external }: Placed, below: string): string {
  const added = newComments(task, external?.ours).map(sourceComment)
  const isEdited = changedFields(task.row, external?.ours).has('body')
  if (added.length === 0 && !isEdited) return below
  const { before, section, after } = cutComments(below)
  const lines = (text: string) => text.replaceAll('\r\n', '\n')
  const comments = added.length > 0 ? addComments(lines(section), added) : lines(section)
  const text =
    isEdited || section === ''
      ? paragraphs([isEdited ? task.row.body : lines(below), comments])
      : `${lines(before)}${comments}${lines(after)}`
  return below.includes('\r\n') || external?.record.source?.toString().includes('\r\n') ? text.replaceAll('\n', '\r\n') : text
}

function paragraphs(parts: readonly string[]): string {
  const trimmed = parts.map((part) => part.replace(/^(?:[ \t]*\n)+/, '').trimEnd()).filter((part) => part !== '')
  return trimmed.map((part) => `\n${part}\n`).join('')
}

function sourceComment({ author_name, body, created_at }: CommentRow): SourceComment {
  return { author: author_name, body, at: created_at }
}

function noteLosses({ task, external }: Placed, { losses, target, placed }: Context): void {
  const { row, edges } = task
  const changed = changedFields(row, external?.ours)
  if (!external && externalOf(task, 'backlog')) losses.add('tasks of another Backlog.md project get new ids')
  if (row.not_before) losses.add('Backlog.md has no start times')
  if (edges.some(({ kind }) => kind !== 'blocks')) losses.add('Backlog.md has only dependencies, no other relations')
  if (edges.some(({ to }) => placed.get(to)?.isDraft)) losses.add('in Backlog.md no task waits for a draft')
  if (changed.has('priority') && row.priority === 'urgent') losses.add('Backlog.md has no priority above high')
  if (changed.has('status') && row.status === 'on_hold') losses.add('Backlog.md has no tasks on hold: they get its first status')
  if (changed.has('status') && row.status === 'rejected' && !rejectedStatus(target.config))
    losses.add("the project has no status for rejected tasks: they get Won't Do")
  if (row.status === 'approved' && external?.ours.status !== 'approved')
    losses.add('Backlog.md does not tell approved tasks from open ones')
}
