import type { Migration } from 'loop-core'

const optional = { type: 'text', nullable: true } as const
const zero = { type: 'integer', default: 0 } as const

/** Who is told of what happens, what was sent to them, and the key under which their secrets are kept where nobody gives one. */
export const webhooks: Migration = {
  async up(schema) {
    await schema.createTable('ctl_webhooks', {
      columns: {
        id: 'text',
        url: 'text',
        signing_secret: 'text',
        events: 'text',
        project_id: optional,
        active: 'integer',
        consecutive_failures: zero,
        last_delivery_at: optional,
        seen_seq: 'integer',
        inserted_at: 'text',
        updated_at: 'text',
      },
      primaryKey: ['id'],
      indexes: [['project_id'], ['inserted_at', 'id']],
      references: { project_id: 'ctl_projects' },
    })
    await schema.createTable('ctl_webhook_deliveries', {
      columns: {
        id: 'text',
        webhook_id: 'text',
        event_id: 'text',
        event_seq: { type: 'integer', nullable: true },
        event_type: 'text',
        payload: 'text',
        status: 'text',
        attempts: zero,
        due_at: optional,
        last_attempt_at: optional,
        delivered_at: optional,
        error: optional,
        inserted_at: 'text',
      },
      primaryKey: ['id'],
      unique: [['webhook_id', 'event_id']],
      indexes: [
        ['webhook_id', 'inserted_at', 'id'],
        ['webhook_id', 'status', 'event_seq'],
        ['status', 'inserted_at'],
      ],
      references: { webhook_id: 'ctl_webhooks' },
    })
    await schema.createTable('ctl_encryption_keys', { columns: { name: 'text', key: 'text' }, primaryKey: ['name'] })
  },
}
