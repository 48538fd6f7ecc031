import type { Kysely } from 'kysely'
import type { BlindSpotRow, LearnTables, SpotChangeRow } from './tables.ts'

type Db = Kysely<LearnTables>

/** No learner has more. */
const mostSpots = 500

/** All blind spots, those that were seen last first. */
export async function allSpots(db: Db, learner: string): Promise<BlindSpotRow[]> {
  return db
    .selectFrom('learn_blind_spots')
    .selectAll()
    .where('learner_id', '=', learner)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .limit(mostSpots)
    .execute()
}

/** How their states changed since a time, the oldest change first. */
export async function spotChangesSince(db: Db, learner: string, since: string): Promise<SpotChangeRow[]> {
  return db
    .selectFrom('learn_spot_changes')
    .selectAll()
    .where('learner_id', '=', learner)
    .where('at', '>=', since)
    .orderBy('at')
    .orderBy('id')
    .limit(50 * mostSpots)
    .execute()
}

/** Some of what supports each of some blind spots, the newest first. */
export async function supportOf(
  db: Db,
  learner: string,
  { spots, each }: { spots: readonly string[]; each: number },
): Promise<Map<string, string[]>> {
  if (spots.length === 0) return new Map()
  const rows = await db
    .selectFrom('learn_evidence as evidence')
    .innerJoin('learn_observations as observation', 'observation.id', 'evidence.observation_id')
    .select(['evidence.spot_id', 'observation.id'])
    .where('evidence.learner_id', '=', learner)
    .where('evidence.spot_id', 'in', spots)
    .where('evidence.sign', '=', 1)
    .orderBy('observation.observed_at', 'desc')
    .orderBy('observation.id', 'desc')
    .execute()
  const found = new Map<string, string[]>(spots.map((id) => [id, []]))
  for (const { spot_id, id } of rows) {
    const ids = found.get(spot_id)!
    if (ids.length < each) ids.push(id)
  }
  return found
}
