import type { SourceDocument, SourceFile } from '../format.ts'
import { isObject, isTooDeep, type JsonObject } from '../json.ts'
import { complain, finish, type Ledger, newLedger, skip } from '../ledger.ts'
import { type DraftTask, type Reference, resolve } from '../references.ts'
import { joinSections } from '../sections.ts'
import { bodyFrom, nameFrom, type Place, textOf, titleFrom } from '../text.ts'
import { instantFrom } from '../time.ts'
import { priorityFrom, stateFrom } from '../words.ts'
import { findTagFile, type TagFile } from './tags.ts'
import { priorities, sections, states } from './words.ts'

export function readTaskmaster(files: readonly SourceFile[]): SourceDocument {
  const ledger = newLedger()
  const found = findTagFile(files)
  if (found) for (const { path } of files) if (path !== found.file) skip(ledger, 'file')
  if (!found) complain(ledger, files[0]?.path ?? '', 'unreadable', 'No file here is a tasks.json of task-master.')
  const drafts = found ? found.tags.flatMap(({ tag, tasks }) => readTag(tasks, { file: found.file, tag, ledger })) : []
  const loops = found?.tags.map(({ tag }) => ({ key: tag, name: nameFrom(tag, { ledger, where: found.file }) || 'Untitled' })) ?? []
  return finish({ loops, tasks: resolve(drafts, ledger), frames: found ? framesOf(found, ledger) : [] }, ledger)
}

function framesOf({ file, around }: TagFile, ledger: Ledger) {
  if (isTooDeep(around)) {
    complain(ledger, file, 'too_nested', 'What stands around the tasks is nested too deeply; it was left out.')
    return []
  }
  return [{ format: 'taskmaster' as const, namespace: '', record: { file, around } }]
}

interface Tag {
  file: string
  tag: string
  ledger: Ledger
}

function readTag(tasks: readonly unknown[], tag: Tag): DraftTask[] {
  return tasks.flatMap((value, place) => {
    const record = usableRecord(withoutSubtasks(value), { ledger: tag.ledger, where: `${tag.file}: ${tag.tag} task ${place + 1}` })
    if (!record) return []
    const task = readTask(record, { ...tag, place, id: String(record.id) })
    return [task, ...readSubtasks(value, task, tag)]
  })
}

/** Subtasks have records of their own. */
function withoutSubtasks(value: unknown): unknown {
  return isObject(value) && Array.isArray(value.subtasks) ? { ...value, subtasks: [] } : value
}

function readSubtasks(task: unknown, parent: DraftTask, tag: Tag): DraftTask[] {
  const values = isObject(task) && Array.isArray(task.subtasks) ? task.subtasks : []
  return values.flatMap((value, place) => {
    const subtask = usableRecord(value, { ledger: tag.ledger, where: `${parent.where} subtask ${place + 1}` })
    return subtask ? [readTask(subtask, { ...tag, place, id: `${parent.key}.${subtask.id}`, parent })] : []
  })
}

/** A record that can be known again and written again. */
function usableRecord(value: unknown, { ledger, where }: Place): JsonObject | undefined {
  if (!isObject(value)) return complain(ledger, where, 'no_record', 'This is no object; it was left out.')
  if (isTooDeep(value)) return complain(ledger, where, 'too_nested', 'This is nested too deeply; it was left out.')
  const { id } = value
  if ((typeof id === 'string' && id.trim() !== '' && id.length <= 200) || typeof id === 'number') return value
  return complain(ledger, where, 'no_id', 'This has no id; it was left out.')
}

interface Around extends Tag {
  place: number
  id: string
  parent?: DraftTask
}

function readTask(record: JsonObject, { file, tag, ledger, place, id, parent }: Around): DraftTask {
  const where = `${file}: ${tag} ${id}`
  const spot = { ledger, where }
  const texts = sections.map(({ field }) => [field, textOf(record[field], field, spot)])
  return {
    namespace: tag,
    id,
    key: id.trim(),
    where,
    loop: tag,
    parents: parent ? [{ ref: parent.id, key: parent.key, target: parent }] : [],
    title: titleFrom(textOf(record.title, 'title', spot), id, spot),
    body: bodyFrom(joinSections(sections, Object.fromEntries(texts)), spot),
    state: stateFrom(record.status, states, { ...spot, preset: 'waiting' }),
    priority: priorityFrom(record.priority, priorities, { ...spot, preset: parent?.priority ?? 'none' }),
    createdAt: instantFrom(record.createdAt, 'createdAt', spot),
    references: readDependencies(record.dependencies, { ...spot, parent }).map((reference) => ({ ...reference, kind: 'blocks' as const })),
    comments: [],
    record: { file, place, source: record },
  }
}

/** In a subtask a value without a dot is a sibling. */
function readDependencies(value: unknown, { ledger, where, parent }: Place & { parent?: DraftTask }): Reference[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) return complain(ledger, where, 'wrong_type', 'dependencies is no list; it was left out.') ?? []
  return value.flatMap((item) => {
    const ref = textOf(item, 'a dependency', { ledger, where })
    const key = ref.trim()
    return key === '' ? [] : [{ ref, key: parent && !key.includes('.') ? `${parent.key}.${key}` : key }]
  })
}
