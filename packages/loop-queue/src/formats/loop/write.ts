import type { ExportDocument, ExportTask, External, Written } from '../format.ts'
import { isObject, type JsonObject, toJson } from '../json.ts'
import { Losses } from '../losses.ts'
import { commentRow, loopRow, taskRow, workspaceRow } from '../rows.ts'
import { defaultPath, schemaVersion } from './document.ts'

/** Everything in the order of its ids, so that two exports of one state are one text. */
export function writeLoop({ workspace, frames, ...document }: ExportDocument): Written {
  const tasks = document.tasks.toSorted(byId)
  const loops = document.loops.toSorted(byId)
  const losses = new Losses()
  const running = tasks.filter(({ row }) => row.status === 'in_progress').length
  losses.add('a lease does not travel: what is in progress is written as approved', running)
  const external = frames.filter(({ format }) => format !== 'loop')
  const top = {
    schema_version: schemaVersion,
    workspace: { ...pick(workspace, workspaceRow), ...(external.length > 0 && { external }) },
    loops: loops.map(({ row }) => pick(row, loopRow)),
    tasks: tasks.map(writeTask),
    dependencies: tasks.flatMap(dependenciesOf),
    comments: [...loops, ...tasks]
      .flatMap(({ comments }) => comments)
      .toSorted((a, b) => compare(a.id, b.id))
      .map((row) => pick(row, commentRow)),
  }
  return { files: [{ path: defaultPath, content: toJson(top) }], lossy: losses.sentences() }
}

/** With what it was imported from; not from this very format, in which the id says that. */
function writeTask({ row, externals }: ExportTask): JsonObject {
  const external = externals.filter(({ format }) => format !== 'loop')
  const status = row.status === 'in_progress' ? 'approved' : row.status
  return { ...pick({ ...row, status }, taskRow), ...unknownKeys(externals), ...(external.length > 0 && { external }) }
}

function dependenciesOf({ row, edges }: ExportTask): JsonObject[] {
  return edges
    .toSorted((a, b) => compare(`${a.to} ${a.kind}`, `${b.to} ${b.kind}`))
    .map(({ kind, to }) => ({ task_id: row.id, depends_on_id: to, kind }))
}

/** The fields that have a meaning elsewhere, in one order, without what is null. */
function pick(row: JsonObject, schema: { shape: object }): JsonObject {
  const fields = Object.keys(schema.shape).map((field) => [field, row[field]] as const)
  return Object.fromEntries(fields.filter(([, value]) => value !== null && value !== undefined))
}

/** What a file in this format said beyond what this release knows. */
function unknownKeys(externals: readonly External[]): JsonObject {
  const source = externals.find(({ format }) => format === 'loop')?.record.source
  return isObject(source) ? Object.fromEntries(Object.entries(source).filter(([key]) => !Object.hasOwn(taskRow.shape, key))) : {}
}

function byId(a: { row: { id: string } }, b: { row: { id: string } }): number {
  return compare(a.row.id, b.row.id)
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
