import type { Kysely } from 'kysely'
import type { ObservationKind } from '../words.ts'
import type { EvidenceRow, LearnTables } from './tables.ts'

type Db = Kysely<LearnTables>

export type EvidenceOf = Pick<EvidenceRow, 'observation_id' | 'sign'>

/** Makes this the evidence of a spot, and leaves alone what stood there already. */
export async function keepEvidence(
  db: Db,
  learner: string,
  { spot, evidence }: { spot: string; evidence: readonly EvidenceOf[] },
): Promise<void> {
  const there = await db.selectFrom('learn_evidence').select(['observation_id', 'sign']).where('spot_id', '=', spot).execute()
  const old = without(there, evidence)
  const fresh = without(evidence, there)
  if (old.length > 0)
    await db
      .deleteFrom('learn_evidence')
      .where('learner_id', '=', learner)
      .where('spot_id', '=', spot)
      .where(
        'observation_id',
        'in',
        old.map((row) => row.observation_id),
      )
      .execute()
  if (fresh.length > 0)
    await db
      .insertInto('learn_evidence')
      .values(fresh.map((row) => ({ ...row, spot_id: spot, learner_id: learner })))
      .execute()
}

function without(rows: readonly EvidenceOf[], others: readonly EvidenceOf[]): EvidenceOf[] {
  const keyOf = ({ observation_id, sign }: EvidenceOf) => `${sign} ${observation_id}`
  const known = new Set(others.map(keyOf))
  return rows.filter((row) => !known.has(keyOf(row)))
}

export interface Quoted extends EvidenceOf {
  spot_id: string
  kind: ObservationKind
  content: string
  observed_at: string
  session_id: string
}

/** What spots rest on, with the words, the newest first. */
export async function quotesOf(db: Db, learner: string, spots: readonly string[]): Promise<Quoted[]> {
  if (spots.length === 0) return []
  return db
    .selectFrom('learn_evidence as evidence')
    .innerJoin('learn_observations as note', 'note.id', 'evidence.observation_id')
    .select(['evidence.spot_id', 'evidence.observation_id', 'evidence.sign'])
    .select(['note.kind', 'note.content', 'note.observed_at', 'note.session_id'])
    .where('evidence.learner_id', '=', learner)
    .where('evidence.spot_id', 'in', spots)
    .orderBy('note.observed_at', 'desc')
    .orderBy('note.id', 'desc')
    .execute()
}
