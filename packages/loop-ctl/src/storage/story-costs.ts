import { sql } from 'kysely'
import type { CtlDatabase } from '../ctl.ts'
import { type ReportFilter, reportsOf } from './reports.ts'
import type { StoryRow } from './tables.ts'

/** What a story has cost, and what all stories of its epic and of its project that cost anything have cost with it. */
export interface CostedStory extends Pick<StoryRow, 'id' | 'project_id' | 'epic_id' | 'title'> {
  cost: number
  epic_stories: number
  epic_cost: number
  project_stories: number
  project_cost: number
}

/** The stories of a project that have cost anything. */
export async function costedStories(db: CtlDatabase, project: string): Promise<CostedStory[]> {
  return beside(db, { project }).selectAll().orderBy('id').execute()
}

type Place = Pick<StoryRow, 'id' | 'epic_id' | 'project_id'>

/** A story beside those of its epic alone; undefined where it cost nothing. */
export async function costedInEpic(db: CtlDatabase, { id, epic_id }: Place): Promise<CostedStory | undefined> {
  return beside(db, { epics: [epic_id] })
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
}

/** A story beside all of its project; undefined where it cost nothing. */
export async function costedInProject(db: CtlDatabase, { id, project_id }: Place): Promise<CostedStory | undefined> {
  return beside(db, { project: project_id }).selectAll().where('id', '=', id).executeTakeFirst()
}

/** Each story beside the others that a filter leaves. */
function beside(db: CtlDatabase, filter: ReportFilter) {
  const costed = reportsOf(db, filter)
    .select(['story.id', 'story.project_id', 'story.epic_id', 'story.title'])
    .select(sql<number>`sum(report.cost_millicents)`.as('cost'))
    .groupBy(['story.id', 'story.project_id', 'story.epic_id', 'story.title'])
    .having(sql<number>`sum(report.cost_millicents)`, '>', 0)
  const counted = db
    .selectFrom(costed.as('story'))
    .selectAll()
    .select([
      sql<number>`count(*) over (partition by epic_id)`.as('epic_stories'),
      sql<number>`sum(cost) over (partition by epic_id)`.as('epic_cost'),
      sql<number>`count(*) over (partition by project_id)`.as('project_stories'),
      sql<number>`sum(cost) over (partition by project_id)`.as('project_cost'),
    ])
  return db.selectFrom(counted.as('story'))
}

/** Whose reports about a story cost most. */
export async function spenderOf(db: CtlDatabase, storyId: string): Promise<string | undefined> {
  const most = await db
    .selectFrom('ctl_token_usage')
    .select('agent_id')
    .where('story_id', '=', storyId)
    .where('deleted_at', 'is', null)
    .groupBy('agent_id')
    .orderBy(sql`sum(cost_millicents)`, 'desc')
    .orderBy('agent_id')
    .limit(1)
    .executeTakeFirst()
  return most?.agent_id
}

/** The projects in which something was reported from a day on. */
export async function projectsReportedSince(db: CtlDatabase, day: string): Promise<string[]> {
  const rows = await db.selectFrom('ctl_token_usage').select('project_id').distinct().where('inserted_at', '>=', day).execute()
  return rows.map(({ project_id }) => project_id)
}
