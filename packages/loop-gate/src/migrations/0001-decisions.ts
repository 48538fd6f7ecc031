import type { Migration } from 'loop-core'

export const decisions: Migration = {
  async up(schema) {
    await schema.createTable('gate_decisions', {
      columns: {
        id: 'text',
        at: 'text',
        session: { type: 'text', nullable: true },
        profile: 'text',
        decision: 'text',
        outcome: 'text',
        stopping_reason: 'text',
        confidence: { type: 'real', nullable: true },
        issues: 'text',
        inputs: 'text',
      },
      primaryKey: ['id'],
      indexes: [['at']],
    })
    await schema.addIndex('gate_decisions', ['session', 'at'], { where: 'session is not null' })
  },
}
