import type { Migration } from 'loop-core'

/** What a source holds beside its tasks, so that an export can put it around them again. */
export const importTables: Migration = {
  async up(schema) {
    await schema.createTable('queue_frames', {
      columns: { workspace_id: 'text', format: 'text', namespace: 'text', record: 'text' },
      primaryKey: ['workspace_id', 'format', 'namespace'],
    })
  },
}
