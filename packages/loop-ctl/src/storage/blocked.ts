import { groupBy } from 'loop-core'
import type { CtlDatabase } from '../ctl.ts'
import type { Blocker } from './graph.ts'
import type { StoryRow } from './tables.ts'

/** The unverified stories that some stories wait for, by the id of the one that waits: their own dependencies, and all stories of the epics that theirs depend on. */
export async function blockersByStory(
  db: CtlDatabase,
  stories: readonly Pick<StoryRow, 'id' | 'epic_id'>[],
): Promise<Map<string, Blocker[]>> {
  const own = groupBy(await ownBlockers(db, [...new Set(stories.map(({ id }) => id))]), ({ waiting }) => waiting)
  const ofEpic = groupBy(await epicBlockers(db, [...new Set(stories.map(({ epic_id }) => epic_id))]), ({ waiting }) => waiting)
  return new Map(stories.map(({ id, epic_id }) => [id, inOrder([...(own.get(id) ?? []), ...(ofEpic.get(epic_id) ?? [])])]))
}

type Found = Blocker & { waiting: string; sort_key: string }

const shown = ['story.id', 'story.number', 'story.title', 'story.agent_status', 'story.verified_status', 'story.sort_key'] as const

async function ownBlockers(db: CtlDatabase, ids: readonly string[]): Promise<Found[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('ctl_story_dependencies as edge')
    .innerJoin('ctl_stories as story', 'story.id', 'edge.depends_on_story_id')
    .select([...shown, 'edge.story_id as waiting'])
    .where('edge.story_id', 'in', ids)
    .where('story.verified_status', '<>', 'verified')
    .execute()
}

async function epicBlockers(db: CtlDatabase, epics: readonly string[]): Promise<Found[]> {
  if (epics.length === 0) return []
  return db
    .selectFrom('ctl_epic_dependencies as edge')
    .innerJoin('ctl_stories as story', 'story.epic_id', 'edge.depends_on_epic_id')
    .select([...shown, 'edge.epic_id as waiting'])
    .where('edge.epic_id', 'in', epics)
    .where('story.verified_status', '<>', 'verified')
    .execute()
}

/** By number, each once: a story may be waited for on both levels. */
function inOrder(found: readonly Found[]): Blocker[] {
  const unique = [...new Map(found.map((story) => [story.id, story])).values()]
  const place = ({ sort_key, id }: Found) => `${sort_key} ${id}`
  const sorted = unique.sort((one, other) => (place(one) < place(other) ? -1 : 1))
  return sorted.map(({ waiting: _, sort_key: __, ...blocker }) => blocker)
}
