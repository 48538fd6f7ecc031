import type { NudgeAnswer, Style, Threshold } from '../words.ts'

/** When a blind spot is due again, as FSRS keeps it. */
export interface CardRow {
  spot_id: string
  learner_id: string
  due: string
  stability: number
  difficulty: number
  reps: number
  lapses: number
  state: number
  last_review: string | null
  snoozed_until: string | null
  paused_until: string | null
  ignored_in_a_row: number
  same_in_a_row: number
  /** Which of the two texts comes next. */
  variant: number
}

export interface NudgeRow {
  id: string
  learner_id: string
  /** Stays when the blind spot is gone. */
  spot_id: string | null
  mode: Threshold
  style: Style
  text: string
  source: 'local' | 'model' | 'starter'
  /** Which starter question it was. */
  starter: string | null
  delivered_at: string
  answer: NudgeAnswer | null
  answered_at: string | null
  /** What the person added to the answer. */
  note: string | null
  /** Closed without an answer. */
  expired_at: string | null
  /** When the blind spot showed itself again after this delivery for the first time. */
  supported_at: string | null
  effect: 'better' | 'same' | null
}

/** A change of the mode in force. */
export interface ModeChangeRow {
  id: string
  learner_id: string
  at: string
  from_mode: Threshold
  to_mode: Threshold
  source: 'set' | 'inferred'
}

export interface NudgeTables {
  learn_cards: CardRow
  learn_nudges: NudgeRow
  learn_mode_changes: ModeChangeRow
}
