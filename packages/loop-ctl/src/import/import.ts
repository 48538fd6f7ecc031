import { LoopError } from 'loop-core'
import { requireActive } from '../changes/active-project.ts'
import { placeOf } from '../changes/transition.ts'
import { settleVerified } from '../changes/verify.ts'
import type { Ctl } from '../ctl.ts'
import { faultIn } from '../graph/fault.ts'
import { unsound } from '../graph/refusals.ts'
import { recountBlockers } from '../storage/blockers.ts'
import { type Breakdown, loadBreakdown, rewrite } from '../storage/breakdown.ts'
import { insertDependencies } from '../storage/dependencies.ts'
import { insertEpics } from '../storage/epics.ts'
import { lockProject } from '../storage/projects.ts'
import { insertStories } from '../storage/stories.ts'
import type { ProjectRow } from '../storage/tables.ts'
import type { Payload } from './payload.ts'
import { type Import, type Plan, planImport } from './plan.ts'
import { readPayload } from './read.ts'
import { createdCounts, type Imported, mergedCounts } from './result.ts'

/** Brings a whole work breakdown into a project, all or nothing; with `merge` also into what is there already. */
export async function importBreakdown(ctl: Ctl, project: ProjectRow, given: { payload: unknown; merge: boolean }): Promise<Imported> {
  const payload = readPayload(given.payload)
  requireActive(project)
  await lockProject(ctl.db, project.id)
  const present = await loadBreakdown(ctl.db, project.id)
  if (!given.merge) refuseDuplicates(payload, present)
  const whole = { project_id: project.id, payload, present, merge: given.merge }
  const plan = planImport(ctl, whole)
  requireSound(plan, present)
  await write(ctl, plan)
  tell(ctl, plan, whole)
  return given.merge ? mergedCounts(plan, present) : createdCounts(plan)
}

function refuseDuplicates(payload: Payload, present: Breakdown): void {
  const [epics, stories] = [new Set(present.epics.map(({ number }) => number)), new Set(present.stories.map(({ number }) => number))]
  const duplicate_epic_numbers = payload.epics.map(({ number }) => number).filter((number) => epics.has(number))
  const given = payload.epics.flatMap((epic) => epic.stories ?? [])
  const duplicate_story_numbers = given.map(({ number }) => number).filter((number) => stories.has(number))
  if (duplicate_epic_numbers.length + duplicate_story_numbers.length === 0) return
  throw new LoopError('conflict', 'Conflict', {
    code: 'already_imported',
    details: { duplicate_epic_numbers, duplicate_story_numbers },
    hints: ['These numbers are in the project already. Use merge=true to update them and to add the rest; their statuses stay.'],
  })
}

/** The union of old and new is judged: the two halves of a circle may come from either. */
function requireSound({ epics, stories, edges }: Plan, present: Breakdown): void {
  const fault = faultIn({
    epics: new Map([...present.epics, ...epics.created].map((row) => [row.id, row])),
    stories: new Map([...present.stories, ...stories.created].map((row) => [row.id, row])),
    edges: { story: [...present.edges.story, ...edges.story.created], epic: [...present.edges.epic, ...edges.epic.created] },
  })
  if (fault) throw unsound(fault, `${fault.level}_dependencies`)
}

async function write(ctl: Ctl, { epics, stories, edges }: Plan): Promise<void> {
  const { db } = ctl
  await insertEpics(db, epics.created)
  await insertStories(db, stories.created)
  for (const change of epics.changes) await rewrite(db, 'epic', change)
  for (const change of stories.changes) await rewrite(db, 'story', change)
  await insertDependencies(db, 'story', edges.story.created)
  await insertDependencies(db, 'epic', edges.epic.created)
  await recountBlockers(db, {
    stories: edges.story.created.map(({ from }) => from),
    epics: [
      ...epics.created.map(({ id }) => id),
      ...stories.created.map(({ epic_id }) => epic_id),
      ...edges.epic.created.map(({ from }) => from),
    ],
  })
  await settleVerified(ctl, stories.created.filter(isVerified))
}

function isVerified({ verified_status }: { verified_status: string }): boolean {
  return verified_status === 'verified'
}

/** One event for the whole, and one for each story that nobody here has verified. */
function tell({ emit }: Ctl, { epics, stories }: Plan, { project_id, merge }: Import): void {
  const details = { project_id, epic_count: epics.created.length, story_count: stories.created.length, ...(merge && { merge }) }
  emit({ type: merge ? 'project.merge_imported' : 'project.imported', entity: project_id, scope: project_id, details })
  for (const story of stories.created.filter(isVerified)) {
    const { agent_status, verified_status } = story
    const after = { agent_status, verified_status }
    emit({ type: 'story.imported_verified', entity: story.id, scope: project_id, after, details: { ...placeOf(story), source: 'import' } })
  }
}
