import type { Migration } from 'loop-core'

/** Notes can be found by their words and by those of their topics, which stand apart because themes compare the former alone. */
export const searchableObservations: Migration = {
  async up(schema) {
    await schema.addColumn('learn_observations', 'topic_tokens', { type: 'text', default: '' })
    await schema.addTextIndex({ table: 'learn_observations', key: 'number', columns: ['tokens', 'topic_tokens'] })
  },
}
