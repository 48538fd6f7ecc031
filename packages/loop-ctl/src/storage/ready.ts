import { sql } from 'kysely'
import type { CtlDatabase } from '../ctl.ts'
import type { Page } from '../page.ts'
import type { StoryRow } from './tables.ts'

/** Which stories a list is about; all active projects unless said. */
export interface StoryFilter {
  project?: string
  epic?: string
}

interface Listed {
  rows: StoryRow[]
  total: number
}

/** The pending stories that wait for nothing, by number. */
export async function listReady(db: CtlDatabase, filter: StoryFilter, page: Page): Promise<Listed> {
  const ready = open(db, filter)
    .where('story.agent_status', '=', 'pending')
    .where('story.open_blockers', '=', 0)
    .where('epic.open_blockers', '=', 0)
  return cut(ready, page)
}

/** The stories, whatever their step, that wait for others or whose epic does, by number. */
export async function listBlocked(db: CtlDatabase, filter: StoryFilter, page: Page): Promise<Listed> {
  const blocked = open(db, filter).where((where) => where.or([where('story.open_blockers', '>', 0), where('epic.open_blockers', '>', 0)]))
  return cut(blocked, page)
}

/** What is verified neither waits nor is it to be done, even where somebody took it back afterwards. */
function open(db: CtlDatabase, { project, epic }: StoryFilter) {
  const active = db.selectFrom('ctl_projects').select('id').where('status', '=', 'active')
  let select = db
    .selectFrom('ctl_stories as story')
    .innerJoin('ctl_epics as epic', 'epic.id', 'story.epic_id')
    .where('story.verified_status', '<>', 'verified')
    .where('story.project_id', 'in', project === undefined ? active : active.where('id', '=', project))
  if (project !== undefined) select = select.where('story.project_id', '=', project)
  if (epic !== undefined) select = select.where('story.epic_id', '=', epic)
  return select
}

async function cut(select: ReturnType<typeof open>, { limit, offset }: Page): Promise<Listed> {
  const rows = await select.selectAll('story').orderBy('story.sort_key').orderBy('story.id').limit(limit).offset(offset).execute()
  const { count } = await select.select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow()
  return { rows, total: Number(count) }
}
