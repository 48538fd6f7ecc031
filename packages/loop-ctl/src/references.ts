import type { Database, TransactionContext } from 'loop-core'
import { findKeyById, type KeyRow } from 'loop-core/accounts'
import { CtlConfig } from './config.ts'
import type { Ctl, CtlDatabase } from './ctl.ts'
import { spokenNumber } from './number.ts'
import { invalid, notFound } from './refusals.ts'
import { findEpic, findEpicByNumber } from './storage/epics.ts'
import { findProject, findProjectBySlug, projectsByName } from './storage/projects.ts'
import { findStory, storiesByNumber } from './storage/stories.ts'
import type { EpicRow, ProjectRow, StoryRow } from './storage/tables.ts'

/** A context that knows which project a call is about where it does not say. */
export type Speaking = Ctl & Pick<TransactionContext, 'config'>

/** The project that is meant by an id, a slug or a name. Throws `not_found`, and `invalid_input ambiguous_reference`. */
export async function requireProject(db: CtlDatabase, reference: string): Promise<ProjectRow> {
  const found = (await findProject(db, reference)) ?? (await findProjectBySlug(db, reference))
  if (found) return found
  const [only, other] = await projectsByName(db, reference)
  if (other !== undefined) throw ambiguousName()
  if (only === undefined) throw notFound('project')
  return only
}

/** The story that is meant by an id, or by a number such as `2.1` or `US-2.1` within the project of the call. Throws `not_found`, and `invalid_input ambiguous_story`. */
export async function requireStory(context: Speaking, reference: string): Promise<StoryRow> {
  const found = await findStory(context.db, reference)
  if (found) return found
  const number = spokenNumber(reference)
  const candidates = number === undefined ? [] : await storiesByNumber(context.db, number, await spokenProject(context))
  if (candidates.length > 1) throw ambiguous('story_id', candidates)
  if (candidates.length === 0) throw notFound('story')
  return candidates[0]!
}

/** The epic that is meant by an id, or by its number within the project of the call. */
export async function requireEpic(context: Speaking, reference: string): Promise<EpicRow> {
  const found = await findEpic(context.db, reference)
  if (found) return found
  const number = epicNumberIn(reference)
  const candidates = number === undefined ? [] : await findEpicByNumber(context.db, number, await spokenProject(context))
  if (candidates.length > 1) throw ambiguous('epic_id', candidates)
  if (candidates.length === 0) throw notFound('epic')
  return candidates[0]!
}

/** The epic of a number in a project. Throws `not_found` for the project, and `invalid_input` for the number. */
export async function requireEpicNumbered(db: CtlDatabase, reference: string, number: number | undefined): Promise<EpicRow> {
  const project = await requireProject(db, reference)
  if (number === undefined) throw invalid({ epic_number: "can't be blank" })
  const [epic] = await findEpicByNumber(db, number, project.id)
  if (epic === undefined) throw invalid({ epic_number: 'is not the number of an epic of this project' }, { code: 'epic_not_found' })
  return epic
}

/** The id of the epic that a filter means within a project, by its id or its number; undefined where there is none. */
export async function epicWithin(db: CtlDatabase, projectId: string, reference: string): Promise<string | undefined> {
  const found = await findEpic(db, reference)
  if (found) return found.project_id === projectId ? found.id : undefined
  const number = epicNumberIn(reference)
  return number === undefined ? undefined : (await findEpicByNumber(db, number, projectId))[0]?.id
}

function epicNumberIn(reference: string): number | undefined {
  const digits = /^(?:epic-)?(\d{1,9})$/i.exec(reference.trim())?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** The key with this id, whether or not it still works. Throws `not_found`. */
export async function requireApiKey(db: Database, id: string): Promise<KeyRow> {
  const key = await findKeyById(db, id)
  if (key === undefined) throw notFound('api_key')
  return key
}

/** The id of the project that the call brings along, where it does. Throws what {@link requireProject} throws. */
export async function spokenProject({ db, config }: Speaking): Promise<string | undefined> {
  const reference = config(CtlConfig).LOOPCTL_PROJECT
  return reference === '' ? undefined : (await requireProject(db, reference)).id
}

function ambiguous(field: string, candidates: readonly { project_id: string }[]) {
  const projects = candidates.map(({ project_id }) => project_id)
  return invalid(
    { [field]: `is in several projects: ${projects.join(', ')}` },
    {
      code: 'ambiguous_reference',
      hints: ['Give the id, or say which project: --project, LOOPCTL_PROJECT, or the header X-Loopctl-Project.'],
    },
  )
}

function ambiguousName() {
  const hints = ['Give the id or the slug: list_projects shows both.']
  return invalid({ project_id: 'is the name of several projects' }, { code: 'ambiguous_reference', hints })
}
