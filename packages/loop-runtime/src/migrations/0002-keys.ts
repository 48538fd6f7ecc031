import type { Migration } from 'loop-core'

/** What a client named by a key of its own, so that a repeated call is answered and not done again. */
export const keys: Migration = {
  async up(schema) {
    await schema.createTable('runtime_keys', {
      columns: {
        scope: 'text',
        key: 'text',
        run_id: 'text',
        generation: 'integer',
        answer: { type: 'text', nullable: true },
        at: 'text',
      },
      primaryKey: ['scope', 'key'],
    })
  },
}
