import type { Migration } from 'loop-core'

export const modeTables: Migration = {
  async up(schema) {
    await schema.createTable('learn_mode_changes', {
      columns: { id: 'text', learner_id: 'text', at: 'text', from_mode: 'text', to_mode: 'text', source: 'text' },
      primaryKey: ['id'],
      indexes: [['learner_id', 'at', 'id']],
    })
  },
}
