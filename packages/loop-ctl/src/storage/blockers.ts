import { groupBy } from 'loop-core'
import type { CtlDatabase } from '../ctl.ts'

/** The statements take ids in lists of this length. */
const some = 500

/**
 * Counts anew what holds others up after stories or edges changed: in the stories and epics that depend on these, and in the epics themselves.
 *
 * Counted from the rows and never added up, so that no order of events can make the numbers drift. Call it under `lockProject`.
 * Each list is counted in one pass: a count within the update would be made row by row, and on tables that have just
 * been filled, and so are unknown to a planner, each could read all of them.
 */
export async function recountBlockers(db: CtlDatabase, changed: { stories?: readonly string[]; epics?: readonly string[] }): Promise<void> {
  for (const ids of cut(changed.stories)) await recountStories(db, ids)
  for (const ids of cut(changed.epics)) {
    await recountUnverified(db, ids)
    await recountEpics(db, ids)
  }
}

/** Stories that these ones hold up, and these ones themselves, whose own edges may be new. */
async function recountStories(db: CtlDatabase, changed: readonly string[]): Promise<void> {
  const edges = db.selectFrom('ctl_story_dependencies')
  const dependants = await edges.select('story_id as id').distinct().where('depends_on_story_id', 'in', changed).execute()
  for (const ids of cut([...changed, ...dependants.map(({ id }) => id)])) {
    const counts = await db
      .selectFrom('ctl_story_dependencies as edge')
      .innerJoin('ctl_stories as other', 'other.id', 'edge.depends_on_story_id')
      .select((select) => ['edge.story_id as id', select.fn.countAll<number>().as('count')])
      .where('edge.story_id', 'in', ids)
      .where('other.verified_status', '<>', 'verified')
      .groupBy('edge.story_id')
      .execute()
    for (const { count, having } of byCount(ids, counts)) {
      const update = db.updateTable('ctl_stories').set({ open_blockers: count })
      await update.where('id', 'in', having).where('open_blockers', '<>', count).execute()
    }
  }
}

async function recountUnverified(db: CtlDatabase, ids: readonly string[]): Promise<void> {
  const counts = await db
    .selectFrom('ctl_stories')
    .select((select) => ['epic_id as id', select.fn.countAll<number>().as('count')])
    .where('epic_id', 'in', ids)
    .where('verified_status', '<>', 'verified')
    .groupBy('epic_id')
    .execute()
  for (const { count, having } of byCount(ids, counts)) {
    const update = db.updateTable('ctl_epics').set({ unverified_count: count })
    await update.where('id', 'in', having).where('unverified_count', '<>', count).execute()
  }
}

async function recountEpics(db: CtlDatabase, changed: readonly string[]): Promise<void> {
  const edges = db.selectFrom('ctl_epic_dependencies')
  const dependants = await edges.select('epic_id as id').distinct().where('depends_on_epic_id', 'in', changed).execute()
  for (const ids of cut([...changed, ...dependants.map(({ id }) => id)])) {
    const counts = await db
      .selectFrom('ctl_epic_dependencies as edge')
      .innerJoin('ctl_epics as other', 'other.id', 'edge.depends_on_epic_id')
      .select((select) => ['edge.epic_id as id', select.fn.countAll<number>().as('count')])
      .where('edge.epic_id', 'in', ids)
      .where('other.unverified_count', '>', 0)
      .groupBy('edge.epic_id')
      .execute()
    for (const { count, having } of byCount(ids, counts)) {
      const update = db.updateTable('ctl_epics').set({ open_blockers: count })
      await update.where('id', 'in', having).where('open_blockers', '<>', count).execute()
    }
  }
}

/** The ids that share a count; one that was not counted has none. */
function byCount(ids: readonly string[], counted: readonly { id: string; count: number }[]): { count: number; having: string[] }[] {
  const counts = new Map(counted.map(({ id, count }) => [id, Number(count)]))
  return [...groupBy(ids, (id) => counts.get(id) ?? 0)].map(([count, having]) => ({ count, having }))
}

function cut(ids: readonly string[] = []): string[][] {
  const unique = [...new Set(ids)]
  return Array.from({ length: Math.ceil(unique.length / some) }, (_, index) => unique.slice(index * some, (index + 1) * some))
}
