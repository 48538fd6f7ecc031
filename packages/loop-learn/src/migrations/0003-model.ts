import type { Migration } from 'loop-core'

const optional = { type: 'text', nullable: true } as const
const zero = { type: 'integer', default: 0 } as const

export const modelTables: Migration = {
  async up(schema) {
    await schema.createTable('learn_model_usage', {
      columns: { learner_id: 'text', day: 'text', tokens: zero, calls: zero },
      primaryKey: ['learner_id', 'day'],
    })
    await schema.createTable('learn_model_calls', {
      columns: {
        id: 'text',
        learner_id: 'text',
        purpose: 'text',
        key_owner: 'text',
        model: 'text',
        day: 'text',
        reserved: 'integer',
        called_at: 'text',
        settled_at: optional,
        outcome: optional,
        input_tokens: zero,
        output_tokens: zero,
        kept: zero,
        dropped: zero,
      },
      primaryKey: ['id'],
      indexes: [['learner_id', 'called_at']],
    })
    await schema.createTable('learn_wordings', {
      columns: { spot_id: 'text', learner_id: 'text', mode: 'text', text: 'text', worded_at: 'text' },
      primaryKey: ['spot_id'],
      indexes: [['learner_id']],
      references: { spot_id: 'learn_blind_spots' },
    })
  },
}
