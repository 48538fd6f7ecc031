import type { TransactionContext } from 'loop-core'
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

/** The project that is meant by an id, a slug or a name. Throws `not_found`. */
export async function requireProject(db: CtlDatabase, reference: string): Promise<ProjectRow> {
  const found = (await findProject(db, reference)) ?? (await findProjectBySlug(db, reference))
  if (found) return found
  const [only, other] = await projectsByName(db, reference)
  if (only === undefined || other !== undefined) throw notFound('project')
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
  const number = /^(?:epic-)?(\d{1,9})$/i.exec(reference.trim())?.[1]
  const candidates = number === undefined ? [] : await findEpicByNumber(context.db, Number(number), await spokenProject(context))
  if (candidates.length > 1) throw ambiguous('epic_id', candidates)
  if (candidates.length === 0) throw notFound('epic')
  return candidates[0]!
}

async function spokenProject({ db, config }: Speaking): Promise<string | undefined> {
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
