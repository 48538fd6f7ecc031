import { z } from 'zod'
import { priorities, taskStatuses } from '../../words.ts'
import type { SourceFile } from '../format.ts'
import { isObject, type JsonObject, parseJson } from '../json.ts'

export const schemaVersion = 1
export const defaultPath = 'loop-queue.json'

/** Which task waits for or points to which; a task's parent is a field of its row. */
export const dependencyRow = z.looseObject({
  task_id: z.string(),
  depends_on_id: z.string(),
  kind: z.enum(['blocks', 'related', 'discovered_from', 'duplicates']),
})

const edge = z.object({ kind: dependencyRow.shape.kind, to: z.string(), ref: z.string() })

/** What a task was imported from. */
export const externalRow = z.object({
  format: z.enum(['taskmaster', 'backlog', 'beads']),
  namespace: z.string(),
  external_id: z.string(),
  record: z.object({ file: z.string(), place: z.number(), source: z.unknown() }),
  ours: z.object({
    title: z.string(),
    body: z.string(),
    state: z.enum(['waiting', 'draft', 'shipped', 'rejected', 'on_hold']),
    status: z.enum(taskStatuses),
    priority: z.enum(priorities),
    due_date: z.string().optional(),
    not_before: z.string().optional(),
    loop_id: z.string().optional(),
    parent_id: z.string().optional(),
    edges: z.array(edge),
    comments: z.array(z.string()),
  }),
})

export const frameRow = z.object({ format: externalRow.shape.format, namespace: z.string(), record: z.unknown() })

export interface LoopFile {
  path: string
  top: JsonObject
}

/** The first file that says which version of our own format it is. */
export function findLoopFile(files: readonly SourceFile[]): LoopFile | undefined {
  for (const { path, content } of files) {
    const top = /\.json$/i.test(path) && content.includes('"schema_version"') ? parseJson(content)?.value : undefined
    if (isObject(top) && top.schema_version !== undefined && Array.isArray(top.tasks)) return { path, top }
  }
  return undefined
}
