import type { Kysely } from 'kysely'
import { activeStates } from '../words.ts'
import type { LearnTables } from './tables.ts'

type Db = Kysely<LearnTables>

/** How much there is of everything, and since when. */
export async function totalsOf(db: Db, learner: string) {
  const { first, ...sums } = await db
    .selectFrom('learn_sessions')
    .select(({ fn }) => [
      fn.countAll<number>().as('sessions'),
      fn.sum<number | null>('decisions').as('decisions'),
      fn.sum<number | null>('struggles').as('struggles'),
      fn.sum<number | null>('completions').as('completions'),
      fn.sum<number | null>('questions').as('questions'),
      fn.sum<number | null>('avoidances').as('avoidances'),
      fn.min<string | null>('started_at').as('first'),
    ])
    .where('learner_id', '=', learner)
    .executeTakeFirstOrThrow()
  const { sessions, ...kinds } = Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, Number(sum ?? 0)])) as Sums
  const observations = Object.values(kinds).reduce((sum, count) => sum + count, 0)
  return { first, totals: { sessions, observations, ...kinds, active_blind_spots: await countActive(db, learner) } }
}

type Sums = Record<'sessions' | 'decisions' | 'struggles' | 'completions' | 'questions' | 'avoidances', number>

async function countActive(db: Db, learner: string): Promise<number> {
  const { count } = await db
    .selectFrom('learn_blind_spots')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('learner_id', '=', learner)
    .where('state', 'in', activeStates)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Where something was observed, the latest first. */
export async function domainsOf(db: Db, learner: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('learn_observations')
    .select(({ fn }) => ['domain', fn.max('observed_at').as('latest')])
    .where('learner_id', '=', learner)
    .groupBy('domain')
    .orderBy('latest', 'desc')
    .orderBy('domain')
    .limit(limit)
    .execute()
  return rows.map(({ domain }) => domain)
}
