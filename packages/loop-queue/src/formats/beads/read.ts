import type { ReadOptions, SourceComment, SourceDocument, SourceFile } from '../format.ts'
import { isObject, isTooDeep, type JsonObject, parseJson } from '../json.ts'
import { complain, finish, type Ledger, newLedger, skip } from '../ledger.ts'
import { type DraftTask, resolve } from '../references.ts'
import { joinSections } from '../sections.ts'
import { bodyFrom, commentFrom, nameFrom, type Place, textOf, titleFrom } from '../text.ts'
import { dayFrom, instantFrom } from '../time.ts'
import { priorityFrom, stateFrom } from '../words.ts'
import { commonPrefix } from './prefix.ts'
import { edgeKinds, parentType, priorities, sections, skippedTypes, states } from './words.ts'

export function readBeads(files: readonly SourceFile[], { loopName }: ReadOptions): SourceDocument {
  const ledger = newLedger()
  const used = usedFiles(files)
  for (let rest = files.length - used.length; rest > 0; rest--) skip(ledger, 'file')
  const drafts = used.flatMap((file) => readFile(file, ledger))
  const loop = nameFrom(loopName ?? commonPrefix(drafts.map(({ id }) => id)), { ledger, where: used[0]?.path ?? '' })
  const tasks = resolve(loop ? drafts.map((draft) => ({ ...draft, loop })) : drafts, ledger)
  return finish({ loops: loop && tasks.length > 0 ? [{ key: loop, name: loop }] : [], tasks, frames: [] }, ledger)
}

/** Beads keeps other lists beside its issues. */
function usedFiles(files: readonly SourceFile[]): readonly SourceFile[] {
  const named = files.filter(({ path }) => /(?:^|[\\/])(?:issues|beads)\.jsonl$/i.test(path))
  if (named.length > 0 || files.length === 1) return named.length > 0 ? named : files
  return files.filter(({ path }) => /\.jsonl$/i.test(path))
}

function readFile({ path, content }: SourceFile, ledger: Ledger): DraftTask[] {
  const lines = content.replace(/^\ufeff/, '').split('\n')
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return []
    const where = `${path}:${index + 1}`
    const record = readLine(line, { ledger, where })
    return record ? [readIssue(record, { ledger, where, file: path, place: index })] : []
  })
}

function readLine(line: string, { ledger, where }: Place): (JsonObject & { id: string | number }) | undefined {
  const record = parseJson(line)?.value
  if (!isObject(record)) return complain(ledger, where, 'unreadable', 'This line is no JSON object; it was left out.')
  const kind = skippedKind(record)
  if (kind) return skip(ledger, kind)
  if (isTooDeep(record)) return complain(ledger, where, 'too_nested', 'This is nested too deeply; it was left out.')
  const { id } = record
  if ((typeof id === 'string' && id.trim() !== '' && id.length <= 200) || typeof id === 'number') return { ...record, id }
  return complain(ledger, where, 'no_id', 'This has no id; it was left out.')
}

function skippedKind({ _type, status, issue_type }: JsonObject): string | undefined {
  if (_type === 'memory') return 'memory'
  if (status === 'tombstone') return 'tombstone'
  return typeof issue_type === 'string' && skippedTypes.has(issue_type) ? issue_type : undefined
}

function readIssue(
  record: JsonObject & { id: string | number },
  { file, place, ...spot }: Place & { file: string; place: number },
): DraftTask {
  const id = String(record.id)
  const texts = sections.map(({ field }) => [field, textOf(record[field], field, spot)])
  return {
    namespace: '',
    id,
    key: id.trim(),
    where: spot.where,
    title: titleFrom(textOf(record.title, 'title', spot), id, spot),
    body: bodyFrom(joinSections(sections, Object.fromEntries(texts)), spot),
    state: stateFrom(record.status, states, { ...spot, preset: 'waiting' }),
    priority: priorityFrom(record.priority, priorities, { ...spot, preset: 'urgent' }),
    dueDate: dayFrom(record.due_at, 'due_at', spot),
    notBefore: instantFrom(record.defer_until, 'defer_until', spot),
    createdAt: instantFrom(record.created_at, 'created_at', spot),
    ...readRelations(record, spot),
    comments: objectsOf(record.comments, 'comments', spot).flatMap((comment) => readComment(comment, spot)),
    record: { file, place, source: record },
  }
}

function readRelations(record: JsonObject, spot: Place): Pick<DraftTask, 'parents' | 'references'> {
  const relations = objectsOf(record.dependencies, 'dependencies', spot).map((dependency) => ({
    type: typeOf(dependency),
    ref: relationRef(dependency),
    key: textOf(dependency.depends_on_id, 'depends_on_id', spot).trim(),
  }))
  const references = relations.flatMap(({ type, ref, key }) => {
    const kind = edgeKinds.get(type)
    return kind ? [{ kind, ref, key }] : []
  })
  return { parents: relations.filter(({ type }) => type === parentType), references }
}

function typeOf({ type }: JsonObject): string {
  return typeof type === 'string' ? type : 'blocks'
}

/** How a relation is known again in its record: two may lead to one task. */
export function relationRef(dependency: unknown): string {
  return isObject(dependency) ? `${typeOf(dependency)} ${dependency.depends_on_id}` : ''
}

function objectsOf(value: unknown, field: string, { ledger, where }: Place): JsonObject[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) return complain(ledger, where, 'wrong_type', `${field} is no list; it was left out.`) ?? []
  const objects = value.filter(isObject)
  if (objects.length < value.length) complain(ledger, where, 'wrong_type', `${field} has entries that are no objects; they were left out.`)
  return objects
}

function readComment(comment: JsonObject, spot: Place): SourceComment[] {
  const body = commentFrom(textOf(comment.text, 'a comment', spot), spot)
  if (body.trim() === '') return []
  const author = nameFrom(textOf(comment.author, 'author', spot), spot) || 'unknown'
  return [{ author, body, at: instantFrom(comment.created_at, 'created_at', spot) }]
}
