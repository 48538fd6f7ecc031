import type { Kysely } from 'kysely'
import type { Noted } from '../detectors/detector.ts'
import type { ObservationKind } from '../words.ts'
import type { Place } from './spots.ts'
import type { LearnTables } from './tables.ts'

type Db = Kysely<LearnTables>

const limit = 100

/** The newest notes of one kind on a theme, the oldest of them first. */
export async function notedOnTheme(
  db: Db,
  learner: string,
  { about, domain, theme, kind }: Place & { kind: ObservationKind },
): Promise<Noted[]> {
  const newest = await db
    .selectFrom('learn_observations')
    .select(['id', 'session_id', 'kind', 'outcome', 'observed_at'])
    .where('learner_id', '=', learner)
    .where('about', '=', about)
    .where('domain', '=', domain)
    .where('theme', '=', theme)
    .where('kind', '=', kind)
    .orderBy('observed_at', 'desc')
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
  return newest.reverse()
}

/** The words that a theme without a topic began with. */
export async function firstWordsOf(db: Db, learner: string, { about, domain, theme }: Place): Promise<string | undefined> {
  const oldest = await db
    .selectFrom('learn_observations')
    .select('content')
    .where('learner_id', '=', learner)
    .where('about', '=', about)
    .where('domain', '=', domain)
    .where('theme', '=', theme)
    .orderBy('observed_at')
    .orderBy('number')
    .limit(1)
    .executeTakeFirst()
  return oldest?.content
}
