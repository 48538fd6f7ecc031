import type { Schema } from 'loop-core'

const optional = { type: 'text', nullable: true } as const
const zero = { type: 'integer', default: 0 } as const

/** What is said to the learner, and when it may be said again. */
export async function createNudges(schema: Schema): Promise<void> {
  await schema.createTable('learn_cards', {
    columns: {
      spot_id: 'text',
      learner_id: 'text',
      due: 'text',
      stability: 'real',
      difficulty: 'real',
      reps: 'integer',
      lapses: 'integer',
      state: 'integer',
      last_review: optional,
      snoozed_until: optional,
      paused_until: optional,
      ignored_in_a_row: zero,
      same_in_a_row: zero,
      variant: zero,
    },
    primaryKey: ['spot_id'],
    indexes: [['learner_id', 'due']],
    references: { spot_id: 'learn_blind_spots' },
  })
  await schema.createTable('learn_nudges', {
    columns: {
      id: 'text',
      learner_id: 'text',
      spot_id: optional,
      mode: 'text',
      style: 'text',
      text: 'text',
      source: 'text',
      starter: optional,
      delivered_at: 'text',
      answer: optional,
      answered_at: optional,
      note: optional,
      expired_at: optional,
      supported_at: optional,
      effect: optional,
    },
    primaryKey: ['id'],
    indexes: [
      ['learner_id', 'delivered_at', 'id'],
      ['spot_id', 'delivered_at'],
    ],
  })
  await schema.addIndex('learn_nudges', ['spot_id'], { unique: true, where: 'answer is null and expired_at is null' })
}

/** What was expected, what became of a week, and what hooks have counted. */
export async function createForecastsAndReviews(schema: Schema): Promise<void> {
  await schema.createTable('learn_forecasts', {
    columns: {
      id: 'text',
      learner_id: 'text',
      claim: 'text',
      probability: 'real',
      about: 'text',
      model: optional,
      domain: 'text',
      refs: { type: 'text', default: '[]' },
      ref: optional,
      due_at: optional,
      recorded_at: 'text',
      settled_at: optional,
      outcome: optional,
      source_ref: optional,
      request_key: optional,
    },
    primaryKey: ['id'],
    unique: [
      ['learner_id', 'source_ref'],
      ['learner_id', 'request_key'],
    ],
    indexes: [
      ['learner_id', 'about', 'settled_at'],
      ['learner_id', 'ref'],
      ['learner_id', 'recorded_at', 'id'],
    ],
  })
  await schema.createTable('learn_reviews', {
    columns: {
      id: 'text',
      learner_id: 'text',
      week: 'text',
      starts_at: 'text',
      ends_at: 'text',
      document: 'text',
      narrative: optional,
      written_at: 'text',
    },
    primaryKey: ['id'],
    unique: [['learner_id', 'week']],
  })
  await schema.createTable('learn_signals', {
    columns: {
      learner_id: 'text',
      client_session: 'text',
      signature: 'text',
      failures: 'integer',
      first_at: 'text',
      last_at: 'text',
      noted_at: optional,
    },
    primaryKey: ['learner_id', 'client_session', 'signature'],
    indexes: [['learner_id', 'last_at']],
  })
}
