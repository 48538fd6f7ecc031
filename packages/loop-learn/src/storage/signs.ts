import type { Kysely } from 'kysely'
import type { Settled } from '../detectors/calibration.ts'
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

/** The newest completions of a domain, the oldest of them first; only those with a verdict where that is wanted. */
export async function completionsIn(
  db: Db,
  learner: string,
  { about, domain, judged }: Pick<Place, 'about' | 'domain'> & { judged: boolean },
): Promise<Noted[]> {
  let query = db
    .selectFrom('learn_observations')
    .select(['id', 'session_id', 'kind', 'outcome', 'observed_at'])
    .where('learner_id', '=', learner)
    .where('about', '=', about)
    .where('domain', '=', domain)
    .where('kind', '=', 'completion')
  if (judged) query = query.where('outcome', 'is not', null)
  const newest = await query.orderBy('observed_at', 'desc').orderBy('number', 'desc').limit(limit).execute()
  return newest.reverse()
}

/** What a spot rests on, the oldest first. */
export async function supportsOf(db: Db, learner: string, spot: string): Promise<Noted[]> {
  return db
    .selectFrom('learn_evidence as evidence')
    .innerJoin('learn_observations as note', 'note.id', 'evidence.observation_id')
    .select(['note.id', 'note.session_id', 'note.kind', 'note.outcome', 'note.observed_at'])
    .where('evidence.learner_id', '=', learner)
    .where('evidence.spot_id', '=', spot)
    .where('evidence.sign', '=', 1)
    .orderBy('note.observed_at')
    .orderBy('note.number')
    .execute()
}

/** The newest settled forecasts about somebody, the first settled first. */
export async function settledAbout(db: Db, learner: string, about: string): Promise<Settled[]> {
  const newest = await db
    .selectFrom('learn_forecasts')
    .select(['id', 'probability', 'outcome', 'settled_at'])
    .where('learner_id', '=', learner)
    .where('about', '=', about)
    .where('settled_at', 'is not', null)
    .where('outcome', 'in', ['true', 'false'])
    .orderBy('settled_at', 'desc')
    .orderBy('id', 'desc')
    .limit(2 * limit)
    .execute()
  return newest.reverse().map(({ id, probability, outcome, settled_at }) => ({
    id,
    session_id: null,
    observed_at: settled_at!,
    probability,
    happened: outcome === 'true',
  }))
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
