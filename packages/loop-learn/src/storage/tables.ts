import type { Generated } from 'kysely'
import type { DetectorName, Ending, ForecastOutcome, ObservationKind, Severity, Source, SpotState, Threshold, Verdict } from '../words.ts'
import type { ModelTables } from './model-tables.ts'
import type { NudgeTables } from './nudge-tables.ts'

export interface LearnerRow {
  /** The member's id, or `shared` for keys without one. */
  id: string
  /** What the person set; null is not set. */
  threshold: Threshold | null
  /** What was inferred last; null before the first time. */
  inferred_mode: Threshold | null
  mode_since: string | null
  /** The numbers of the last evaluation, as JSON. */
  mode_reason: string | null
  /** What the last evaluation said where it differs, and since when it says so. */
  mode_candidate: Threshold | null
  mode_candidate_at: string | null
  mode_evaluated_at: string | null
  /** IANA; null is the default. */
  timezone: string | null
  quiet_start: string
  quiet_end: string
  nudges_per_day: number | null
  retention_days: number | null
  analysis: 'auto' | 'local'
  /** A list of domains, as JSON. */
  excluded_domains: string
  /** The person's own model key, encrypted. */
  key_ciphertext: string | null
  key_hint: string | null
  key_set_at: string | null
  key_status: 'unused' | 'ok' | 'rejected' | null
  /** Raised by erasing: what was begun before writes nothing any more. */
  generation: number
  /** The local day for which nudges are counted. */
  nudge_day: string | null
  nudge_count: number
  last_nudge_at: string | null
  created_at: string
  updated_at: string
}

/** How many of each kind a session holds. */
export interface Counters {
  decisions: number
  struggles: number
  completions: number
  questions: number
  avoidances: number
}

export interface SessionRow extends Counters {
  id: string
  learner_id: string
  started_at: string
  last_activity_at: string
  ended_at: string | null
  ended_by: Ending | null
  domain: string | null
  intent: string | null
  summary: string | null
}

export interface ObservationRow {
  number: number
  id: string
  learner_id: string
  session_id: string
  kind: ObservationKind
  content: string
  domain: string
  topic: string | null
  /** What counts as the same thing again; stored once and never computed anew. */
  theme: string
  intensity: number
  outcome: Verdict | null
  /** `self` or the id of an agent. */
  about: string
  /** A list of `{ type, id }`, as JSON. */
  refs: string
  /** The first of them as `type:id`, to be found by. */
  ref: string | null
  source: Source
  source_ref: string | null
  /** The caller's key for doing it once. */
  request_key: string | null
  observed_at: string
  recorded_at: string
  /** The stems of its words, with blanks between. */
  tokens: string
  token_count: number
  /** The same of its topic. */
  topic_tokens: string
}

export interface BlindSpotRow {
  id: string
  learner_id: string
  detector: DetectorName
  about: string
  domain: string
  theme: string
  label: string
  state: SpotState
  title: string
  pattern: string
  support_count: number
  counter_count: number
  session_count: number
  first_seen_at: string
  last_seen_at: string
  confidence: number
  severity: Severity
  relapses: number
  resolved_at: string | null
  /** Where it was over: what supports it later may be a relapse. */
  quiet_since: string | null
  /** When it will be over if nothing comes. */
  over_at: string | null
  created_at: string
  updated_at: string
}

export interface SpotChangeRow {
  id: string
  learner_id: string
  spot_id: string
  at: string
  from_state: SpotState | null
  to_state: SpotState
  by: string
  why: string
}

export interface EvidenceRow {
  spot_id: string
  observation_id: string
  learner_id: string
  /** +1 supports, −1 speaks against. */
  sign: number
}

export interface ForecastRow {
  id: string
  learner_id: string
  claim: string
  probability: number
  about: string
  model: string | null
  domain: string
  refs: string
  ref: string | null
  due_at: string | null
  recorded_at: string
  settled_at: string | null
  outcome: ForecastOutcome | null
  source_ref: string | null
  request_key: string | null
}

export interface ReviewRow {
  id: string
  learner_id: string
  /** `YYYY-Www` of ISO 8601. */
  week: string
  starts_at: string
  ends_at: string
  /** Ids and numbers, as JSON. */
  document: string
  /** What a model added, as JSON. */
  narrative: string | null
  written_at: string
}

/** How often one command failed in one session of a client. */
export interface SignalRow {
  learner_id: string
  client_session: string
  signature: string
  failures: number
  first_at: string
  last_at: string
  noted_at: string | null
}

export interface LearnTables extends ModelTables, NudgeTables {
  learn_learners: LearnerRow
  learn_sessions: SessionRow
  learn_observations: Omit<ObservationRow, 'number' | 'topic_tokens'> & { number: Generated<number>; topic_tokens: Generated<string> }
  learn_blind_spots: BlindSpotRow
  learn_spot_changes: SpotChangeRow
  learn_evidence: EvidenceRow
  learn_forecasts: ForecastRow
  learn_reviews: ReviewRow
  learn_signals: SignalRow
}
