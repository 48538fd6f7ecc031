import type { Migration, Schema } from 'loop-core'
import { createForecastsAndReviews, createNudges } from './0001-nudges.ts'

const optional = { type: 'text', nullable: true } as const
const optionalNumber = { type: 'integer', nullable: true } as const
const zero = { type: 'integer', default: 0 } as const

export const learningTables: Migration = {
  async up(schema) {
    await createLearners(schema)
    await createObservations(schema)
    await createBlindSpots(schema)
    await createNudges(schema)
    await createForecastsAndReviews(schema)
  },
}

async function createLearners(schema: Schema): Promise<void> {
  await schema.createTable('learn_learners', {
    columns: {
      id: 'text',
      threshold: optional,
      inferred_mode: optional,
      mode_since: optional,
      mode_reason: optional,
      mode_candidate: optional,
      mode_candidate_at: optional,
      mode_evaluated_at: optional,
      timezone: optional,
      quiet_start: { type: 'text', default: '22:00' },
      quiet_end: { type: 'text', default: '07:00' },
      nudges_per_day: optionalNumber,
      retention_days: optionalNumber,
      analysis: { type: 'text', default: 'auto' },
      excluded_domains: { type: 'text', default: '[]' },
      key_ciphertext: optional,
      key_hint: optional,
      key_set_at: optional,
      key_status: optional,
      generation: zero,
      nudge_day: optional,
      nudge_count: zero,
      last_nudge_at: optional,
      created_at: 'text',
      updated_at: 'text',
    },
    primaryKey: ['id'],
  })
}

async function createObservations(schema: Schema): Promise<void> {
  await schema.createTable('learn_sessions', {
    columns: {
      id: 'text',
      learner_id: 'text',
      started_at: 'text',
      last_activity_at: 'text',
      ended_at: optional,
      ended_by: optional,
      domain: optional,
      intent: optional,
      summary: optional,
      decisions: zero,
      struggles: zero,
      completions: zero,
      questions: zero,
      avoidances: zero,
    },
    primaryKey: ['id'],
    indexes: [
      ['learner_id', 'last_activity_at'],
      ['learner_id', 'started_at', 'id'],
    ],
  })
  await schema.addIndex('learn_sessions', ['learner_id'], { unique: true, where: 'ended_at is null' })
  await schema.createTable('learn_observations', {
    columns: {
      // The text index finds rows by it.
      number: 'sequence',
      id: 'text',
      learner_id: 'text',
      session_id: 'text',
      kind: 'text',
      content: 'text',
      domain: 'text',
      topic: optional,
      theme: 'text',
      intensity: 'integer',
      outcome: optional,
      about: 'text',
      refs: { type: 'text', default: '[]' },
      ref: optional,
      source: 'text',
      source_ref: optional,
      request_key: optional,
      observed_at: 'text',
      recorded_at: 'text',
      tokens: 'text',
      token_count: 'integer',
    },
    primaryKey: ['number'],
    unique: [['id'], ['learner_id', 'source', 'source_ref'], ['learner_id', 'request_key']],
    indexes: [
      ['learner_id', 'observed_at', 'id'],
      ['learner_id', 'about', 'domain', 'theme', 'kind', 'observed_at'],
      ['learner_id', 'domain', 'observed_at', 'id'],
      ['learner_id', 'session_id', 'observed_at'],
      ['session_id'],
      ['learner_id', 'ref'],
      ['learner_id', 'recorded_at'],
    ],
    references: { session_id: 'learn_sessions' },
  })
  await schema.addIndex('learn_observations', ['learner_id', 'about', 'domain', 'observed_at'], { where: 'outcome is not null' })
}

async function createBlindSpots(schema: Schema): Promise<void> {
  await schema.createTable('learn_blind_spots', {
    columns: {
      id: 'text',
      learner_id: 'text',
      detector: 'text',
      about: 'text',
      domain: 'text',
      theme: 'text',
      label: 'text',
      state: 'text',
      title: 'text',
      pattern: 'text',
      support_count: 'integer',
      counter_count: zero,
      session_count: 'integer',
      first_seen_at: 'text',
      last_seen_at: 'text',
      confidence: 'real',
      severity: 'text',
      relapses: zero,
      resolved_at: optional,
      quiet_since: optional,
      over_at: optional,
      created_at: 'text',
      updated_at: 'text',
    },
    primaryKey: ['id'],
    unique: [['learner_id', 'detector', 'about', 'domain', 'theme']],
    indexes: [['learner_id', 'state', 'last_seen_at']],
  })
  await schema.createTable('learn_spot_changes', {
    columns: {
      id: 'text',
      learner_id: 'text',
      spot_id: 'text',
      at: 'text',
      from_state: optional,
      to_state: 'text',
      by: 'text',
      why: 'text',
    },
    primaryKey: ['id'],
    indexes: [
      ['spot_id', 'at'],
      ['learner_id', 'at'],
    ],
    references: { spot_id: 'learn_blind_spots' },
  })
  await schema.createTable('learn_evidence', {
    columns: { spot_id: 'text', observation_id: 'text', learner_id: 'text', sign: 'integer' },
    primaryKey: ['spot_id', 'observation_id'],
    indexes: [['observation_id'], ['learner_id']],
    references: { spot_id: 'learn_blind_spots', observation_id: 'learn_observations' },
  })
}
