import { sql } from 'kysely'
import type { CtlDatabase } from '../ctl.ts'
import type { StoryRow } from './tables.ts'

export type Blocker = Pick<StoryRow, 'id' | 'number' | 'title' | 'agent_status' | 'verified_status'>

const most = 100

/** The unverified stories that a story waits for: its own dependencies, and all stories of the epics that its epic depends on. */
export async function blockersOf(db: CtlDatabase, { id, epic_id }: Pick<StoryRow, 'id' | 'epic_id'>): Promise<Blocker[]> {
  const own = sql<boolean>`id in (select depends_on_story_id from ctl_story_dependencies where story_id = ${id})`
  const ofEpic = sql<boolean>`epic_id in (select depends_on_epic_id from ctl_epic_dependencies where epic_id = ${epic_id})`
  return db
    .selectFrom('ctl_stories')
    .select(['id', 'number', 'title', 'agent_status', 'verified_status'])
    .where('verified_status', '<>', 'verified')
    .where((where) => where.or([own, ofEpic]))
    .orderBy('sort_key')
    .orderBy('id')
    .limit(most)
    .execute()
}

/** What a story waits for, whether or not it is verified, in the order in which it was said. */
export async function dependenciesOf(db: CtlDatabase, storyId: string): Promise<{ story_id: string; depends_on_story_id: string }[]> {
  return db
    .selectFrom('ctl_story_dependencies')
    .select(['story_id', 'depends_on_story_id'])
    .where('story_id', '=', storyId)
    .orderBy('inserted_at')
    .orderBy('id')
    .execute()
}

/** The stories elsewhere that wait for one of these, by its id or by that of its epic. */
export async function storiesWaitingFor(db: CtlDatabase, { id, epic_id }: { id?: string; epic_id: string }): Promise<string[]> {
  const stories = db.selectFrom('ctl_stories').select('id').where('epic_id', '=', epic_id)
  const rows = await db
    .selectFrom('ctl_story_dependencies')
    .select('story_id')
    .distinct()
    .where('depends_on_story_id', 'in', id === undefined ? stories : stories.where('id', '=', id))
    .execute()
  return rows.map(({ story_id }) => story_id)
}

/** The epics that wait for this one. */
export async function epicsWaitingFor(db: CtlDatabase, epicId: string): Promise<string[]> {
  const rows = await db.selectFrom('ctl_epic_dependencies').select('epic_id').where('depends_on_epic_id', '=', epicId).execute()
  return rows.map(({ epic_id }) => epic_id)
}
