import type { Kysely } from 'kysely'
import type { Domain } from './ended-sessions.ts'
import type { Place } from './spots.ts'
import type { BlindSpotRow, LearnTables } from './tables.ts'

type Db = Kysely<LearnTables>

/** Blind spots whose time has come: it ends those that count as active, and of the others what was reckoned is out of date. */
export async function spotsOverBy(db: Db, learner: string, at: string): Promise<BlindSpotRow[]> {
  return db.selectFrom('learn_blind_spots').selectAll().where('learner_id', '=', learner).where('over_at', '<=', at).execute()
}

/** Domains in which so many completions were refuted since a time. */
export async function refutedDomains(db: Db, learner: string, { since, least }: { since: string; least: number }): Promise<Domain[]> {
  return db
    .selectFrom('learn_observations')
    .select(['about', 'domain'])
    .where('learner_id', '=', learner)
    .where('outcome', '=', 'refuted')
    .where('observed_at', '>=', since)
    .groupBy(['about', 'domain'])
    .having(({ fn }) => fn.countAll(), '>=', least)
    .execute()
}

/** Those about whom so many forecasts were settled since a time. */
export async function forecasters(db: Db, learner: string, { since, least }: { since: string; least: number }): Promise<string[]> {
  const rows = await db
    .selectFrom('learn_forecasts')
    .select('about')
    .where('learner_id', '=', learner)
    .where('settled_at', '>=', since)
    .groupBy('about')
    .having(({ fn }) => fn.countAll(), '>=', least)
    .execute()
  return rows.map(({ about }) => about)
}

/** Themes with so many notes. */
export async function themesOf(db: Db, learner: string, least: number): Promise<Place[]> {
  return db
    .selectFrom('learn_observations')
    .select(['about', 'domain', 'theme'])
    .where('learner_id', '=', learner)
    .groupBy(['about', 'domain', 'theme'])
    .having(({ fn }) => fn.countAll(), '>=', least)
    .orderBy('about')
    .orderBy('domain')
    .orderBy('theme')
    .execute()
}

export async function domainsOf(db: Db, learner: string): Promise<Domain[]> {
  return db
    .selectFrom('learn_observations')
    .select(['about', 'domain'])
    .distinct()
    .where('learner_id', '=', learner)
    .orderBy('about')
    .orderBy('domain')
    .execute()
}
