import type { CallOutcome, KeyOwner, Purpose } from '../model/words.ts'
import type { Threshold } from '../words.ts'

/** What a learner used in one day, what is reserved included. */
export interface ModelUsageRow {
  learner_id: string
  /** In UTC. */
  day: string
  tokens: number
  calls: number
}

/** One call to a model, without any of its words. */
export interface ModelCallRow {
  id: string
  learner_id: string
  purpose: Purpose
  key_owner: KeyOwner
  model: string
  day: string
  reserved: number
  called_at: string
  settled_at: string | null
  /** Null while it runs. */
  outcome: CallOutcome | null
  input_tokens: number
  output_tokens: number
  /** How many items of the answer were used, and how many not. */
  kept: number
  dropped: number
}

/** A model's words for the next nudge about one blind spot. */
export interface WordingRow {
  spot_id: string
  learner_id: string
  mode: Threshold
  text: string
  worded_at: string
}

export interface ModelTables {
  learn_model_usage: ModelUsageRow
  learn_model_calls: ModelCallRow
  learn_wordings: WordingRow
}
