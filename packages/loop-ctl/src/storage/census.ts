import type { Database } from 'loop-core'
import { countAgents, countLiveKeys } from 'loop-core/accounts'
import type { CtlDatabase } from '../ctl.ts'
import type { StoryRow } from './tables.ts'

type Standing = Pick<StoryRow, 'agent_status' | 'verified_status'> & { stories: number }

/** How much there is of everything. */
export interface Census {
  projects: number
  epics: number
  stories: number
  /** The stories again, by where they stand on both ladders. */
  standings: readonly Standing[]
  agents: number
  /** Of the agents, those that are active and were seen since. */
  activeAgents: number
  /** Keys that nobody revoked. */
  keys: number
}

/** Counts everything that somebody has. */
export async function takeCensus(db: Database, since: string): Promise<Census> {
  const standings = await standingsOf(db)
  return {
    projects: await countRows(db, 'ctl_projects'),
    epics: await countRows(db, 'ctl_epics'),
    stories: standings.reduce((sum, { stories }) => sum + stories, 0),
    standings,
    agents: await countAgents(db),
    activeAgents: await countAgents(db, { status: 'active', seenSince: since }),
    keys: await countLiveKeys(db),
  }
}

async function standingsOf(db: CtlDatabase): Promise<Standing[]> {
  const rows = await db
    .selectFrom('ctl_stories')
    .select((of) => ['agent_status', 'verified_status', of.fn.countAll<number>().as('stories')])
    .groupBy(['agent_status', 'verified_status'])
    .execute()
  return rows.map((row) => ({ ...row, stories: Number(row.stories) }))
}

async function countRows(db: CtlDatabase, table: 'ctl_projects' | 'ctl_epics'): Promise<number> {
  const { count } = await db
    .selectFrom(table)
    .select((of) => of.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}
