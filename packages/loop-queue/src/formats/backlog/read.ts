import type { Frame, Priority, ReadOptions, SourceDocument, SourceFile, SourceState } from '../format.ts'
import type { JsonObject } from '../json.ts'
import { complain, finish, type Ledger, newLedger, skip } from '../ledger.ts'
import { type DraftTask, type Reference, resolve } from '../references.ts'
import { bodyFrom, nameFrom, type Place, textOf, titleFrom } from '../text.ts'
import { dayFrom, instantFrom } from '../time.ts'
import { priorityFrom } from '../words.ts'
import { cutComments, readComments } from './comments.ts'
import { type Config, readConfig, readMilestones, stateOf } from './config.ts'
import { readYaml, splitFile } from './front-matter.ts'
import { idKey } from './ids.ts'
import { hasTasks, type Layout, layoutOf, type Section, sectionNames } from './layout.ts'

/** What is the same for all tasks of a project. */
interface Project {
  config: Config
  milestones: ReadonlyMap<string, string>
  loopName: string
  ledger: Ledger
}

const priorities = new Map<string, Priority>([
  ['urgent', 'urgent'],
  ['critical', 'urgent'],
  ['high', 'high'],
  ['medium', 'medium'],
  ['low', 'low'],
  ['none', 'none'],
])

export function readBacklog(files: readonly SourceFile[], { loopName = '' }: ReadOptions): SourceDocument {
  const ledger = newLedger()
  const layout = layoutOf(files)
  if (!hasTasks(layout)) complain(ledger, files[0]?.path ?? '', 'unreadable', 'There is no Markdown file in tasks/, completed/ or drafts/.')
  for (let count = 0; count < layout.archived; count++) skip(ledger, 'archived')
  for (let count = 0; count < layout.others; count++) skip(ledger, 'file')
  const config = readConfig(layout.config, ledger)
  const project = { config, milestones: readMilestones(layout.milestones, ledger), loopName, ledger }
  const drafts = sectionNames.flatMap((section) =>
    layout.tasks[section].flatMap((file, place) => readTask(file, { section, place, project })),
  )
  const names = [...new Set(drafts.flatMap(({ loop }) => (loop === undefined ? [] : [loop])))]
  return finish(
    { loops: names.map((name) => ({ key: name, name })), tasks: resolve(drafts, ledger), frames: [frameOf(layout, config)] },
    ledger,
  )
}

/** The files around the tasks, to be written again. */
function frameOf({ root, config, milestones }: Layout, { project }: Config): Frame {
  return { format: 'backlog', namespace: project, record: { root, files: [...(config ? [config] : []), ...milestones] } }
}

interface Around {
  section: Section
  place: number
  project: Project
}

function readTask(file: SourceFile, around: Around): DraftTask[] {
  const spot = { ledger: around.project.ledger, where: file.path }
  const pieces = splitFile(file.content)
  if (!pieces) return left(spot, 'no_front_matter', 'There is no front matter between two lines of dashes')
  const read = readYaml(pieces.yaml)
  if ('defect' in read) return left(spot, 'bad_front_matter', `The front matter ${read.defect}`)
  const id = textOf(read.fields.id, 'id', spot).trim()
  if (id === '' || id.length > 200) return left(spot, 'no_id', 'This has no id')
  return [draftOf({ id, fields: read.fields, below: pieces.below, file, ...around })]
}

function left({ ledger, where }: Place, code: string, text: string): DraftTask[] {
  complain(ledger, where, code, `${text}; it was left out.`)
  return []
}

function draftOf({
  id,
  fields,
  below,
  file,
  section,
  place,
  project,
}: Around & { id: string; fields: JsonObject; below: string; file: SourceFile }): DraftTask {
  const spot = { ledger: project.ledger, where: file.path }
  const { before, section: comments, after } = cutComments(below)
  return {
    namespace: project.config.project,
    id,
    key: ownKey(id, section),
    where: file.path,
    loop: loopOf(fields, project, spot),
    parents: referencesOf(fields.parent_task_id, 'parent_task_id', spot),
    title: titleFrom(textOf(fields.title, 'title', spot), id, spot),
    body: bodyFrom(bodyOf(before, after), spot),
    state: stateIn(section, textOf(fields.status, 'status', spot).trim(), { ...spot, config: project.config }),
    priority: priorityFrom(fields.priority, priorities, { ...spot, preset: 'none' }),
    dueDate: dayFrom(fields.due_date, 'due_date', spot),
    createdAt: instantFrom(fields.created_date, 'created_date', spot),
    references: referencesOf(fields.dependencies, 'dependencies', spot).map((reference) => ({ ...reference, kind: 'blocks' as const })),
    comments: readComments(comments, spot),
    record: { file: file.path, place, source: file.content },
  }
}

/** Nothing refers to a draft, whatever prefix it has. */
function ownKey(id: string, section: Section): string {
  return section === 'drafts' ? `draft-${idKey(id).replace(/^draft-/, '')}` : idKey(id)
}

/** Verbatim but for line ends, the blank lines around it, and the comments, which are rows of their own. */
function bodyOf(before: string, after: string): string {
  const text = [before, after].map((part) =>
    part
      .replaceAll('\r\n', '\n')
      .replace(/^(?:[ \t]*\n)+/, '')
      .trimEnd(),
  )
  return text.filter((part) => part !== '').join('\n\n')
}

function loopOf({ milestone }: JsonObject, { milestones, loopName }: Project, spot: Place): string | undefined {
  const text = textOf(milestone, 'milestone', spot).trim()
  return nameFrom((text && milestones.get(text.toLowerCase())) || text || loopName, spot) || undefined
}

function stateIn(section: Section, status: string, { ledger, where, config }: Place & { config: Config }): SourceState {
  const state = status === '' ? 'waiting' : stateOf(status, config)
  const isSettled = state === 'shipped' || state === 'rejected'
  if (section === 'drafts') return isSettled ? state : 'draft'
  if (section === 'completed') return state === 'rejected' ? 'rejected' : 'shipped'
  if (!state) complain(ledger, where, 'unknown_status', `The status "${status.slice(0, 60)}" is not known; the task is open.`)
  return state ?? 'draft'
}

/** A list, or one id where there should be a list. */
function referencesOf(value: unknown, field: string, spot: Place): Reference[] {
  const values = Array.isArray(value) ? value : [value]
  return values.flatMap((item) => {
    const ref = textOf(item, field, spot)
    const key = idKey(ref)
    return ref.trim() === '' ? [] : [{ ref, key: key.startsWith('draft-') ? '\0draft' : key }]
  })
}
