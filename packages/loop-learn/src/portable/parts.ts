import type { LearnTables } from '../storage/tables.ts'

/** One kind of line in an export: the table behind it, and the column that tells its rows apart. */
interface Part {
  table: keyof LearnTables
  key: string
  /** What is not exported, since it follows from the rest. */
  without: readonly string[]
  /** What a line holds as JSON and a column as text. */
  json: readonly string[]
}

/** In the order of an export: what names others stands behind them. */
export const parts = {
  session: {
    table: 'learn_sessions',
    key: 'id',
    without: ['decisions', 'struggles', 'completions', 'questions', 'avoidances'],
    json: [],
  },
  // Numbered in the order in which they came, which decides between two of one moment.
  observation: {
    table: 'learn_observations',
    key: 'number',
    without: ['number', 'ref', 'tokens', 'token_count', 'topic_tokens'],
    json: ['refs'],
  },
  blind_spot: { table: 'learn_blind_spots', key: 'id', without: [], json: [] },
  change: { table: 'learn_spot_changes', key: 'id', without: [], json: [] },
  card: { table: 'learn_cards', key: 'spot_id', without: [], json: [] },
  nudge: { table: 'learn_nudges', key: 'id', without: [], json: [] },
  forecast: { table: 'learn_forecasts', key: 'id', without: ['ref'], json: ['refs'] },
  review: { table: 'learn_reviews', key: 'id', without: [], json: ['document', 'narrative'] },
} as const satisfies Readonly<Record<string, Part>>

export type PartName = keyof typeof parts
export const partNames = Object.keys(parts) as PartName[]

export const schemaVersion = 1
