import { insertRows } from 'loop-core'
import type { CtlDatabase } from '../ctl.ts'
import type { AgentStatus, VerifiedStatus } from '../words.ts'
import { type SomeRows, someOf } from './some-rows.ts'
import type { StoryRow } from './tables.ts'

export async function findStory(db: CtlDatabase, id: string): Promise<StoryRow | undefined> {
  return db.selectFrom('ctl_stories').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The stories of a number, in whichever projects they stand. */
export async function storiesByNumber(db: CtlDatabase, number: string, projectId?: string): Promise<StoryRow[]> {
  const select = db.selectFrom('ctl_stories').selectAll().where('number', '=', number).orderBy('project_id').limit(20)
  return (projectId === undefined ? select : select.where('project_id', '=', projectId)).execute()
}

/** What any judgement of a story rests on. Two rounds of one implementer differ in their times alone. */
const standing = ['agent_status', 'verified_status', 'assigned_agent_id', 'ever_assigned', 'reported_done_at', 'rejected_at'] as const

/** Changes a story that still stands where it was seen; undefined if somebody was faster. */
export async function moveStory(db: CtlDatabase, seen: StoryRow, change: Partial<StoryRow>): Promise<StoryRow | undefined> {
  return db
    .updateTable('ctl_stories')
    .set(change)
    .where('id', '=', seen.id)
    .where((where) => where.and(standing.map((column) => where(column, seen[column] === null ? 'is' : '=', seen[column]))))
    .returningAll()
    .executeTakeFirst()
}

/** Adds a story; false if its number is taken in the project. */
export async function insertStory(db: CtlDatabase, row: StoryRow): Promise<boolean> {
  const added = await db
    .insertInto('ctl_stories')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}

/** Adds many stories whose numbers are known to be free. */
export async function insertStories(db: CtlDatabase, rows: readonly StoryRow[]): Promise<void> {
  await insertRows(db, 'ctl_stories', rows)
}

export async function countStories(db: CtlDatabase, epicId: string): Promise<number> {
  const { count } = await db
    .selectFrom('ctl_stories')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('epic_id', '=', epicId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The stories of an epic that are reported and wait to be found done, by their ids. */
export async function storiesToVerify(db: CtlDatabase, epicId: string): Promise<StoryRow[]> {
  return db
    .selectFrom('ctl_stories')
    .selectAll()
    .where('epic_id', '=', epicId)
    .where('agent_status', '=', 'reported_done')
    .where('verified_status', '<>', 'verified')
    .orderBy('id')
    .execute()
}

export interface StoryFilter {
  project_id?: string
  epic_id?: string
  agent_status?: AgentStatus
  verified_status?: VerifiedStatus
  /** True leaves only those whose implementer has handed over. */
  review_requested?: boolean
}

/** Stories in the order of their numbers. */
export async function selectStories(
  db: CtlDatabase,
  { review_requested, ...equal }: StoryFilter,
  page: { limit: number; offset: number },
): Promise<SomeRows<StoryRow>> {
  let select = db.selectFrom('ctl_stories').selectAll().orderBy('sort_key').orderBy('id')
  for (const [column, value] of Object.entries(equal) as [keyof typeof equal, string | undefined][])
    if (value !== undefined) select = select.where(column, '=', value)
  return someOf(review_requested ? select.where('review_requested_at', 'is not', null) : select, page)
}

/** All stories of an epic in the order of their numbers, by what names them and where they stand. */
export async function storiesOfEpic(db: CtlDatabase, epicId: string) {
  return db
    .selectFrom('ctl_stories')
    .select(['id', 'number', 'title', 'agent_status', 'verified_status'])
    .where('epic_id', '=', epicId)
    .orderBy('sort_key')
    .orderBy('id')
    .execute()
}

/** Changes what a story says; undefined if there is none. */
export async function updateStory(db: CtlDatabase, id: string, change: Partial<StoryRow>): Promise<StoryRow | undefined> {
  return db.updateTable('ctl_stories').set(change).where('id', '=', id).returningAll().executeTakeFirst()
}

/** Removes a story with everything about it; false if somebody was faster. */
export async function removeStory(db: CtlDatabase, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('ctl_stories').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}
