import type { EdgeKind as AnyEdgeKind, Priority, TaskStatus } from '../words.ts'
import type { CommentRow, LoopRow, TaskRow, WorkspaceRow } from './rows.ts'

export type { Priority, TaskStatus }

export interface SourceFile {
  path: string
  content: string
}

/** A defect of the source, with its place; it never stops the reading of the rest. */
export interface Problem {
  where: string
  code: string
  text: string
}

export const formatNames = ['taskmaster', 'backlog', 'beads', 'loop'] as const
export type FormatName = (typeof formatNames)[number]
/** A parent is no reference among others. */
export type EdgeKind = Exclude<AnyEdgeKind, 'parent'>

/** What a source says of a task: `waiting` may be approved at once, `draft` is open whatever the importer asks for. */
export type SourceState = 'waiting' | 'draft' | 'shipped' | 'rejected' | 'on_hold'

/** `to` is the external id of a task of the same namespace; `ref` is the reference as the source writes it. */
export interface SourceEdge {
  kind: EdgeKind
  to: string
  ref: string
}

export interface SourceComment {
  author: string
  body: string
  at?: string
  /** Format `loop`: the row itself. */
  row?: CommentRow
}

/** What is kept of a task's source: its file, its place among its neighbours, and itself. */
export interface KeptRecord {
  file: string
  place: number
  source: unknown
}

export interface SourceTask {
  /** Ids are unique within it: the tag of task-master, the project of Backlog.md, else empty. */
  namespace: string
  externalId: string
  where: string
  /** The key of a loop of the document. */
  loop?: string
  parent?: string
  title: string
  body: string
  state: SourceState
  priority: Priority
  dueDate?: string
  notBefore?: string
  createdAt?: string
  edges: SourceEdge[]
  comments: SourceComment[]
  record: KeptRecord
  /** Format `loop`: all that our own fields say; and the records of other formats that the task came from. */
  row?: TaskRow
  externals?: External[]
}

export interface SourceLoop {
  key: string
  name: string
  /** Format `loop` only. */
  row?: LoopRow
  comments?: SourceComment[]
}

/** What a source holds beside its tasks, such as the metadata of tags or a configuration; kept for the export. */
export interface Frame {
  format: FormatName
  namespace: string
  record: unknown
}

export interface SourceDocument {
  loops: SourceLoop[]
  /** In the order in which ids are to be made: that of the file, parents before children. */
  tasks: SourceTask[]
  frames: Frame[]
  skipped: Record<string, number>
  problems: Problem[]
  /** Format `loop` only. */
  workspace?: WorkspaceRow
}

/** Our values right after an import, with our ids: what has changed here since is seen against them. */
export interface ImportedValues {
  title: string
  body: string
  state: SourceState
  status: TaskStatus
  priority: Priority
  due_date?: string
  not_before?: string
  loop_id?: string
  parent_id?: string
  edges: SourceEdge[]
  /** `commentKey` of each. */
  comments: string[]
}

export interface External {
  format: FormatName
  namespace: string
  external_id: string
  record: KeptRecord
  ours: ImportedValues
}

/** `to` is one of our task ids. */
export interface Edge {
  kind: EdgeKind
  to: string
}

export interface ExportTask {
  row: TaskRow
  /** What it waits for or points to by itself: neither parents nor inherited edges. */
  edges: Edge[]
  comments: CommentRow[]
  externals: External[]
}

export interface ExportLoop {
  row: LoopRow
  comments: CommentRow[]
}

export interface ExportDocument {
  workspace: WorkspaceRow
  loops: ExportLoop[]
  /** In the order of their ids. */
  tasks: ExportTask[]
  frames: Frame[]
}

export interface Written {
  files: SourceFile[]
  /** What the format cannot say, in sentences. */
  lossy: string[]
}

export interface ReadOptions {
  loopName?: string
}

export interface Format {
  name: FormatName
  detects(files: readonly SourceFile[]): boolean
  /** Never throws: what cannot be read is a problem. */
  read(files: readonly SourceFile[], options: ReadOptions): SourceDocument
  write(document: ExportDocument): Written
}
