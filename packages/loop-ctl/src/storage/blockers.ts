import { sql } from 'kysely'
import type { CtlDatabase } from '../ctl.ts'

/** The statements take ids in lists of this length. */
const some = 500

/**
 * Counts anew what holds others up after stories or edges changed: in the stories and epics that depend on these, and in the epics themselves.
 *
 * Counted from the rows and never added up, so that no order of events can make the numbers drift. Call it under `lockProject`.
 */
export async function recountBlockers(db: CtlDatabase, changed: { stories?: readonly string[]; epics?: readonly string[] }): Promise<void> {
  for (const ids of cut(changed.stories)) await recountStories(db, ids)
  for (const ids of cut(changed.epics)) {
    await recountUnverified(db, ids)
    await recountEpics(db, ids)
  }
}

/** Stories that these ones hold up, and these ones themselves, whose own edges may be new. */
async function recountStories(db: CtlDatabase, ids: readonly string[]): Promise<void> {
  const dependants = db.selectFrom('ctl_story_dependencies').select('story_id').where('depends_on_story_id', 'in', ids)
  await db
    .updateTable('ctl_stories')
    .set({
      open_blockers: sql<number>`(select count(*) from ctl_story_dependencies as edge
      join ctl_stories as other on other.id = edge.depends_on_story_id
      where edge.story_id = ctl_stories.id and other.verified_status <> 'verified')`,
    })
    .where((where) => where.or([where('id', 'in', ids), where('id', 'in', dependants)]))
    .execute()
}

async function recountUnverified(db: CtlDatabase, ids: readonly string[]): Promise<void> {
  await db
    .updateTable('ctl_epics')
    .set({
      unverified_count: sql<number>`(select count(*) from ctl_stories as story
      where story.epic_id = ctl_epics.id and story.verified_status <> 'verified')`,
    })
    .where('id', 'in', ids)
    .execute()
}

async function recountEpics(db: CtlDatabase, ids: readonly string[]): Promise<void> {
  const dependants = db.selectFrom('ctl_epic_dependencies').select('epic_id').where('depends_on_epic_id', 'in', ids)
  await db
    .updateTable('ctl_epics')
    .set({
      open_blockers: sql<number>`(select count(*) from ctl_epic_dependencies as edge
      join ctl_epics as other on other.id = edge.depends_on_epic_id
      where edge.epic_id = ctl_epics.id and other.unverified_count > 0)`,
    })
    .where((where) => where.or([where('id', 'in', ids), where('id', 'in', dependants)]))
    .execute()
}

function cut(ids: readonly string[] = []): string[][] {
  const unique = [...new Set(ids)]
  return Array.from({ length: Math.ceil(unique.length / some) }, (_, index) => unique.slice(index * some, (index + 1) * some))
}
