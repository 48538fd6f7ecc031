import type { SourceFile } from '../format.ts'
import { isObject, type JsonObject, parseJson } from '../json.ts'

/** A `tasks.json`: tags in the order of the file, each with its tasks, and all that is around them. */
export interface TagFile {
  file: string
  tags: { tag: string; tasks: unknown[] }[]
  /** The file with empty lists of tasks. */
  around: JsonObject
}

export const defaultTag = 'master'

/** The old form has one list without a tag. */
function isUntagged(top: JsonObject): boolean {
  return Array.isArray(top.tasks)
}

/** The first file that is a list of tasks. */
export function findTagFile(files: readonly SourceFile[]): TagFile | undefined {
  for (const { path, content } of files) {
    const top = /\.json$/i.test(path) ? parseJson(content)?.value : undefined
    const found = isObject(top) ? tagFile(path, top) : undefined
    if (found) return found
  }
  return undefined
}

function tagFile(file: string, top: JsonObject): TagFile | undefined {
  if (top.schema_version !== undefined) return undefined
  if (isUntagged(top)) return { file, tags: [{ tag: defaultTag, tasks: top.tasks as unknown[] }], around: { ...top, tasks: [] } }
  const tags = Object.entries(top).flatMap(([tag, value]) => (isTag(value) ? [{ tag, tasks: value.tasks }] : []))
  return tags.length > 0 ? { file, tags, around: fillTags(top, () => []) } : undefined
}

function isTag(value: unknown): value is JsonObject & { tasks: unknown[] } {
  return isObject(value) && Array.isArray(value.tasks)
}

/** The same file with other tasks in it. */
export function fillTags(around: JsonObject, tasksOf: (tag: string) => unknown[]): JsonObject {
  if (isUntagged(around)) return { ...around, tasks: tasksOf(defaultTag) }
  return Object.fromEntries(Object.entries(around).map(([tag, value]) => [tag, isTag(value) ? { ...value, tasks: tasksOf(tag) } : value]))
}

export function tagNames(around: JsonObject): string[] {
  if (isUntagged(around)) return [defaultTag]
  return Object.entries(around).flatMap(([tag, value]) => (isTag(value) ? [tag] : []))
}
