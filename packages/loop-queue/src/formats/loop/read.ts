import { groupBy } from 'loop-core'
import type { z } from 'zod'
import type { Edge, External, Frame, SourceComment, SourceDocument, SourceFile, SourceLoop, SourceState } from '../format.ts'
import { isObject, isTooDeep, type JsonObject } from '../json.ts'
import { complain, finish, type Ledger, newLedger, skip } from '../ledger.ts'
import { type DraftTask, resolve } from '../references.ts'
import { type CommentRow, commentRow, loopRow, type TaskRow, taskRow, workspaceRow } from '../rows.ts'
import { bodyFrom, commentFrom, nameFrom, type Place, titleFrom } from '../text.ts'
import { dayFrom, instantFrom } from '../time.ts'
import { dependencyRow, externalRow, findLoopFile, frameRow, type LoopFile, schemaVersion } from './document.ts'

export function readLoop(files: readonly SourceFile[]): SourceDocument {
  const ledger = newLedger()
  const found = findLoopFile(files)
  for (const { path } of files) if (found && path !== found.path) skip(ledger, 'file')
  if (found?.top.schema_version === schemaVersion) return readFound(found, ledger)
  const text = found
    ? `The schema_version is not ${schemaVersion}; a newer release may read it.`
    : 'No file here is an export of this queue.'
  complain(ledger, found?.path ?? files[0]?.path ?? '', 'unreadable', text)
  return finish({ loops: [], tasks: [], frames: [] }, ledger)
}

interface Neighbours {
  path: string
  ledger: Ledger
  loops: ReadonlySet<string>
  edges: ReadonlyMap<string, (Edge & { where: string })[]>
  comments: ReadonlyMap<string, SourceComment[]>
}

function readFound({ path, top }: LoopFile, ledger: Ledger): SourceDocument {
  const rows = <T extends z.ZodType>(list: string, schema: T) => readRows(top, { list, schema, path, ledger })
  const edges = rows('dependencies', dependencyRow).map(({ row, where }) => ({
    from: row.task_id,
    kind: row.kind,
    to: row.depends_on_id,
    where,
  }))
  const comments = rows('comments', commentRow).map(({ row, where }) => ({
    of: row.task_id ?? row.loop_id ?? '',
    ...readComment(row, { ledger, where }),
  }))
  const byTarget = groupBy(comments, ({ of }) => of)
  const loops = uniqueLoops(rows('loops', loopRow), byTarget, { ledger, where: path })
  const neighbours = {
    path,
    ledger,
    loops: new Set(loops.map(({ key }) => key)),
    edges: groupBy(edges, ({ from }) => from),
    comments: byTarget,
  }
  const drafts = rows('tasks', taskRow).map(({ row, where, place }) => draftOf(row, { where, place, ...neighbours }))
  const { workspace, frames } = readWorkspace(top.workspace, { ledger, where: `${path}: workspace` })
  return finish({ loops, tasks: resolve(drafts, ledger), frames, ...(workspace && { workspace }) }, ledger)
}

interface RowsOf<T> extends Pick<Neighbours, 'path' | 'ledger'> {
  list: string
  schema: T
}

/** The rows of a list that are what they should be. */
function readRows<T extends z.ZodType>(
  top: JsonObject,
  { list, schema, path, ledger }: RowsOf<T>,
): { row: z.output<T>; where: string; place: number }[] {
  const values = top[list] ?? []
  if (!Array.isArray(values)) return complain(ledger, path, 'wrong_type', `${list} is no list; it was left out.`) ?? []
  return values.flatMap((value, place) => {
    const where = `${path}: ${list}[${place}]`
    const row = isTooDeep(value)
      ? complain(ledger, where, 'too_nested', 'This is nested too deeply; it was left out.')
      : parseRow(schema, value, { ledger, where })
    return row === undefined ? [] : [{ row, where, place }]
  })
}

function parseRow<T extends z.ZodType>(schema: T, value: unknown, { ledger, where }: Place): z.output<T> | undefined {
  const { success, data, error } = schema.safeParse(value)
  if (success) return data
  const [issue] = error.issues
  return complain(ledger, where, 'bad_row', `${issue?.path.join('.')}: ${issue?.message}; this was left out.`)
}

function uniqueLoops(
  rows: readonly { row: z.output<typeof loopRow>; where: string }[],
  comments: ReadonlyMap<string, SourceComment[]>,
  spot: Place,
): SourceLoop[] {
  const loops = new Map<string, SourceLoop>()
  for (const { row, where } of rows) {
    const name = nameFrom(row.name, { ...spot, where }) || 'Untitled'
    if (loops.has(row.id)) complain(spot.ledger, where, 'repeated_id', `The loop ${row.id} was there before; this one was left out.`)
    else loops.set(row.id, { key: row.id, name, row: { ...row, name }, comments: comments.get(row.id) ?? [] })
  }
  return [...loops.values()]
}

function readComment(row: CommentRow, spot: Place): SourceComment {
  return { author: row.author_name, body: commentFrom(row.body, spot), at: row.created_at, row }
}

function draftOf(row: TaskRow, { where, place, ...around }: Neighbours & { where: string; place: number }): DraftTask {
  const spot = { ledger: around.ledger, where }
  const loop = row.loop_id ?? undefined
  if (loop !== undefined && !around.loops.has(loop)) complain(around.ledger, where, 'dangling', `The loop ${loop} is not there; left out.`)
  const { external: _external, ...record } = row
  return {
    namespace: '',
    id: row.id,
    key: row.id,
    where,
    loop: loop !== undefined && around.loops.has(loop) ? loop : undefined,
    title: titleFrom(row.title, row.id, spot),
    body: bodyFrom(row.body, spot),
    state: stateOf(row),
    priority: row.priority,
    dueDate: dayFrom(row.due_date, 'due_date', spot),
    notBefore: instantFrom(row.not_before, 'not_before', spot),
    createdAt: row.created_at,
    parents: row.parent_id ? [{ ref: row.parent_id, key: row.parent_id }] : [],
    references: (around.edges.get(row.id) ?? []).map(({ kind, to }) => ({ kind, ref: to, key: to })),
    comments: around.comments.get(row.id) ?? [],
    record: { file: around.path, place, source: record },
    row: record as TaskRow,
    externals: readExternals(row.external, spot),
  }
}

/** An open task is open, whatever the importer says of what waits. */
function stateOf({ status }: TaskRow): SourceState {
  if (status === 'open') return 'draft'
  return status === 'approved' || status === 'in_progress' ? 'waiting' : status
}

function readExternals(value: unknown, spot: Place): External[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) return complain(spot.ledger, spot.where, 'wrong_type', 'external is no list; it was left out.') ?? []
  return value.flatMap((item) => parseRow(externalRow, item, spot) ?? [])
}

function readWorkspace(value: unknown, spot: Place): Pick<SourceDocument, 'workspace' | 'frames'> {
  if (!isObject(value)) return { frames: [] }
  const { external, ...own } = value
  const frames: Frame[] = (Array.isArray(external) ? external : []).flatMap((item) => parseRow(frameRow, item, spot) ?? [])
  return { workspace: isTooDeep(value) ? undefined : parseRow(workspaceRow, own, spot), frames: isTooDeep(value) ? [] : frames }
}
