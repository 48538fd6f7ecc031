import type { ExportDocument, ExportTask, External, SourceFile } from '../format.ts'
import { isObject } from '../json.ts'
import { newLedger } from '../ledger.ts'
import { safePath } from '../paths.ts'
import { externalOf, statusClass } from '../values.ts'
import { type Config, readConfig } from './config.ts'
import { fieldsText } from './front-matter.ts'
import { fileName, mainNumber } from './ids.ts'
import { layoutOf, type Section } from './layout.ts'

/** The project that is written: that of the first import, or a new one. */
export interface Target {
  root: string
  namespace: string
  config: Config
  /** Configuration and milestones. */
  files: SourceFile[]
}

/** Where a task is written, and under which id. */
export interface Placed {
  task: ExportTask
  external?: External
  id: string
  path: string
  isDraft: boolean
}

export function targetOf(document: ExportDocument): Target {
  const frame = document.frames.find(({ format }) => format === 'backlog')
  const record = frame?.record
  if (!frame || !isObject(record) || typeof record.root !== 'string' || !Array.isArray(record.files)) return newTarget(document)
  const files = record.files as SourceFile[]
  return { root: record.root, namespace: frame.namespace, config: readConfig(layoutOf(files).config, newLedger()), files }
}

function newTarget({ workspace, tasks }: ExportDocument): Target {
  const hasRejected = tasks.some(({ row }) => row.status === 'rejected')
  const statuses = ['To Do', 'In Progress', ...(hasRejected ? ["Won't Do"] : []), 'Done']
  const fields = {
    project_name: workspace.name,
    default_status: 'To Do',
    statuses,
    labels: [],
    date_format: 'yyyy-mm-dd',
    task_prefix: 'task',
  }
  const files = [{ path: 'backlog/config.yml', content: fieldsText(fields) }]
  return { root: 'backlog/', namespace: workspace.name, config: { project: workspace.name, prefix: 'task', statuses }, files }
}

export function placeAll(document: ExportDocument, target: Target): Map<string, Placed> {
  const imported = document.tasks.map((task) => ({ task, external: externalIn(task, target) }))
  let number = Math.max(
    0,
    ...imported.map(({ external }) => (external && sectionOf(external) !== 'drafts' ? mainNumber(ownId(external)) : 0)),
  )
  const nextId = () => `${target.config.prefix.toUpperCase()}-${++number}`
  return new Map(imported.map(({ task, external }) => [task.row.id, placeTask({ task, external, nextId, target })]))
}

function externalIn(task: ExportTask, { namespace }: Target): External | undefined {
  const external = externalOf(task, 'backlog')
  return external?.namespace === namespace ? external : undefined
}

/** The id in the file: a repeated one has got a number from us. */
function ownId({ external_id }: External): string {
  return external_id.replace(/#\d+$/, '')
}

function sectionOf({ record }: External): Section {
  const section = /(?:^|[\\/])(tasks|completed|drafts)[\\/][^\\/]+$/i.exec(record.file)?.[1]
  return (section?.toLowerCase() ?? 'tasks') as Section
}

function placeTask({
  task,
  external,
  nextId,
  target,
}: {
  task: ExportTask
  external?: External
  nextId(): string
  target: Target
}): Placed {
  const folder = safePath(`${target.root}tasks`)
  if (!external || isPromoted(task, external)) {
    const id = nextId()
    return { task, external, id, path: `${folder}/${fileName(id, task.row.title)}`, isDraft: false }
  }
  const path = safePath(external.record.file)
  const isReopened = sectionOf(external) === 'completed' && external.ours.status === 'shipped' && statusClass(task.row.status) !== 'shipped'
  return {
    task,
    external,
    id: ownId(external),
    path: isReopened ? `${folder}/${path.split('/').at(-1)}` : path,
    isDraft: sectionOf(external) === 'drafts',
  }
}

/** Whoever approves a draft, or works on it, makes a task of it. */
function isPromoted({ row }: ExportTask, external: External): boolean {
  return sectionOf(external) === 'drafts' && external.ours.state === 'draft' && !['open', 'on_hold'].includes(row.status)
}
