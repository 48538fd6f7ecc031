import type { Kysely } from 'kysely'
import { activeStates, type DetectorName, type SpotState } from '../words.ts'
import type { BlindSpotRow, LearnTables, SpotChangeRow } from './tables.ts'

type Db = Kysely<LearnTables>

/** Where a detector looks; the theme is empty for a whole domain, and the domain for all that is about somebody. */
export type Place = Pick<BlindSpotRow, 'about' | 'domain' | 'theme'>

export async function findSpot(db: Db, learner: string, id: string): Promise<BlindSpotRow | undefined> {
  return spotsOf(db, learner).where('id', '=', id).executeTakeFirst()
}

/** Those of a theme and those of its whole domain. */
export async function findSpotsAt(db: Db, learner: string, { about, domain, theme }: Place): Promise<BlindSpotRow[]> {
  return spotsOf(db, learner)
    .where('about', '=', about)
    .where('domain', '=', domain)
    .where((where) => where.or([where('theme', 'in', ['', theme]), where('detector', '=', 'model')]))
    .execute()
}

export async function findSpotOf(
  db: Db,
  learner: string,
  { detector, about, domain, theme }: Place & { detector: DetectorName },
): Promise<BlindSpotRow | undefined> {
  return spotsOf(db, learner)
    .where('detector', '=', detector)
    .where('about', '=', about)
    .where('domain', '=', domain)
    .where('theme', '=', theme)
    .executeTakeFirst()
}

export interface SpotFilter {
  states: readonly SpotState[]
  domain?: string | undefined
  about?: string | undefined
  limit: number
}

/** Those in one of the states, the most pressing first. */
export async function listSpots(db: Db, learner: string, { states, domain, about, limit }: SpotFilter): Promise<BlindSpotRow[]> {
  let query = spotsOf(db, learner).where('state', 'in', states)
  if (domain !== undefined) query = query.where('domain', '=', domain)
  if (about !== undefined) query = query.where('about', '=', about)
  return query
    .orderBy((order) => order.case().when('state', '=', 'relapsed').then(0).else(1).end())
    .orderBy((order) => order.case().when('severity', '=', 'high').then(0).when('severity', '=', 'medium').then(1).else(2).end())
    .orderBy('confidence', 'desc')
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Adds one; false where its place is taken. */
export async function addSpot(db: Db, learner: string, spot: Omit<BlindSpotRow, 'learner_id'>): Promise<boolean> {
  const added = await db
    .insertInto('learn_blind_spots')
    .values({ ...spot, learner_id: learner })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}

/** Writes what was found out about one, or moves it; undefined where it is in another state by now. */
export async function changeSpot(
  db: Db,
  learner: string,
  { id, state }: Pick<BlindSpotRow, 'id' | 'state'>,
  change: Partial<BlindSpotRow>,
): Promise<BlindSpotRow | undefined> {
  const [changed] = await db
    .updateTable('learn_blind_spots')
    .set(change)
    .where('learner_id', '=', learner)
    .where('id', '=', id)
    .where('state', '=', state)
    .returningAll()
    .execute()
  return changed
}

/** Takes one away with its changes and its evidence; false where it is in another state by now. */
export async function deleteSpot(db: Db, learner: string, { id, state }: Pick<BlindSpotRow, 'id' | 'state'>): Promise<boolean> {
  const deleted = await db
    .deleteFrom('learn_blind_spots')
    .where('learner_id', '=', learner)
    .where('id', '=', id)
    .where('state', '=', state)
    .returning('id')
    .execute()
  return deleted.length > 0
}

/** All but so many: those that are over go first, then those not seen for longest. */
export async function spotsBeyond(db: Db, learner: string, limit: number): Promise<BlindSpotRow[]> {
  const { count } = await db
    .selectFrom('learn_blind_spots')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('learner_id', '=', learner)
    .executeTakeFirstOrThrow()
  if (Number(count) <= limit) return []
  return spotsOf(db, learner)
    .orderBy((order) =>
      order
        .case()
        .when('state', 'in', [...activeStates])
        .then(1)
        .else(0)
        .end(),
    )
    .orderBy('last_seen_at')
    .orderBy('id')
    .limit(Number(count) - limit)
    .execute()
}

/** Writes down a move, of which the newest so many are kept. */
export async function addSpotChange(db: Db, learner: string, change: Omit<SpotChangeRow, 'learner_id'>, limit: number): Promise<void> {
  await db
    .insertInto('learn_spot_changes')
    .values({ ...change, learner_id: learner })
    .execute()
  const kept = await db
    .selectFrom('learn_spot_changes')
    .select('id')
    .where('spot_id', '=', change.spot_id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const old = kept[limit]
  if (old) await db.deleteFrom('learn_spot_changes').where('learner_id', '=', learner).where('id', '=', old.id).execute()
}

function spotsOf(db: Db, learner: string) {
  return db.selectFrom('learn_blind_spots').selectAll().where('learner_id', '=', learner)
}
