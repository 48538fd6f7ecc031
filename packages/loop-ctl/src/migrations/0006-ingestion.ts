import type { Migration } from 'loop-core'

const optional = { type: 'text', nullable: true } as const
const zero = { type: 'integer', default: 0 } as const

/** What articles are drafted from. */
export const ingestion: Migration = {
  async up(schema) {
    await schema.createTable('ctl_extractions', {
      columns: {
        id: 'text',
        kind: 'text',
        project_id: optional,
        source_type: 'text',
        source_id: 'text',
        url: optional,
        content: optional,
        content_hash: optional,
        held_hash: optional,
        metadata: 'text',
        status: 'text',
        attempts: zero,
        error: optional,
        articles_count: zero,
        inserted_at: 'text',
        updated_at: 'text',
      },
      primaryKey: ['id'],
      unique: [['held_hash']],
      indexes: [['kind', 'inserted_at', 'id'], ['status', 'updated_at', 'id'], ['source_type', 'source_id'], ['project_id']],
      references: { project_id: 'ctl_projects' },
      checks: ["kind in ('ingestion', 'review')", "status in ('queued', 'completed', 'failed')"],
    })
  },
}
